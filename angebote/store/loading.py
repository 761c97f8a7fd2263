"""Towns from files into the store: new entries are added, untouched ones updated, what people edited or deleted is left alone."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.model import Angebot, EmergencyPlace, Stadtteil, Town
from angebote.store import reading, tables, writing
from angebote.store.gone import forget_gone, gone_from
from angebote.store.leaving_out import LeavingOut, name_of, without_references
from angebote.store.reading import Municipality
from angebote.store.topic_words import read_topic_words, write_topic_words
from angebote.townfiles import TownFile, entry_id


class LoadingError(Exception):
    """The town cannot be loaded over what is stored; the text says why. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """How many entries were new, updated, the same as before, left as people edited them, and archived because the file holds them no more.

    Shape: `deleted_in_panel` names what was left out because it was deleted in the panel, `left_out_with_it` what belongs to such an entry alone.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    left_as_edited: int = 0
    archived: int = 0
    deleted_in_panel: tuple[str, ...] = ()
    left_out_with_it: tuple[str, ...] = ()

    def __add__(self, other: "LoadReport") -> "LoadReport":
        """Return the sum of two reports."""
        own, others = asdict(self), asdict(other)
        return LoadReport(**{name: own[name] + others[name] for name in own})


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one kind of entry becomes rows and values again. `unique` is the column that is unique within a town besides the id."""

    row: type[Any]
    fill: Callable[[Any, Any], None]
    value_of: Callable[[Any], Any]
    unique: str = ""


_MUNICIPALITY = _Kind(tables.MunicipalityRow, writing.fill_municipality, reading.municipality_of, "slug")
_STADTTEIL = _Kind(tables.StadtteilRow, writing.fill_stadtteil, reading.stadtteil_of, "slug")
_TRAEGER = _Kind(tables.TraegerRow, writing.fill_traeger, reading.traeger_of)
_PROGRAMME = _Kind(tables.ProgrammeRow, writing.fill_programme, reading.programme_of)
_LOCATION = _Kind(tables.LocationRow, writing.fill_location, reading.location_of)
_EMERGENCY_PLACE = _Kind(tables.EmergencyPlaceRow, writing.fill_emergency_place, reading.emergency_place_of, "kind")
_ANGEBOT = _Kind(tables.AngebotRow, writing.fill_angebot, reading.angebot_of)


def load_town(session: Session, town_file: TownFile, *, with_deleted: bool = False) -> LoadReport:
    """Store a town. Needs Scope.system(). Loading the same files again changes nothing.

    Shape:  an entry counts as edited if it is no longer what was loaded, or if it was made in the panel. Angebote that the files held before and hold
            no more are archived; other entries that are no longer named stay, because Angebote of the panel may refer to them.
            What was deleted in the panel stays away, unless `with_deleted` brings it back.
    Errors: LoadingError if the panel made an entry of the same name that the files would double.
    """
    with session.no_autoflush:
        town = town_file.town
        report = _load_municipality(session, town) + _load_topic_words(session, town)
        if with_deleted:
            forget_gone(session, town.id)
        leaving = LeavingOut(town, gone_from(session, town.id))
        for kind, values in _parts(town):
            report += _load(session, kind, town.id, leaving.fitting(values)) + _named(leaving, values)
        report += _load_angebote(session, town_file, leaving)
        return report + _archive_missing(session, town_file)


def _named(leaving: LeavingOut, values: list[tuple[int, str, Any]]) -> LoadReport:
    return LoadReport(deleted_in_panel=tuple(name_of(value) for _, _, value in leaving.deleted(values)))


def _load_angebote(session: Session, town_file: TownFile, leaving: LeavingOut) -> LoadReport:
    """Load the Angebote; one that nobody is left to offer, or nowhere, is left out, and others do not send people on to it."""
    values = _numbered((one.id, one) for one in town_file.angebote)
    fitting = leaving.fitting(values)
    stays = {key for _, key, _ in fitting}
    left_out = {key: value for _, key, value in values if key not in stays}
    missing = {key for key in left_out if session.get(tables.AngebotRow, key) is None}
    report = _load(session, _ANGEBOT, town_file.town.id, without_references(fitting, missing))
    return report + LoadReport(left_out_with_it=tuple(name_of(value) for value in left_out.values()))


def _parts(town: Town) -> Iterator[tuple[_Kind, list[tuple[int, str, Any]]]]:
    yield _STADTTEIL, _parents_first(town)
    yield _TRAEGER, _numbered(town.traeger.items())
    yield _PROGRAMME, _numbered(town.programmes.items())
    yield _LOCATION, _numbered(town.locations.items())
    yield (
        _EMERGENCY_PLACE,
        _numbered((entry_id(town.slug, "emergency_place", kind), place) for kind, place in town.emergency_places.items()),
    )


def _numbered(values: Iterable[tuple[str, Any]]) -> list[tuple[int, str, Any]]:
    return [(number, key, value) for number, (key, value) in enumerate(values)]


