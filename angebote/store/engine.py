"""Opening the database: SQLite or PostgreSQL by its address, migrations, Sessions within a scope."""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from angebote.store.guard import ScopedSession
from angebote.store.migrating import upgrade
from angebote.store.scope import Scope

BUSY_TIMEOUT_MILLISECONDS = 5000
READING = "lotse_is_reading"
_log = logging.getLogger(__name__)


class StoreError(Exception):
    """The database cannot be used as it was asked for; the text says what to do."""


class Store:
    """One database. Made by `open_store`, passed on, closed at the end."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # SQLite lets one writer in at a time and has the others sleep and try again: threads of one process queue here instead.
        self._turn_to_write: AbstractContextManager[object] = nullcontext() if self.is_postgresql else RLock()

    @property
    def is_postgresql(self) -> bool:
        """True on PostgreSQL, False on SQLite."""
        return self.engine.dialect.name == "postgresql"

    def upgrade(self) -> None:
        """Bring the tables to the newest form; several processes may do so at once."""
        upgrade(self.engine)

    @contextmanager
    def session(self, scope: Scope, *, is_reading: bool = False) -> Iterator[Session]:
        """Give a Session within a scope: committed at the end, rolled back on any error.

        Shape:  `is_reading` takes no write lock on SQLite; such a Session refuses to change anything.
        """
        with nullcontext() if is_reading else self._turn_to_write:
            connection = self.engine.connect().execution_options(**{READING: is_reading})
            with connection, ScopedSession(connection, scope=scope, is_reading=is_reading) as session, session.begin():
                yield session

    def clear_traces(self) -> None:
        """Overwrite what was deleted a moment ago: SQLite keeps old pages in its log until it is emptied."""
        if not self.is_postgresql:
            with self._turn_to_write, self.engine.connect().execution_options(**{READING: True}) as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open the database at an address such as "sqlite:///data/lotse.sqlite3" or "postgresql://user@host/name".

    Errors: StoreError if the address cannot be read, names another kind of database, or its driver or folder is missing.
    """
    address = _address(url)
    engine = _sqlite(address) if address.drivername == "sqlite" else _postgresql(address)
    return Store(engine)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "The address of the database cannot be read. Write sqlite:///file or postgresql://user:password@host/name."
        ) from error
    if address.drivername not in ("sqlite", "postgresql"):
        raise StoreError(f"{address.drivername} is not supported. Write sqlite:///file or postgresql://user:password@host/name.")
    return address


def _postgresql(address: URL) -> Engine:
    try:
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError("PostgreSQL needs psycopg: install stadtteillotse[postgresql].") from error


def _sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:":
        raise StoreError("SQLite needs a file: write sqlite:///data/lotse.sqlite3.")
    try:
        Path(address.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        Path(address.database).touch(mode=0o600)  # nobody else on the machine reads it
    except OSError as error:
        raise StoreError(
            f"The folder {Path(address.database).parent} cannot be made. Choose another place for the database."
        ) from error
    engine = create_engine(address)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: SqliteConnection, _record: Any) -> None:
    connection.isolation_level = None  # Python's own BEGIN comes too late to lock: we begin ourselves
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MILLISECONDS}",
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=NORMAL",
        "secure_delete=ON",  # what is deleted (addresses of sent messages) is overwritten
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # Without IMMEDIATE two writers read the same version and one of them is lost without an error.
    is_reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def is_alive(store: Store) -> bool:
    """True if the database answers."""
    try:
        with store.engine.connect().execution_options(**{READING: True}) as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1
    except SQLAlchemyError as error:
        _log.warning("the database does not answer: %s", type(error).__name__)
        return False
