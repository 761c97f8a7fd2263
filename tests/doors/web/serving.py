"""The web doors over a real database with Beispielstadt in them, at a fixed moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI

from angebote.model import Town
from angebote.store import Store, open_store
from bot.dialogue.engine import advance
from bot.doors.turn import Advance, Turns
from bot.doors.web.door import WebDoor
from bot.doors.web.install import install
from bot.doors.web.limits import Limits
from bot.doors.web.pages import Pages
from bot.settings import Settings
from tests.builders import a_town, an_angebot

KEY = "a key that is only used in tests, long enough"
MONDAY_MORNING = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = MONDAY_MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **spans: float) -> None:
        self.now += timedelta(**spans)


@dataclass
class KnownTowns:
    """The towns as the store's snapshots would give them."""

    towns: Mapping[str, Town] = field(
        default_factory=lambda: {"beispielstadt": a_town(an_angebot(topics=("money_debt", "housing")))}
    )

    def current(self) -> Mapping[str, Town]:
        return self.towns


@dataclass(kw_only=True)
class Served:
    """An application with everything a test may look at."""

    app: FastAPI
    store: Store
    clock: Clock


def two_towns() -> Mapping[str, Town]:
    """Beispielstadt and Musterstadt."""
    other = a_town(
        an_angebot("wohnhilfe", topics=("housing",)),
        id="musterstadt",
        slug="musterstadt",
        name="Musterstadt",
        operator="Stadt Musterstadt",
    )
    return {"beispielstadt": a_town(), "musterstadt": other}


def serve(folder: Path, *, towns: Mapping[str, Town] | None = None, advance: Advance = advance, **settings: object) -> Served:
    """Return the web doors as an application."""
    values = {"data_dir": folder, "secret_key": KEY, "turns_per_minute": 10_000, **settings}
    chosen = Settings(_env_file=None, **values)  # type: ignore[call-arg,arg-type]
    store, clock = open_store(chosen.database), Clock()
    store.upgrade()
    known = KnownTowns(towns) if towns is not None else KnownTowns()
    turns = Turns(store, known, key=chosen.key(), settings=chosen, advance=advance)
    door = WebDoor(turns=turns, towns=known, settings=chosen, pages=Pages(), limits=Limits(chosen.turns_per_minute), clock=clock)
    app = FastAPI(openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    install(app, door, waiting=lambda: 0)
    return Served(app=app, store=store, clock=clock)