def _parents_first(town: Town) -> list[tuple[int, str, Stadtteil]]:
    """Return the Stadtteile so that each comes after the one it lies in, with their places in the catalogue."""
    return sorted(_numbered(town.stadtteile.items()), key=lambda numbered: len(town.parents_of(numbered[1])))


def _load_municipality(session: Session, town: Town) -> LoadReport:
    value = Municipality(id=town.id, **{name: getattr(town, name) for name in writing.MUNICIPALITY_FIELDS})
    statement = select(tables.MunicipalityRow).where(
        (tables.MunicipalityRow.id == town.id) | (tables.MunicipalityRow.slug == town.slug)
    )
    there = {row.id: row for row in session.scalars(statement)}
    return _store(session, _MUNICIPALITY, there, [(0, town.id, value)], owner={})


def _load_topic_words(session: Session, town: Town) -> LoadReport:
    """The own words of a town are loaded as one entry; towns whose files never had any have none to count."""
    row, wished = session.get_one(tables.MunicipalityRow, town.id), _fingerprint_of_words(town.topic_words)
    present, loaded = read_topic_words(session, town.id), row.topic_words_hash
    if loaded is None and not town.topic_words:
        return LoadReport()
    if loaded == wished == _fingerprint_of_words(present):
        return LoadReport(unchanged=1)
    if loaded != (_fingerprint_of_words(present) if present or loaded else None):
        return LoadReport(left_as_edited=1)
    write_topic_words(session, town.topic_words, municipality_id=town.id)
    row.topic_words_hash = wished
    return LoadReport(updated=1) if loaded else LoadReport(added=1)


def _load(session: Session, kind: _Kind, municipality_id: str, values: list[tuple[int, str, Any]]) -> LoadReport:
    rows = session.scalars(select(kind.row).where(kind.row.municipality_id == municipality_id))
    return _store(session, kind, {row.id: row for row in rows}, values, owner={"municipality_id": municipality_id})


def _store(
    session: Session, kind: _Kind, there: dict[str, Any], values: list[tuple[int, str, Any]], *, owner: Mapping[str, str]
) -> LoadReport:
    report = LoadReport()
    _refuse_doubles(kind, there, values)
    for position, key, value in values:
        is_new = key not in there
        if is_new:
            there[key] = kind.row(id=key, **owner)
            session.add(there[key])
        report += _store_one(kind, there[key], value, is_new=is_new)
        if kind is not _MUNICIPALITY and (is_new or there[key].position != position):
            there[key].position = position
    session.flush()
    return report


def _store_one(kind: _Kind, row: Any, value: Any, *, is_new: bool) -> LoadReport:
    fingerprint = _fingerprint(value)
    if not is_new and row.loaded_hash != _fingerprint(kind.value_of(row)):
        return LoadReport(left_as_edited=1)
    if row.loaded_hash == fingerprint:
        return LoadReport(unchanged=1)
    kind.fill(row, value)
    row.loaded_hash = fingerprint
    return LoadReport(added=1) if is_new else LoadReport(updated=1)


def _refuse_doubles(kind: _Kind, there: Mapping[str, Any], values: list[tuple[int, str, Any]]) -> None:
    if not kind.unique:
        return
    taken = {getattr(row, kind.unique): key for key, row in there.items()}
    for _, key, value in values:
        name = getattr(value, kind.unique)
        if taken.get(name, key) != key:
            raise LoadingError(f'The panel made a {kind.row.__tablename__} "{name}" already. Rename it there or in the files.')


def _archive_missing(session: Session, town_file: TownFile) -> LoadReport:
    named = {one.id for one in town_file.angebote}
    statement = select(tables.AngebotRow).where(
        tables.AngebotRow.municipality_id == town_file.town.id,
        tables.AngebotRow.loaded_hash.is_not(None),
        tables.AngebotRow.status != "archived",
    )
    archived = 0
    for row in session.scalars(statement).all():
        value: Angebot = reading.angebot_of(row)
        if row.id not in named and row.loaded_hash == _fingerprint(value):
            row.status = "archived"
            row.loaded_hash = _fingerprint(replace(value, status="archived"))
            archived += 1
    session.flush()
    return LoadReport(archived=archived)


def _fingerprint(value: Angebot | EmergencyPlace | Any) -> str:
    """Return a hash of everything a value says; what is empty does not count, so that a field added later changes no hash."""
    fields = {name: part for name, part in asdict(value).items() if part and name not in ("version", "asked_on")}
    return _hash_of(fields)


def _fingerprint_of_words(words: Mapping[str, tuple[str, ...]]) -> str:
    return _hash_of({topic: list(dict.fromkeys(given)) for topic, given in words.items()})


def _hash_of(fields: Mapping[str, Any]) -> str:
    return sha256(json.dumps(fields, sort_keys=True, default=str).encode()).hexdigest()
