"""What a town says of itself and its places for emergencies, read and written as values."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.model import EmergencyPlace
from angebote.store import reading, writing
from angebote.store.gone import delete_for_good
from angebote.store.reading import Municipality
from angebote.store.tables import EmergencyPlaceRow, MunicipalityRow
from angebote.townfiles import entry_id


def write_municipality(session: Session, value: Municipality) -> None:
    """Change what a town says of itself.

    Errors: ForeignRow if the town lies outside of the scope.
    """
    writing.fill_municipality(session.get_one(MunicipalityRow, value.id), value)
    session.flush()


def read_emergency_places(session: Session, municipality_id: str) -> Mapping[str, EmergencyPlace]:
    """Return the emergency places of a town by kind, in the order of the catalogue."""
    return {row.kind: reading.emergency_place_of(row) for row in _rows(session, municipality_id)}


def write_emergency_place(session: Session, place: EmergencyPlace, *, municipality_id: str) -> None:
    """Insert or update the place for one kind of emergency.

    Errors: ForeignRow if the town lies outside of the scope.
    """
    rows = {row.kind: row for row in _rows(session, municipality_id)}
    row = rows.get(place.kind)
    if row is None:
        town = session.get_one(MunicipalityRow, municipality_id)
        key = entry_id(town.slug, "emergency_place", place.kind)
        last = max((one.position for one in rows.values()), default=-1)
        row = EmergencyPlaceRow(id=key, municipality_id=town.id, position=last + 1)
        session.add(row)
    with session.no_autoflush:
        writing.fill_emergency_place(row, place)
    session.flush()


def delete_emergency_place(session: Session, kind: str, *, municipality_id: str) -> None:
    """Take the place for one kind of emergency away, if there is one."""
    for row in _rows(session, municipality_id):
        if row.kind == kind:
            delete_for_good(session, row)


def _rows(session: Session, municipality_id: str) -> list[EmergencyPlaceRow]:
    own = select(EmergencyPlaceRow).where(EmergencyPlaceRow.municipality_id == municipality_id)
    return list(session.scalars(own.order_by(EmergencyPlaceRow.position, EmergencyPlaceRow.id)))
