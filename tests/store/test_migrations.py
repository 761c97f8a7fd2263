"""The migrations make exactly the tables that the code knows, on both databases."""

from collections.abc import Iterable
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from angebote.store import open_store
from angebote.store.migrating import configuration, is_newest, newest_revision
from angebote.store.tables import Table


def test_the_migrations_make_the_tables_of_the_code(empty_address: str) -> None:
    store = open_store(empty_address)
    Table.metadata.create_all(store.engine)
    expected = _shape(store.engine)
    Table.metadata.drop_all(store.engine)

    store.upgrade()
    made = _shape(store.engine)
    with store.engine.begin() as connection:
        command.check(configuration(connection))  # raises if a migration were missing
    store.close()

    assert made == expected


def test_the_migrations_run_again_and_backwards(empty_address: str) -> None:
    store = open_store(empty_address)
    store.upgrade()
    store.upgrade()
    with store.engine.begin() as connection:
        command.downgrade(configuration(connection), "base")
    left = inspect(store.engine).get_table_names()
    store.upgrade()
    made = inspect(store.engine).get_table_names()
    store.close()

    assert left == ["alembic_version"]
    assert set(made) == {*Table.metadata.tables, "alembic_version"}


def test_the_newest_migration_is_known_without_alembic(empty_address: str) -> None:
    store = open_store(empty_address)
    before = is_newest(store.engine)
    store.upgrade()
    with store.engine.connect() as connection:
        heads = ScriptDirectory.from_config(configuration(connection)).get_heads()
    after = is_newest(store.engine)
    store.close()

    assert (before, after) == (False, True)
    assert heads == [newest_revision()]


def _shape(engine: Engine) -> dict[str, dict[str, Any]]:
    tables = inspect(engine)
    return {
        name: {
            "columns": {column["name"]: (str(column["type"]), column["nullable"]) for column in tables.get_columns(name)},
            "key": sorted(tables.get_pk_constraint(name)["constrained_columns"]),
            "references": _sorted(tables.get_foreign_keys(name)),
            "unique": _sorted(tables.get_unique_constraints(name)),
            "indexes": _sorted(tables.get_indexes(name)),
            "checks": _sorted(tables.get_check_constraints(name)),
        }
        for name in tables.get_table_names()
        if name != "alembic_version"
    }


def _sorted(parts: Iterable[Any]) -> list[str]:
    return sorted(repr(sorted(part.items(), key=str)) for part in parts)
