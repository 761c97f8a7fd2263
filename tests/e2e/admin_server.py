"""The real server with two towns, and a browser of the system, for the tests of the panel."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from admin.accounts import Invitation, find_account, invite
from admin.answers import answer_address
from admin.jobs import work
from admin.mails import Office
from angebote.feedback import REASONS
from angebote.model import Location
from angebote.store import Scope
from angebote.store.feedback import count_feedback
from angebote.store.parts import write_location
from angebote.understanding.lexicon import lexicon
from bot import hosting
from bot.server import build
from bot.settings import Settings
from tests.admin.world import KEY, PEOPLE, id_of, make_database


@contextmanager
def running_server(folder: Path) -> Iterator["Served"]:
    """Serve a fresh database on a free port."""
    lexicon()  # the words are built at their first use: no browser is to wait for that
    file = folder / "lotse.sqlite3"
    make_database(file)
    settings = Settings(data_dir=folder, database_url=f"sqlite:///{file}", port=0, secret_key=KEY.decode(), telegram_token="")
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

    def question_for(self, who: str) -> str:
        """Let the panel ask what is due and return the address on which somebody answers."""
        now, store, address = datetime.now(UTC), self.app.state.store, PEOPLE[who].address
        work(store, Office(key=KEY, address=self.address, send=None), now=now, today=now.date(), after_days=180)
        with store.session(Scope.system(), is_reading=True) as session:
            account = find_account(session, address)
        assert account is not None
        return answer_address(KEY, self.address, account.id, now.date())

    def add_place(self, name: str) -> str:
        """Store another place of Essen and return its id."""
        place = Location(id=id_of(name), name=name, street="Markt 1", postcode="45127", city="Essen")
        with self.app.state.store.session(Scope.system()) as session:
            write_location(session, place, municipality_id=id_of("essen"))
        return place.id

    def tell(self, angebot_id: str) -> None:
        """Let residents say today that something is wrong with an entry."""
        with self.app.state.store.session(Scope.system()) as session:
            for reason in REASONS:
                count_feedback(session, angebot_id, reason, day=datetime.now(UTC).date(), language="ar")

    def invite(self, invitation: Invitation) -> str:
        """Return a one-time link."""
        with self.app.state.store.session(Scope.system()) as session:
            return invite(session, invitation, address=self.address, now=datetime.now(UTC))
