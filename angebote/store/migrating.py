"""Bringing the tables to their newest form with the migrations inside the package."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

LOCK = 7_108_355_019  # any number, as long as every process takes the same


def upgrade(engine: Engine) -> None:
    """Run all migrations that are still missing, in one transaction and alone."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                command.upgrade(configuration(connection), "head")
        else:
            _upgrade_sqlite(connection)


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration for one connection; no file is read."""
    config = Config()
    config.set_main_option("script_location", "angebote.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade_sqlite(connection: Connection) -> None:
    # A table that is remade would take the rows that refer to it along; the switch only works outside of a transaction.
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection was closed")
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            command.upgrade(configuration(connection), "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise RuntimeError("a migration left rows that refer to nothing")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
