"""What the commands share: settings and store, opened with a sentence instead of a traceback."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn

import typer

from angebote.model import Town
from angebote.store import Store, StoreError
from bot.settings import Settings, SettingsError, read_settings


def exit_with(sentence: str, *, status: int = 1) -> NoReturn:
    """Say why it did not work and end: status 1 = the thing asked for did not hold, 2 = wrong use."""
    typer.echo(sentence, err=True)
    raise typer.Exit(status)


def settings_or_exit(**overrides: object) -> Settings:
    """Return the settings; end with a sentence for each that does not hold."""
    try:
        return read_settings(**overrides)
    except SettingsError as error:
        exit_with(str(error))


@contextmanager
def working_store(settings: Settings) -> Iterator[Store]:
    """Open the store, its tables up to date and never empty, and close it again."""
    from bot.server import prepared_store  # builds on the web framework: not for commands that need no store

    try:
        store = prepared_store(settings)
    except (SettingsError, StoreError) as error:
        exit_with(str(error))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_store() -> Iterator[Mapping[str, Town]]:
    """Open the store of the settings and give the towns that are served, by slug: the one of LOTSE_TOWN, else all."""
    from angebote.store.snapshots import Towns

    settings = settings_or_exit()
    with working_store(settings) as store:
        towns = Towns(store).current()
        yield {settings.town: towns[settings.town]} if settings.town in towns else towns
