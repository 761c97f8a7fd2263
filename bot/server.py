"""The composition root: opens the store, builds the application of doors, panel and workers, and serves it."""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI

from admin.accounts import first_sign_in_link
from admin.app import build_panel
from admin.jobs import Done, work
from admin.machine import machine_translator
from admin.mails import Office
from admin.pages import GERMANY
from admin.smtp import smtp_sender
from angebote.store import Scope, Store, open_store
from angebote.store.catalogue import town_slugs
from angebote.store.conversations import messages_waiting
from angebote.store.loading import load_town
from angebote.store.snapshots import Towns
from angebote.townfiles import TownFile, bundled_towns, read_town_folder
from angebote.understanding.lexicon import lexicon
from bot import hosting, jobs
from bot.as_residents import AsResidents
from bot.dialogue.engine import advance
from bot.doors.turn import Turns
from bot.doors.web.door import WebDoor
from bot.doors.web.install import install
from bot.doors.web.limits import Limits
from bot.doors.web.pages import Pages
from bot.settings import Settings, SettingsError, pass_on, read_settings

logger = logging.getLogger(__name__)
LATER_SECONDS = 5.0
WARM_UP_AFTER_SECONDS = 1.0
Work = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Parts:
    settings: Settings
    store: Store
    towns: Towns
    turns: Turns
    web: WebDoor


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def build(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, say_line: Callable[[str], object] = lambda _line: None
) -> FastAPI:
    """Return the whole server as one ASGI application over an upgraded database with at least the bundled towns in it.

    Shape:  `app.state.store` is the open store; it is closed when the application stops.
    Errors: SettingsError if a setting names something that is not there; StoreError if the database cannot be used.
    """
    store = prepared_store(settings, say_line=say_line)
    parts = _parts(settings, store, clock)
    panel = panel_work(store, settings)
    works: list[Work] = [lambda: jobs.run_forever(store, settings=settings, clock=clock, panel_work=panel)]
    app = FastAPI(
        title="Stadtteillotse", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None, lifespan=_life_of(parts, works)
    )
    app.state.store = store
    install(app, parts.web, waiting=lambda: _messages_waiting(store))
    if settings.telegram_token:
        works.append(_add_telegram(app, parts, clock))
    app.mount("/admin", _panel(parts))
    return app


def panel_work(store: Store, settings: Settings) -> Callable[[datetime], Done]:
    """Return what the panel does without anybody pressing, as a function of the present moment."""
    send = smtp_sender(settings.smtp_url) if settings.smtp_url else None
    office = Office(key=settings.key(), address=hosting.noted_address(settings), send=send)
    return lambda now: work(store, office, now=now, today=now.astimezone(GERMANY).date(), after_days=settings.confirm_days)


def app_from_environment() -> FastAPI:
    """Return the application as the environment describes it; each worker process makes its own."""
    settings = read_settings()
    hosting.set_up_logging(settings.log_level)
    return build(settings)


def serve(settings: Settings, *, workers: int = 1, say_line: Callable[[str], object] | None = None) -> None:
    """Serve until the process is told to stop; first say where everything is.

    Errors: SettingsError if the address cannot be listened on, or a setting names something that is not there.
    """
    hosting.set_up_logging(settings.log_level)
    socket = hosting.bound_socket(settings)
    settings = settings.model_copy(update={"port": socket.getsockname()[1]})
    hosting.note_address(settings)
    say = say_line or _to_terminal
    app = build(settings, say_line=say)
    for line in announcement(settings, app.state.store):
        say(line)
    if workers == 1:
        hosting.run(app, settings, socket)
        return
    app.state.store.close()
    pass_on(settings)
    hosting.run_workers("bot.server:app_from_environment", settings, socket, workers=workers)


def announcement(settings: Settings, store: Store) -> list[str]:
    """Return where chat, form and panel are, and a one-time link to sign in as long as nobody has a password."""
    lines = [
        "Stadtteillotse is running. Press Ctrl+C to stop it.",
        f"  Chat:   {settings.address}/",
        f"  Form:   {settings.address}/form",
        f"  Panel:  {settings.address}/admin/",
        f"  Telegram: {'on' if settings.telegram_token else 'off (set LOTSE_TELEGRAM_TOKEN to switch it on)'}",
    ]
    link = first_sign_in_link(store, settings.address, utc_now())
    return [*lines, "", "Sign in to the panel once with this link and choose a password:", f"  {link}"] if link else lines


