"""`python -m bench.panel`: every page of the panel with 5,000 Angebote in one town - processor time of the server, the empty page beside it."""

import gc
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from admin.accounts import Invitation, invite
from admin.app import build_panel
from angebote.feedback import REASONS
from angebote.model import Location, Programme
from angebote.store import Scope, Store, open_store
from angebote.store.catalogue import write_angebot
from angebote.store.feedback import count_feedback
from angebote.store.parts import write_location, write_programme
from angebote.store.snapshots import Towns
from angebote.store.tables import MunicipalityRow, StadtteilRow, TraegerRow
from angebote.topics import topics
from angebote.townfiles import bundled_towns, read_town_folder
from bench.catalogue import large_towns
from locales import HOME_LANGUAGE, say

ANGEBOTE = 5_000
TRAEGER = 40
HOUSES = 400
ROUNDS = 5
KINDS = ("Sprechstunde", "Treffpunkt", "Kurs", "Beratungsstelle", "Gruppe", "Café")
CEILING_MS = 200
SERVER = "http://testserver"
KEY = b"a key for measuring, of thirty-two signs"
ONE = "0-17"
PAGES = (
    "/sign-in",
    "/angebote",
    "/angebote?words=treffpunkt+geld",
    "/angebote?filter=attention&page=60",
    "/angebote?filter=feedback",
    "/angebote?filter=untranslated",
    "/angebote/new?traeger=t7",
    f"/angebote/{ONE}",
    f"/angebote/{ONE}/moment",
    f"/angebote/{ONE}/history",
    "/people",
    "/people/new",
    "/freshness",
    "/review",
    "/try",
    f"/angebote/{ONE}/languages",
    f"/angebote/{ONE}/languages/ar",
    "/town",
    "/town/settings",
    "/town/stadtteile",
    "/town/boundaries",
    "/town/emergency",
    "/town/words",
    "/traeger",
    "/traeger/t7",
    "/programmes",
    "/programmes/lotsen",
    "/houses",
    "/houses/h7",
    "/houses/h7/day",
    "/duplicates",
    f"/duplicates/{ONE}/0-57",
    "/log",
    "/own",
)


def main() -> None:
    """Measure every page and print the table."""
    table = Table(
        "page", "ms of the server", f"of {CEILING_MS} ms", "KB", title=f"The panel with {ANGEBOTE} Angebote (coordinator)"
    )
    with tempfile.TemporaryDirectory() as folder:
        store = _filled(Path(folder))
        app = build_panel(store, key=KEY, address=SERVER, is_https=False, towns=Towns(store).current)
        client = TestClient(Starlette(routes=[Mount("/admin", app)]), base_url=f"{SERVER}/admin", follow_redirects=False)
        _sign_in(store, client)
        gc.freeze()  # as the server does once it has started
        for path in PAGES:
            milliseconds, size = _timed(lambda path=path: client.get(path).content)
            table.add_row(path, f"{milliseconds:.0f}", f"{milliseconds / CEILING_MS:.2f}", f"{size / 1024:.0f}")
        store.close()
    Console(width=120).print(table)


def _timed(page: Callable[[], bytes]) -> tuple[float, int]:
    """Return the median processor milliseconds of one page and its size in bytes."""
    size = len(page())
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        page()
        times.append((time.process_time() - begun) * 1000)
    return median(times), size


def _filled(folder: Path) -> Store:
    store = open_store(f"sqlite:///{folder / 'lotse.sqlite3'}")
    store.upgrade()
    town = large_towns(1, ANGEBOTE)[0]
    stadtteile = [
        one.name for one in read_town_folder(next(one for one in bundled_towns() if one.name == "essen")).town.stadtteile.values()
    ]
    with store.session(Scope.system()) as session:
        session.add(MunicipalityRow(id=town.id, slug=town.slug, name=town.name, state=town.state))
        session.flush()
        session.add(StadtteilRow(id="mitte", municipality_id=town.id, slug="mitte", name="Mitte", level="Stadtteil"))
        for number in range(TRAEGER):
            session.add(TraegerRow(id=f"t{number}", municipality_id=town.id, name=f"Hilfswerk {number}"))
        for number in range(HOUSES):
            house = Location(id=f"h{number}", name=f"Haus {number}", street=f"Ring {number}", postcode="45127", city=town.name)
            write_location(session, house, municipality_id=town.id)
        lotsen = Programme(id="lotsen", name="Lotsen", icon="🧭", traeger_ids=tuple(f"t{number}" for number in range(TRAEGER)))
        write_programme(session, lotsen, municipality_id=town.id)
        for number, angebot in enumerate(town.angebote.values()):
            checked_on = date(2020 + number % 7, 1 + number % 12, 1)
            own = {"traeger_id": f"t{number % TRAEGER}", "location_id": f"h{number % HOUSES}", "checked_on": checked_on}
            texts = {"de": replace(angebot.texts["de"], name=_name(number, stadtteile))}
            in_programme = {"programme_id": "lotsen"} if number % 10 == 0 else {}
            write_angebot(session, replace(angebot, texts=texts, **own, **in_programme), municipality_id=town.id)  # type: ignore[arg-type]
            if number % 10 == 0:
                count_feedback(
                    session, angebot.id, REASONS[number // 10 % len(REASONS)], day=datetime.now(UTC).date(), language="ar"
                )
    return store


def _name(number: int, stadtteile: Sequence[str]) -> str:
    """Name an entry as carriers do: what it is, what about, where."""
    labels = [say(topic.label, HOME_LANGUAGE).text for topic in topics().values()]
    return f"{KINDS[number // 3 % len(KINDS)]} {labels[number // 7 % len(labels)]} {stadtteile[number // 11 % len(stadtteile)]}"


def _sign_in(store: Store, client: TestClient) -> None:
    invitation = Invitation(address="c@example.org", name="C", role="coordinator", municipality="stadt0")
    with store.session(Scope.system()) as session:
        path = invite(session, invitation, address=SERVER, now=datetime.now(UTC)).removeprefix(f"{SERVER}/admin")
    token = re.findall(r'name="csrf" value="([0-9a-f]+)"', client.get(path).text)[0]
    client.post(path, data={"csrf": token})


if __name__ == "__main__":
    main()
