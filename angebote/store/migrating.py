"""Bringing the tables to their newest form with the migrations inside the package."""

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

LOCK = 7_108_355_019  # any number, as long as every process takes the same


def upgrade(engine: Engine) -> None:
    """Run all migrations that are still missing, in one transaction and alone."""
    if is_newest(engine):
        return
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                _run(connection)
        else:
            _upgrade_sqlite(connection)


def is_newest(engine: Engine) -> bool:
    """Tell whether the tables are in their newest form - without Alembic, which takes time and memory at every start."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == newest_revision())


def newest_revision() -> str:
    """Return the revision the newest migration leads to: files are named "0003_what.py" after their revision."""
    versions = files("angebote.store").joinpath("migrations", "versions")
    return max(one.name.partition("_")[0] for one in versions.iterdir() if one.name[:4].isdigit())


def configuration(connection: Connection) -> "Config":
    """Return Alembic's configuration for one connection; no file is read."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "angebote.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _run(connection: Connection) -> None:
    from alembic import command

    command.upgrade(configuration(connection), "head")


def _upgrade_sqlite(connection: Connection) -> None:
    # A table that is remade would take the rows that refer to it along; the switch only works outside of a transaction.
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection was closed")
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            _run(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise RuntimeError("a migration left rows that refer to nothing")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
