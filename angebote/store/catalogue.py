"""Reading and writing the catalogue as values. What a Session sees and may change is decided by its Scope."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from angebote.feedback import answered_by
from angebote.model import Angebot, SchoolHolidays, Town
from angebote.store import reading, writing
from angebote.store.feedback import end_feedback
from angebote.store.guard import ForeignRow
from angebote.store.history import Author, record
from angebote.store.tables import (
    AngebotInsteadRow,
    AngebotRow,
    EmergencyPlaceRow,
    LocationRow,
    MunicipalityRow,
    ProgrammeRow,
    SchoolHolidayRow,
    StadtteilRow,
    TraegerRow,
)
from angebote.store.topic_words import read_topic_words

Value = TypeVar("Value")


class Stale(Exception):  # noqa: N818 - says what it is
    """Somebody else changed the Angebot since it was read: nothing was written. The person decides between both."""


def read_town(session: Session, slug: str) -> Town | None:
    """Return the snapshot of a town by its slug, None if there is none in the scope."""
    row = session.scalars(select(MunicipalityRow).where(MunicipalityRow.slug == slug)).one_or_none()
    return _town(session, row) if row is not None else None


def read_towns(session: Session) -> dict[str, Town]:
    """Return the snapshots of all towns in the scope by slug, in the order of their names."""
    rows = session.scalars(select(MunicipalityRow).order_by(MunicipalityRow.name)).all()
    return {row.slug: _town(session, row) for row in rows}


def read_stadtteile(session: Session, town_id: str) -> Town | None:
    """Return a town with its names and its Stadtteile alone, without the rest of its catalogue; None if it is not in the scope."""
    row = session.get(MunicipalityRow, town_id)
    if row is None:
        return None
    stadtteile = _by_id(_all(session, select(StadtteilRow), row, reading.stadtteil_of))
    return Town(
        id=row.id,
        slug=row.slug,
        name=row.name,
        aliases=tuple(row.aliases),
        state=row.state,
        version=row.version,
        stadtteile=stadtteile,
    )


def read_angebot(session: Session, angebot_id: str) -> Angebot | None:
    """Return an Angebot in any state, None if there is none in the scope."""
    row = session.get(AngebotRow, angebot_id)
    return reading.angebot_of(row) if row is not None else None


def list_angebote(session: Session) -> list[Angebot]:
    """Return all Angebote in the scope, in every state, in the order of the catalogue."""
    return [reading.angebot_of(row) for row in session.scalars(select(AngebotRow).order_by(AngebotRow.position, AngebotRow.id))]


def read_some(session: Session, ids: Iterable[str]) -> list[tuple[Angebot, str]]:
    """Return the Angebote with these ids that lie in the scope, each with the id of its municipality, in the order of the catalogue."""
    rows = session.scalars(select(AngebotRow).where(AngebotRow.id.in_(list(ids))).order_by(AngebotRow.position, AngebotRow.id))
    return [(reading.angebot_of(row), row.municipality_id) for row in rows]


def write_angebot(session: Session, angebot: Angebot, *, municipality_id: str, author: Author | None = None) -> Angebot:
    """Insert or update an Angebot and return it as it is stored now, with its new version.

    Shape:  an Angebot equal to the stored one keeps its version; with an `author` the change is kept in its history,
            and what residents said about the changed part counts as seen to.
    Errors: Stale if `angebot.version` is not the stored one; ForeignRow if it lies outside of the scope or belongs to another municipality.
    """
    row = session.get(AngebotRow, angebot.id)
    before = reading.angebot_of(row) if row is not None else None
    if row is None:
        row = AngebotRow(
            id=angebot.id,
            municipality_id=municipality_id,
            position=next_position(session, AngebotRow, municipality_id),
            version=1,
        )
        session.add(row)
    elif row.municipality_id != municipality_id:
        raise ForeignRow("the Angebot belongs to another municipality")
    elif row.version != angebot.version:
        raise Stale
    with session.no_autoflush:
        writing.fill_angebot(row, angebot)
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale from error
    written = reading.angebot_of(row)
    if author is not None:
        record(session, before, written, author=author, municipality_id=municipality_id)
        if before is not None and (answered := answered_by(before, written)):
            end_feedback(session, written.id, reasons=answered)
    return written


def archive_angebot(session: Session, angebot_id: str, *, version: int) -> Angebot | None:
    """Take an Angebot out of the catalogue but keep it; return it as it is now, None if there is none in the scope.

    Errors: Stale if `version` is not the stored one.
    """
    row = session.get(AngebotRow, angebot_id)
    if row is None:
        return None
    archived = replace(reading.angebot_of(row), status="archived", version=version)
    return write_angebot(session, archived, municipality_id=row.municipality_id)


def read_school_holidays(session: Session, municipality_id: str) -> SchoolHolidays:
    """Return the days without school that a town adds to those of its Bundesland, by date."""
    row = SchoolHolidayRow
    wanted = select(row.first_day, row.last_day, row.name).where(row.municipality_id == municipality_id)
    return tuple(
        (first, last, name) for first, last, name in session.execute(wanted.order_by(row.first_day, row.last_day, row.id))
    )


def write_school_holidays(session: Session, holidays: SchoolHolidays, *, municipality_id: str) -> None:
    """Replace the days without school that a town adds.

    Errors: ForeignRow if the town lies outside of the scope.
    """
    row = SchoolHolidayRow
    there = {
        (one.first_day, one.last_day, one.name): one
        for one in session.scalars(select(row).where(row.municipality_id == municipality_id))
    }
    for key in there.keys() - set(holidays):
        session.delete(there[key])
    for first, last, name in dict.fromkeys(holidays):
        if (first, last, name) not in there:
            session.add(row(id=str(uuid4()), municipality_id=municipality_id, first_day=first, last_day=last, name=name))
    session.flush()


def _town(session: Session, row: MunicipalityRow) -> Town:
    angebote = select(AngebotRow).where(AngebotRow.status == "published")
    return Town(
        id=row.id,
        slug=row.slug,
        name=row.name,
        state=row.state,
        version=row.version,
        operator=row.operator,
        aliases=tuple(row.aliases),
        timezone=row.timezone,
        general_advice_phone=row.general_advice_phone,
        imprint=row.imprint,
        privacy_contact=row.privacy_contact,
        school_holidays=read_school_holidays(session, row.id),
        moved=_moved(session, row.id),
        topic_words=read_topic_words(session, row.id),
        stadtteile=_by_id(_all(session, select(StadtteilRow), row, reading.stadtteil_of)),
        traeger=_by_id(_all(session, select(TraegerRow), row, reading.traeger_of)),
        programmes=_by_id(_all(session, select(ProgrammeRow), row, reading.programme_of)),
        locations=_by_id(_all(session, select(LocationRow), row, reading.location_of)),
        angebote=_by_id(_all(session, angebote, row, reading.angebot_of)),
        emergency_places={
            place.kind: place for place in _all(session, select(EmergencyPlaceRow), row, reading.emergency_place_of)
        },
    )


def _moved(session: Session, municipality_id: str) -> dict[str, str]:
    """Return where to go instead of archived Angebote that name one other for everything: id -> id."""
    link = AngebotInsteadRow
    found = session.execute(
        select(link.angebot_id, link.instead_id)
        .join(AngebotRow, AngebotRow.id == link.angebot_id)
        .where(AngebotRow.municipality_id == municipality_id, AngebotRow.status == "archived")
        .order_by(link.angebot_id, link.position)
    )
    named: dict[str, set[str]] = {}
    for angebot_id, instead_id in found:
        named.setdefault(angebot_id, set()).add(instead_id)
    return {angebot_id: instead.pop() for angebot_id, instead in named.items() if len(instead) == 1}


def _all(
    session: Session, statement: Select[Any], municipality: MunicipalityRow, value_of: Callable[[Any], Value]
) -> list[Value]:
    """Return the values of one kind that belong to a municipality, in the order of the catalogue."""
    row = statement.column_descriptions[0]["entity"]
    own = statement.where(row.municipality_id == municipality.id).order_by(row.position, row.id)
    return [value_of(one) for one in session.scalars(own)]


def _by_id(values: Iterable[Value]) -> dict[str, Value]:
    return {one.id: one for one in values}  # type: ignore[attr-defined]


def next_position(session: Session, row: type[Any], municipality_id: str) -> int:
    """Return the place after the last one of a kind in the catalogue of a town."""
    last = select(func.max(row.position)).where(row.municipality_id == municipality_id)
    found: int | None = session.execute(last).scalar()
    return 0 if found is None else found + 1


def town_slugs(session: Session) -> tuple[str, ...]:
    """Return the short names of all towns, in alphabetical order."""
    return tuple(session.scalars(select(MunicipalityRow.slug).order_by(MunicipalityRow.slug)))
