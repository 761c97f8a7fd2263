"""`lotse catalogue`: towns as folders of files, checked and loaded."""

from pathlib import Path
from typing import Annotated

import typer

from angebote.store import Scope
from angebote.store.loading import LoadingError, load_town
from angebote.townfiles import TownFile, bundled_towns, read_town_folder
from bot.commands.running import exit_with, settings_or_exit, working_store

app = typer.Typer(no_args_is_help=True, help="Towns from files: check and load.")
Folders = Annotated[
    list[Path] | None, typer.Argument(help="Folders of towns; without any: the towns that come with the program.")
]


@app.command()
def check(folders: Folders = None) -> None:
    """Read folders of towns and name every fault with file, line, field and what would be right."""
    for town_file in _read_all(folders):
        town = town_file.town
        typer.echo(
            f"{town.slug}: in order - {len(town.stadtteile)} Stadtteile, {len(town.traeger)} Traeger, {len(town_file.angebote)} Angebote"
        )


@app.command()
def load(folders: Folders = None) -> None:
    """Store towns. What people edited in the panel stays as it is; a folder with a fault is refused whole."""
    town_files = _read_all(folders)
    with working_store(settings_or_exit()) as store:
        for town_file in town_files:
            try:
                with store.session(Scope.system()) as session:
                    report = load_town(session, town_file)
            except LoadingError as error:
                exit_with(f"{town_file.town.slug}: {error}")
            typer.echo(
                f"{town_file.town.slug}: {report.added} new, {report.updated} updated, {report.unchanged} as before, "
                f"{report.left_as_edited} left as people edited them, {report.archived} archived"
            )


def _read_all(folders: list[Path] | None) -> list[TownFile]:
    """Read everything before anything is stored; end with all faults if there are any."""
    read = [(folder.name, read_town_folder(folder)) for folder in (folders or bundled_towns())]
    faults = [f"{name}/{fault}" for name, result in read if isinstance(result, list) for fault in result]
    if faults:
        exit_with("\n".join([*faults, f"{len(faults)} faults: nothing was loaded."]))
    return [result for _, result in read if isinstance(result, TownFile)]
