"""Reading and writing the Stadtteile of a town as values: their tree, neighbours on both sides, and what still refers to one."""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from itertools import chain, count, permutations
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from angebote.model import Stadtteil
from angebote.store import reading, writing
from angebote.store.gone import delete_for_good
from angebote.store.tables import AngebotChangeRow, MunicipalityRow, ProposalRow, StadtteilRow, Table
from angebote.townfiles import entry_id

LONGEST_SLUG = 70
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def read_stadtteile(session: Session, municipality_id: str) -> Mapping[str, Stadtteil]:
    """Return all Stadtteile of a town by id, in the order of the catalogue."""
    return {row.id: reading.stadtteil_of(row) for row in _rows(session, municipality_id)}


def new_stadtteil(session: Session, name: str, *, municipality_id: str) -> Stadtteil:
    """Return a Stadtteil with a short name of its own that no other has. Nothing is stored yet."""
    town = session.get_one(MunicipalityRow, municipality_id)
    slug = free_slug(name, {one.slug for one in read_stadtteile(session, municipality_id).values()})
    return Stadtteil(id=entry_id(town.slug, "stadtteil", slug), slug=slug, name=name, level="")


def write_stadtteil(session: Session, stadtteil: Stadtteil, *, municipality_id: str) -> None:
    """Insert or update a Stadtteil; a new one stands last. Its neighbours name it from now on, and no others do.

    Errors: ValueError if its tree would lead back to itself or a neighbour is not of the town; ForeignRow if it lies outside of the scope.
    """
    rows = {row.id: row for row in _rows(session, municipality_id)}
    present = {row.id: reading.stadtteil_of(row) for row in rows.values()}
    if stadtteil.parent_id in below(present, stadtteil.id) or not set(stadtteil.neighbour_ids) <= rows.keys() - {stadtteil.id}:
        raise ValueError("a Stadtteil lies in no part of itself, and its neighbours are others of its town")
    row = rows.get(stadtteil.id)
    if row is None:
        last = max((one.position for one in rows.values()), default=-1)
        row = StadtteilRow(id=stadtteil.id, municipality_id=municipality_id, position=last + 1)
        session.add(row)
    with session.no_autoflush:
        writing.fill_stadtteil(row, stadtteil)
    _name_neighbours(rows, stadtteil.id, stadtteil.neighbour_ids)
    session.flush()


def name_as_neighbours(session: Session, pairs: Iterable[tuple[str, str]], *, municipality_id: str) -> None:
    """Let the Stadtteile of each pair of ids name each other; those they name already stay.

    Errors: KeyError if an id is none of the town.
    """
    rows = {row.id: row for row in _rows(session, municipality_id)}
    for pair in pairs:
        for one, other in permutations(pair):
            rows[one].neighbour_ids = list(dict.fromkeys((*rows[one].neighbour_ids, other)))
    session.flush()


def delete_stadtteil(session: Session, stadtteil_id: str) -> None:
    """Delete a Stadtteil nothing refers to (see `references_to`); its neighbours forget it.

    Errors: IntegrityError if something does refer to it.
    """
    row = session.get_one(StadtteilRow, stadtteil_id)
    _name_neighbours({one.id: one for one in _rows(session, row.municipality_id)}, stadtteil_id, ())
    delete_for_good(session, row)


def references_to(session: Session, stadtteil_id: str) -> Mapping[str, int]:
    """Return what refers to a Stadtteil: the name of a table -> how many of its rows; nothing if it may go.

    Shape: "angebot_change" and "proposal" count the Angebote with an earlier or a waiting version that names it.
    """
    found = {
        mapper.local_table.name: session.scalar(select(func.count()).select_from(mapper.class_).where(column == stadtteil_id))  # type: ignore[attr-defined]
        for mapper in Table.registry.mappers
        for column in mapper.columns
        if any(key.column is StadtteilRow.__table__.c.id for key in column.foreign_keys)
    }
    for row in (AngebotChangeRow, ProposalRow):
        named = select(row.angebot_id, row.fields)
        found[row.__tablename__] = len({id_ for id_, fields in session.execute(named) if _names(fields, stadtteil_id)})
    return {table: number for table, number in found.items() if number}


def below(stadtteile: Mapping[str, Stadtteil], stadtteil_id: str) -> frozenset[str]:
    """Return the ids of a Stadtteil and of all that lie in it."""
    inner = {stadtteil_id}
    while more := {one.id for one in stadtteile.values() if one.parent_id in inner} - inner:
        inner |= more
    return frozenset(inner)


def free_slug(name: str, taken: Container[str]) -> str:
    """Return a short name for addresses that is not taken: "Süd-West (neu)" -> "sued-west-neu"."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(_UMLAUTS)).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall("[a-z0-9]+", letters))[:LONGEST_SLUG].rstrip("-") or "stadtteil"
    return next(one for one in chain((slug,), (f"{slug}-{number}" for number in count(2))) if one not in taken)


def _rows(session: Session, municipality_id: str) -> list[StadtteilRow]:
    own = select(StadtteilRow).where(StadtteilRow.municipality_id == municipality_id)
    return list(session.scalars(own.order_by(StadtteilRow.position, StadtteilRow.id)))


def _name_neighbours(rows: Mapping[str, StadtteilRow], stadtteil_id: str, neighbour_ids: Container[str]) -> None:
    for row in rows.values():
        others = [one for one in row.neighbour_ids if one != stadtteil_id]
        if row.id != stadtteil_id and (row.id in neighbour_ids) != (stadtteil_id in row.neighbour_ids):
            row.neighbour_ids = [*others, stadtteil_id] if row.id in neighbour_ids else others


def _names(fields: Mapping[str, Any], stadtteil_id: str) -> bool:
    return any(stadtteil_id in (version or ()) for version in fields.get("stadtteil_ids", ()))
