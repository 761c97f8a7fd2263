"""Putting two places together that are one - and taking it back as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.model import Angebot, Location
from angebote.store import writing
from angebote.store.catalogue import read_some, write_angebot
from angebote.store.gone import delete_for_good
from angebote.store.history import Author
from angebote.store.parts import change_entries
from angebote.store.reading import location_of
from angebote.store.references import put_back_in_proposals, replace_in_proposals
from angebote.store.tables import AngebotChangeRow, AngebotRow, GoneRow, LocationRow, MergedPlaceRow, StadtteilRow

UNDO_DAYS = 30
FIELD = "location_id"
_LOCATION = TypeAdapter(Location)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPlace:
    """A place that was put together with another one. Shape: `place` is the one that went, as it was."""

    place: Location
    kept_id: str
    municipality_id: str
    at: datetime
    author: str

    @property
    def ends_at(self) -> datetime:
        """The moment until which it can be taken back."""
        return self.at + timedelta(days=UNDO_DAYS)


@dataclass(frozen=True, slots=True)
class Moved:
    """An Angebot that moved with its place. Shape: `is_there` is False if somebody has given it another place since."""

    angebot: Angebot
    is_there: bool


def merge_locations(session: Session, gone_id: str, kept_id: str, *, author: Author) -> None:
    """Move all Angebote of a place to another one of the same town, and delete the place.

    Errors: ValueError for one and the same place; Stale and ForeignRow as delete_programme.
    """
    if gone_id == kept_id:
        raise ValueError("a place is not put together with itself")
    row = session.get_one(LocationRow, gone_id)
    _forget_old(session, row.municipality_id, author.at)
    change_entries(session, AngebotRow.location_id == gone_id, author, location_id=kept_id)
    session.merge(
        MergedPlaceRow(
            id=gone_id,
            municipality_id=row.municipality_id,
            kept_id=kept_id,
            place=_LOCATION.dump_python(location_of(row), mode="json"),
            position=row.position,
            loaded_hash=row.loaded_hash,
            proposals=replace_in_proposals(session, FIELD, gone_id, kept_id),
            merged_at=author.at,
            author=author.name,
        )
    )
    delete_for_good(session, row, instead_id=kept_id)


def merged_places(session: Session, municipality_id: str, now: datetime) -> tuple[MergedPlace, ...]:
    """Return what was put together in a town and can still be taken back, newest first."""
    row = MergedPlaceRow
    wanted = select(row).where(row.municipality_id == municipality_id, row.merged_at > now - timedelta(days=UNDO_DAYS))
    found = [_merged(one) for one in session.scalars(wanted.order_by(row.merged_at.desc(), row.id))]
    return tuple(one for one in found if not _stands(session, one.place.id))


def merged_place(session: Session, gone_id: str, now: datetime) -> MergedPlace | None:
    """Return a place that went, None if it stands, never stood or went too long ago."""
    row = session.get(MergedPlaceRow, gone_id)
    found = _merged(row) if row else None
    return found if found and now < found.ends_at and not _stands(session, gone_id) else None


def moved_with(session: Session, merged: MergedPlace) -> Sequence[Moved]:
    """Return the Angebote that moved when the place went, in the order of the catalogue."""
    row = AngebotChangeRow
    made_then = select(row).where(row.municipality_id == merged.municipality_id, row.changed_at == merged.at)
    pair = [merged.place.id, merged.kept_id]
    ids = [one.angebot_id for one in session.scalars(made_then) if one.fields.get(FIELD) == pair]
    return [Moved(angebot, angebot.location_id == merged.kept_id) for angebot, _ in read_some(session, ids)]


def take_apart(session: Session, merged: MergedPlace, *, author: Author) -> bool:
    """Make two places of one again, with the Angebote that moved; tell whether all of them went back.

    Errors: Stale if somebody changed one of them at this very moment; ForeignRow outside of the scope.
    """
    kept = session.get_one(MergedPlaceRow, merged.place.id)
    moved = moved_with(session, merged)
    _put_back(session, merged, kept)
    for one in moved:
        if one.is_there:
            back = replace(one.angebot, location_id=merged.place.id)
            write_angebot(session, back, municipality_id=merged.municipality_id, author=author)
    put_back_in_proposals(session, FIELD, kept.proposals, {merged.place.id: merged.kept_id})
    for row in (kept, session.get(GoneRow, merged.place.id)):
        if row is not None:
            session.delete(row)
    session.flush()
    return all(one.is_there for one in moved)


def _put_back(session: Session, merged: MergedPlace, kept: MergedPlaceRow) -> None:
    """The place stands where it stood; a Stadtteil that was deleted since is not named."""
    stadtteil_id = merged.place.stadtteil_id
    has_stadtteil = stadtteil_id is not None and session.get(StadtteilRow, stadtteil_id) is not None
    row = LocationRow(
        id=kept.id, municipality_id=kept.municipality_id, position=kept.position, loaded_hash=kept.loaded_hash, access=[]
    )
    writing.fill_location(row, replace(merged.place, stadtteil_id=stadtteil_id if has_stadtteil else None))
    session.add(row)
    session.flush()


def _forget_old(session: Session, municipality_id: str, now: datetime) -> None:
    row = MergedPlaceRow
    old = select(row).where(row.municipality_id == municipality_id, row.merged_at <= now - timedelta(days=UNDO_DAYS))
    for one in session.scalars(old):
        session.delete(one)


def _stands(session: Session, place_id: str) -> bool:
    """The files of the town may have brought it back."""
    return session.get(LocationRow, place_id) is not None


def _merged(row: MergedPlaceRow) -> MergedPlace:
    return MergedPlace(
        place=_LOCATION.validate_python(row.place),
        kept_id=row.kept_id,
        municipality_id=row.municipality_id,
        at=row.merged_at,
        author=row.author,
    )
