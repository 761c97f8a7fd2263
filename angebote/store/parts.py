"""Writing what the Angebote of a town refer to: Traeger, programmes and places - within the scope of the Session."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from angebote.model import Angebot, Location, Programme, Traeger
from angebote.store import reading, writing
from angebote.store.catalogue import next_position, write_angebot
from angebote.store.gone import delete_for_good
from angebote.store.history import Author
from angebote.store.references import replace_in_proposals
from angebote.store.tables import (
    AccountRow,
    AccountTraegerRow,
    AngebotRow,
    LocationRow,
    ProgrammeRow,
    ProgrammeTraegerRow,
    TraegerRow,
)


class StillUsedError(Exception):
    """Something still belongs to what was to be deleted: nothing was changed."""


def write_traeger(session: Session, traeger: Traeger, *, municipality_id: str) -> None:
    """Insert or update a Traeger. Errors: ForeignRow outside of the scope."""
    _write(session, TraegerRow, traeger, writing.fill_traeger, municipality_id)


def write_programme(session: Session, programme: Programme, *, municipality_id: str) -> None:
    """Insert or update a programme and who takes part. Errors: ForeignRow outside of the scope."""
    _write(session, ProgrammeRow, programme, writing.fill_programme, municipality_id)


def write_location(session: Session, location: Location, *, municipality_id: str) -> None:
    """Insert or update a place. Errors: ForeignRow outside of the scope."""
    _write(session, LocationRow, location, writing.fill_location, municipality_id)


def delete_traeger(session: Session, traeger_id: str) -> None:
    """Delete a Traeger; it leaves its programmes, and people whose access has ended do not belong to it any more.

    Errors: StillUsedError while it has Angebote, in any state, or people with access; ForeignRow outside of the scope.
    """
    work = session.scalars(select(AccountTraegerRow).where(AccountTraegerRow.traeger_id == traeger_id)).all()
    if entries_of(session, AngebotRow.traeger_id == traeger_id) or any(_has_access(session, one) for one in work):
        raise StillUsedError
    for one in work:
        session.delete(one)
    taking_part = select(ProgrammeTraegerRow.programme_id).where(ProgrammeTraegerRow.traeger_id == traeger_id)
    for row in session.scalars(select(ProgrammeRow).where(ProgrammeRow.id.in_(taking_part))).all():
        programme = reading.programme_of(row)
        left = tuple(one for one in programme.traeger_ids if one != traeger_id)
        writing.fill_programme(row, replace(programme, traeger_ids=left))
    session.flush()
    delete_for_good(session, session.get_one(TraegerRow, traeger_id))


def delete_programme(session: Session, programme_id: str, *, author: Author) -> None:
    """Delete a programme; its Angebote stay and lose it, which stands in their history.

    Errors: Stale if somebody changed one of them at this very moment; ForeignRow outside of the scope.
    """
    change_entries(session, AngebotRow.programme_id == programme_id, author, programme_id=None)
    replace_in_proposals(session, "programme_id", programme_id, None)
    delete_for_good(session, session.get_one(ProgrammeRow, programme_id))


def take_out_of_programme(session: Session, programme_id: str, traeger_ids: Collection[str], *, author: Author) -> None:
    """Take the Angebote of some Traeger out of a programme. Errors: as delete_programme."""
    theirs = (AngebotRow.programme_id == programme_id) & AngebotRow.traeger_id.in_(traeger_ids)
    change_entries(session, theirs, author, programme_id=None)


def entries_of(session: Session, condition: ColumnElement[bool]) -> tuple[Angebot, ...]:
    """Return the Angebote the Session sees, in every state, for which something holds; in the order of the catalogue."""
    rows = session.scalars(select(AngebotRow).where(condition).order_by(AngebotRow.position, AngebotRow.id))
    return tuple(reading.angebot_of(row) for row in rows)


def change_entries(session: Session, condition: ColumnElement[bool], author: Author, **changed: str | None) -> None:
    """Change the Angebote for which something holds. Errors: as delete_programme."""
    for angebot in entries_of(session, condition):
        municipality_id = session.get_one(AngebotRow, angebot.id).municipality_id
        write_angebot(session, replace(angebot, **changed), municipality_id=municipality_id, author=author)  # type: ignore[arg-type]


def _write(session: Session, kind: type[Any], value: Any, fill: Callable[[Any, Any], None], municipality_id: str) -> None:
    row = session.get(kind, value.id)
    if row is None:
        row = kind(id=value.id, municipality_id=municipality_id, position=next_position(session, kind, municipality_id))
        session.add(row)
    with session.no_autoflush:
        fill(row, value)
    session.flush()


def _has_access(session: Session, work: AccountTraegerRow) -> bool:
    return session.get_one(AccountRow, work.account_id).is_active
