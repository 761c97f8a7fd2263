"""The real server with two towns, and a browser of the system, for the tests of the panel."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from admin.accounts import Invitation, invite
from angebote.store import Scope
from bot import hosting
from bot.server import build
from bot.settings import Settings
from tests.admin.world import make_database


@contextmanager
def running_server(folder: Path) -> Iterator["Served"]:
    """Serve a fresh database on a free port."""
    file = folder / "lotse.sqlite3"
    make_database(file)
    settings = Settings(data_dir=folder, database_url=f"sqlite:///{file}", port=0, secret_key="k" * 40, telegram_token="")
    socket = hosting.bound_socket(settings)
    settings = settings.model_copy(update={"port": socket.getsockname()[1]})
    app = build(settings)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    try:
        yield Served(settings.address, app)
    finally:
        server.should_exit = True
        thread.join(20)
        socket.close()


class Served:
    """A server that runs: its address, and a way to invite someone."""

    def __init__(self, address: str, app) -> None:  # type: ignore[no-untyped-def]
        self.address = address
        self.app = app

    def invite(self, invitation: Invitation) -> str:
        """Return a one-time link."""
        with self.app.state.store.session(Scope.system()) as session:
            return invite(session, invitation, address=self.address, now=datetime.now(UTC))