def prepared_store(settings: Settings, *, say_line: Callable[[str], object] = lambda _line: None) -> Store:
    """Return the store, its tables up to date; an empty catalogue gets the bundled towns, and `say_line` hears how it goes on.

    Errors: SettingsError if the one town of the settings is not in the catalogue.
    """
    store = open_store(settings.database)
    store.upgrade()
    with store.session(Scope.system()) as session:
        if not town_slugs(session):
            for town_file in _bundled():
                say_line(f"Loading {town_file.town.name} ({len(town_file.angebote)} Angebote) ...")
                load_town(session, town_file)
        slugs = town_slugs(session)
    if settings.town and settings.town not in slugs:
        store.close()
        raise SettingsError(f"LOTSE_TOWN: there is no town {settings.town}. Use one of: {', '.join(slugs)}.")
    return store


def _messages_waiting(store: Store) -> int:
    with store.session(Scope.system(), is_reading=True) as session:
        return messages_waiting(session)


def _bundled() -> list[TownFile]:
    read = {folder.name: read_town_folder(folder) for folder in bundled_towns()}
    for name, faults in read.items():
        if isinstance(faults, list):
            logger.error("the bundled town %s has faults and is left out: `lotse catalogue check` names them", name)
    return [town_file for town_file in read.values() if isinstance(town_file, TownFile)]


def _parts(settings: Settings, store: Store, clock: Callable[[], datetime]) -> _Parts:
    towns = Towns(store)
    turns = Turns(store, towns, key=settings.key(), settings=settings, advance=advance)
    limits = Limits(settings.turns_per_minute)
    web = WebDoor(turns=turns, towns=towns, settings=settings, pages=Pages(), limits=limits, clock=clock)
    return _Parts(settings, store, towns, turns, web)


def _add_telegram(app: FastAPI, parts: _Parts, clock: Callable[[], datetime]) -> Work:
    if any(sign.isspace() or sign == "/" for sign in parts.settings.telegram_token):
        raise SettingsError("LOTSE_TELEGRAM_TOKEN: this is not the token of a bot. @BotFather shows it.")
    from bot.doors.telegram import TelegramDoor  # half a second: only when Telegram is served

    door = TelegramDoor(parts.store, parts.turns, parts.settings, clock=clock)
    app.include_router(door.router)
    return door.run


def _panel(parts: _Parts) -> FastAPI:
    settings, residents = parts.settings, AsResidents(parts.towns, parts.web.clock)
    return build_panel(
        parts.store,
        key=settings.key(),
        address=settings.address,
        is_https=settings.is_https,
        preview=residents.card,
        talk=residents.talk,
        towns=parts.towns.current,
        converse=residents.replies,
        confirm_days=settings.confirm_days,
        has_mail_server=bool(settings.smtp_url),
        translate=machine_translator(settings.translate_url, settings.translate_key) if settings.translate_url else None,
    )


def _life_of(parts: _Parts, works: list[Work]) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        """Workers run while the application does - in one process only, if several serve the same data folder."""
        background = asyncio.gather(_work(parts.settings, works), _warm_up())
        try:
            yield
        finally:
            background.cancel()
            await asyncio.gather(background, return_exceptions=True)
            parts.store.close()

    return life


async def _warm_up() -> None:
    """Make ready what the first messages would wait for, once the server has begun to answer."""
    await asyncio.sleep(WARM_UP_AFTER_SECONDS)
    await asyncio.to_thread(lexicon)
    gc.freeze()  # the words stay for good: the collector need not look at them again and again


async def _work(settings: Settings, works: list[Work]) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / "workers.lock").open("ab") as lock:
        while not hosting.is_ours(lock):  # noqa: ASYNC110 - another process holds it: nobody here can tell when it ends
            await asyncio.sleep(LATER_SECONDS)
        await asyncio.gather(*(_keep_working(work) for work in works))


async def _keep_working(work: Work) -> None:
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - one worker must not take the doors with it
            logger.warning("a worker stopped and begins again kind=%s", type(error).__name__)
        await asyncio.sleep(LATER_SECONDS)


def _to_terminal(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
