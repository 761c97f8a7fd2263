"""Entries of town files that were deleted in the panel: remembered where they are deleted, left out when the files are loaded again."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.store import tables

Deletable = tables.StadtteilRow | tables.TraegerRow | tables.ProgrammeRow | tables.LocationRow | tables.EmergencyPlaceRow
_KINDS: Mapping[str, type[Deletable]] = {
    row.__tablename__: row
    for row in (
        tables.StadtteilRow,
        tables.TraegerRow,
        tables.ProgrammeRow,
        tables.LocationRow,
        tables.EmergencyPlaceRow,
    )
}


def delete_for_good(session: Session, row: Deletable, *, instead_id: str | None = None) -> None:
    """Delete a row; if it came from a town file, the file does not bring it back. `instead_id`: what it was put together with.

    Shape:  also what came from no file is remembered if it was put together, because something else may have been put together with it.

    Errors: IntegrityError if something still refers to it; ForeignRow outside of the scope.
    """
    if row.loaded_hash is not None or instead_id is not None:
        kind, town_id = row.__tablename__, row.municipality_id
        session.merge(tables.GoneRow(id=row.id, municipality_id=town_id, kind=kind, instead_id=instead_id))
    session.delete(row)
    session.flush()


def gone_from(session: Session, municipality_id: str) -> Mapping[str, str | None]:
    """Return the ids of what is gone from a town, each with what stands there instead (None = nothing); what was made anew is not gone."""
    of_town = select(tables.GoneRow).where(tables.GoneRow.municipality_id == municipality_id)
    found = {row.id: row for row in session.scalars(of_town)}
    anew = {
        id_
        for kind in {row.kind for row in found.values()}
        for id_ in session.scalars(select(_KINDS[kind].id).where(_KINDS[kind].municipality_id == municipality_id))
    }
    return {id_: _instead(id_, found) for id_ in found if id_ not in anew}


def forget_gone(session: Session, municipality_id: str) -> None:
    """Let the files of a town bring back what was deleted in the panel."""
    for row in session.scalars(select(tables.GoneRow).where(tables.GoneRow.municipality_id == municipality_id)):
        session.delete(row)
    session.flush()


def _instead(id_: str, gone: Mapping[str, tables.GoneRow]) -> str | None:
    """Two that became one may have become one with a third: the last one that stands is meant."""
    wanted = gone[id_].instead_id
    for _ in gone:
        wanted = gone[wanted].instead_id if wanted is not None and wanted in gone else wanted
    return wanted
