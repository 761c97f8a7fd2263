"""Values of angebote/model.py -> rows of the catalogue. Only what differs is changed, so that an equal value raises no version."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, uuid5

from angebote.model import Angebot, EmergencyPlace, Location, Programme, Schedule, Stadtteil, Traeger
from angebote.store import tables
from angebote.store.reading import Municipality

Row = TypeVar("Row", bound=tables.Table)
_ANGEBOT_FIELDS = (
    "traeger_id",
    "programme_id",
    "location_id",
    "source_language",
    "target_groups",
    "minimum_age",
    "maximum_age",
    "formats",
    "is_interpreter_possible",
    "cost",
    "price_cents",
    "documents",
    "access",
    "is_confidential",
    "is_anonymous",
    "is_not_an_authority",
    "email",
    "website",
    "is_nationwide",
    "closed_in_school_holidays",
    "checked_on",
    "expires_on",
    "status",
    "search_words",
    "source",
)
_SCHEDULE_FIELDS = (
    "opens_at",
    "closes_at",
    "weekdays",
    "frequency",
    "interval",
    "week_of_month",
    "valid_from",
    "valid_to",
    "kind",
)
MUNICIPALITY_FIELDS = (
    "slug",
    "name",
    "state",
    "operator",
    "aliases",
    "timezone",
    "general_advice_phone",
    "imprint",
    "privacy_contact",
)
"""The fields of a town that its files bring and the panel may change."""
_TEXT_FIELDS = ("name", "does", "does_not", "next_step", "is_machine", "source_hash")


def fill_municipality(row: tables.MunicipalityRow, value: Municipality) -> None:
    """Write the town's own fields into its row."""
    _set(row, _fields(value, *MUNICIPALITY_FIELDS))


def fill_stadtteil(row: tables.StadtteilRow, value: Stadtteil) -> None:
    """Write a Stadtteil into its row."""
    _set(row, _fields(value, "slug", "name", "level", "parent_id", "aliases", "postcodes", "neighbour_ids", "is_choice"))
    latitude, longitude = value.point or (None, None)
    boundary = [[list(point) for point in ring] for ring in value.boundary] or None
    _set(row, {"latitude": latitude, "longitude": longitude, "boundary": boundary})


def fill_traeger(row: tables.TraegerRow, value: Traeger) -> None:
    """Write a Traeger into its row."""
    _set(row, _fields(value, "name", "aliases", "website"))


def fill_programme(row: tables.ProgrammeRow, value: Programme) -> None:
    """Write a programme and who takes part in it into its rows."""
    _set(row, _fields(value, "name", "icon", "aliases"))
    wanted = _numbered({"traeger_id": one} for one in value.traeger_ids)
    row.carried_by[:] = _matched(row.carried_by, wanted, tables.ProgrammeTraegerRow, "position")


def fill_location(row: tables.LocationRow, value: Location) -> None:
    """Write a place into its row."""
    names = ("name", "street", "postcode", "city", "stadtteil_id", "latitude", "longitude", "access", "is_house")
    _set(row, _fields(value, *names))


def fill_emergency_place(row: tables.EmergencyPlaceRow, value: EmergencyPlace) -> None:
    """Write an emergency place and its hours into its rows."""
    _set(row, _fields(value, "kind", "name", "phone", "street", "is_always_open", "checked_on"))
    row.schedules[:] = _matched(row.schedules, _schedules(row.id, [(None, value.schedules)]), tables.ScheduleRow, "id")


def fill_angebot(row: tables.AngebotRow, value: Angebot) -> None:
    """Write an Angebot and everything that belongs to it into its rows; its version is left to the Session."""
    _set(row, _fields(value, *_ANGEBOT_FIELDS))
    intake = _fields(value.intake, "closed_until", "waiting_weeks", "waiting_valid_to")
    _set(row, {f"intake_{name}": part for name, part in intake.items()})
    texts = [{"language": tag} | _fields(text, *_TEXT_FIELDS) for tag, text in value.texts.items()]
    row.texts[:] = _matched(row.texts, _numbered(texts), tables.AngebotTextRow, "language")
    _fill_lists(row, value)
    schedules = [(None, value.schedules), *((number, one.schedules) for number, one in enumerate(value.languages))]
    row.schedules[:] = _matched(row.schedules, _schedules(row.id, schedules), tables.ScheduleRow, "id")


def _fill_lists(row: tables.AngebotRow, value: Angebot) -> None:
    lists: tuple[tuple[str, type[tables.Table], list[dict[str, Any]]], ...] = (
        ("topics", tables.AngebotTopicRow, [{"topic": one} for one in value.topics]),
        ("stadtteile", tables.AngebotStadtteilRow, [{"stadtteil_id": one} for one in value.stadtteil_ids]),
        ("phones", tables.AngebotPhoneRow, [_fields(one, "number", "note") for one in value.phones]),
        ("languages", tables.AngebotLanguageRow, [{"tag": one.tag} for one in value.languages]),
        (
            "exceptions",
            tables.ScheduleExceptionRow,
            [_fields(one, "first_day", "last_day", "opens_at", "closes_at") for one in value.exceptions],
        ),
        ("instead", tables.AngebotInsteadRow, [{"topic": one.topic, "instead_id": one.angebot_id} for one in value.instead]),
    )
    for name, kind, wanted in lists:
        collection = getattr(row, name)
        collection[:] = _matched(collection, _numbered(wanted), kind, "position")


def _schedules(owner_id: str, parts: Sequence[tuple[int | None, Sequence[Schedule]]]) -> list[dict[str, Any]]:
    wanted = _numbered(
        {"language_position": language} | _fields(one, *_SCHEDULE_FIELDS) for language, schedules in parts for one in schedules
    )
    return [fields | {"id": str(uuid5(NAMESPACE_URL, f"{owner_id}/schedule/{fields['position']}"))} for fields in wanted]


def _fields(value: object, *names: str) -> dict[str, Any]:
    found = {name: getattr(value, name) for name in names}
    return {name: list(part) if isinstance(part, tuple) else part for name, part in found.items()}


def _numbered(wanted: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [fields | {"position": number} for number, fields in enumerate(wanted)]


def _matched(rows: Iterable[Row], wanted: Iterable[Mapping[str, Any]], make: Callable[..., Row], key: str) -> list[Row]:
    """Return one row for each wanted set of fields: the one that is there, brought up to date, or a new one."""
    there = {getattr(row, key): row for row in rows}
    return [_set(there[fields[key]], fields) if fields[key] in there else make(**fields) for fields in wanted]


def _set(row: Row, fields: Mapping[str, Any]) -> Row:
    for name, value in fields.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    return row
