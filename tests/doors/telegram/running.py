"""The Telegram door as a server runs it: own thread, real store, real HTTP."""

import asyncio
import socket
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from fastapi import FastAPI

from angebote.model import Town
from angebote.store import Scope, Store, open_store
from angebote.store import conversations as kept
from bot.doors.telegram import TelegramDoor
from bot.doors.telegram.door import utc_now
from bot.doors.turn import Advance, CurrentTowns, Turns
from bot.settings import Settings
from tests.doors.telegram.emulator import TOKEN, BotApi
from tests.doors.telegram.fake_dialogue import advance as fake_advance

SECRET = "a-secret_word"
KEY = b"k" * 32


class NoTowns:
    """A catalogue without a town."""

    def current(self) -> dict[str, Town]:
        """Return nothing."""
        return {}


def settings_for(folder: Path, api_url: str, *, is_webhook: bool = False) -> Settings:
    """Return the settings of a bot that talks to the emulator."""
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        data_dir=folder,
        secret_key="s" * 40,
        telegram_token=TOKEN,
        telegram_api_url=api_url,
        telegram_webhook_secret=SECRET,
        public_url="https://lotse.example" if is_webhook else "",
    )


def listening() -> socket.socket:
    """Return a socket on a free port."""
    return socket.create_server(("127.0.0.1", 0))


def address_of(listener: socket.socket) -> str:
    """Return its address."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


class RunningDoor:
    """Runs the door between `with` and its end. By webhook if it is given a socket to listen on, else by polling."""

    def __init__(
        self,
        api: BotApi,
        folder: Path,
        *,
        listener: socket.socket | None = None,
        advance: Advance = fake_advance,
        towns: CurrentTowns | None = None,
        store: Store | None = None,
    ) -> None:
        self.api = api
        self.settings = settings_for(folder, api.url, is_webhook=listener is not None)
        self.store = store or open_store(self.settings.database)
        self._is_own_store = store is None
        if self._is_own_store:
            self.store.upgrade()
        self.turns = Turns(self.store, towns or NoTowns(), key=KEY, settings=self.settings, advance=advance)
        self._listener = listener
        self._loop = asyncio.new_event_loop()
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._is_up = threading.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._is_up.wait(60)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._task is not None
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(60)
        assert not self._thread.is_alive()
        if self._is_own_store:
            self.store.close()

    def is_idle(self) -> bool:
        """True if nothing waits in the outbox."""
        with self.store.session(Scope.system(), is_reading=True) as session:
            return not kept.due_messages(session, utc_now().replace(year=2999), limit=1)

    def settled(self, update_id: int) -> None:
        """Wait until an update is answered completely."""
        self.api.wait(lambda: self.api.is_taken(update_id) and self.is_idle())

    def turn_count(self, chat_id: int) -> int:
        """Return how many turns are kept of a conversation."""
        with self.store.session(Scope.system(), is_reading=True) as session:
            stored = kept.load_conversation(session, self.turns.key_of("telegram", str(chat_id)), for_update=False)
        turn = stored.state.get("turn") if stored else 0
        assert isinstance(turn, int)
        return turn

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(self._serve())
        self._loop.run_until_complete(asyncio.gather(self._task, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    async def _serve(self) -> None:
        door = TelegramDoor(self.store, self.turns, self.settings, call_seconds=5.0)
        self._is_up.set()
        if self._listener is None:
            await door.run()
            return
        app = FastAPI()
        app.include_router(door.router)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        web = asyncio.create_task(server.serve(sockets=[self._listener]))
        try:
            await door.run()
        finally:
            server.should_exit = True
            await web
