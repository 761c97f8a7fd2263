"""`lotse catalogue`: towns as folders of files, checked and loaded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from angebote.store import Scope
from angebote.store.loading import LoadingError, LoadReport, load_town
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
def load(
    folders: Folders = None,
    with_deleted: Annotated[
        bool, typer.Option("--with-deleted", help="Bring back what was deleted in the panel, as the files say it.")
    ] = False,
) -> None:
    """Store towns. What people edited or deleted in the panel stays as it is; a folder with a fault is refused whole."""
    town_files = _read_all(folders)
    with working_store(settings_or_exit()) as store:
        for town_file in town_files:
            try:
                with store.session(Scope.system()) as session:
                    report = load_town(session, town_file, with_deleted=with_deleted)
            except LoadingError as error:
                exit_with(f"{town_file.town.slug}: {error}")
            typer.echo("\n".join(_lines(town_file.town.slug, report)))


def _lines(slug: str, report: LoadReport) -> Iterator[str]:
    yield (
        f"{slug}: {report.added} new, {report.updated} updated, {report.unchanged} as before, "
        f"{report.left_as_edited} left as people edited them, {report.archived} archived"
    )
    if report.deleted_in_panel:
        yield f"{slug}: left out, deleted in the panel: {', '.join(report.deleted_in_panel)}"
    if report.left_out_with_it:
        yield f"{slug}: left out, because they belong to what was deleted: {', '.join(report.left_out_with_it)}"


def _read_all(folders: list[Path] | None) -> list[TownFile]:
    """Read everything before anything is stored; end with all faults if there are any."""
    read = [(folder.name, read_town_folder(folder)) for folder in (folders or bundled_towns())]
    faults = [f"{name}/{fault}" for name, result in read if isinstance(result, list) for fault in result]
    if faults:
        exit_with("\n".join([*faults, f"{len(faults)} faults: nothing was loaded."]))
    return [result for _, result in read if isinstance(result, TownFile)]
