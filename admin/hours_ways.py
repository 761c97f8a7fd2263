"""Two ways to the same hours - typed text and a table. The person says which one counts; what was typed in the other is never lost unseen."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from pydantic_core import PydanticCustomError

from admin.faults import Fault
from admin.hours_field import HOUR_FIELDS, hours_from, hours_text
from admin.hours_table import SPECIAL_ROWS, STRETCHES, presses, read_table, same_hours, table_of
from angebote.model import Schedule
from angebote.opening import WEEKDAYS

Way = Literal["text", "table"]
Fields = dict[str, list[str]]
WAYS: tuple[Way, ...] = ("text", "table")
CARRIED: Mapping[str, tuple[Way, Way]] = {"to-table": ("text", "table"), "to-text": ("table", "text")}
"""The buttons that carry hours over: action -> (from, to)."""
OWN_FIELDS = ("hours_way", "text_shown", "table_shown", "more_rows", "week_language")
"""Fields that say how the hours are shown, not when they are."""
TABLE_PARTS = ("from", "to", "kind", "rhythm", "days", "first_day", "last_day")


def way_of(typed: Mapping[str, Sequence[str]]) -> Way:
    """Return the way that counts."""
    return "table" if list(typed.get("hours_way", ()))[:1] == ["table"] else "text"


def is_of_table(name: str) -> bool:
    """Tell whether a field belongs to the table."""
    return name.startswith(("week.", "special."))


def both_ways(schedules: Iterable[Schedule], language: str) -> Fields:
    """Return hours as they stand in the fields of both ways."""
    kept = tuple(schedules)
    typed = {name: [hours_text(kept, kind, language)] for name, kind in HOUR_FIELDS.items()} | table_of(kept)
    return typed | {f"{way}_shown": [_mark(typed, way)] for way in WAYS}


def in_step(typed: Mapping[str, Sequence[str]], schedules: Iterable[Schedule], language: str, *, keeps: Way | None) -> Fields:
    """Return the form with the hours in both ways; `keeps` is the way in which they were typed, which stays as it is."""
    fresh = both_ways(schedules, language)
    rest: Fields = {name: list(values) for name, values in typed.items() if name not in HOUR_FIELDS and not is_of_table(name)}
    for way in WAYS:
        chosen: Mapping[str, Sequence[str]] = typed if way == keeps else fresh
        rest |= {name: list(values) for name, values in chosen.items() if _is_in(way, name)}
    return rest | {f"{way}_shown": [_mark(rest, way)] for way in WAYS}


def read_way(typed: Mapping[str, Sequence[str]], way: Way) -> tuple[tuple[Schedule, ...], tuple[Fault, ...]]:
    """Return the hours of one way, and what cannot be right in it."""
    lists = {name: list(values) for name, values in typed.items()}
    if way == "table":
        return read_table(lists)
    found: list[Schedule] = []
    faults: list[Fault] = []
    for name, kind in HOUR_FIELDS.items():
        try:
            found += hours_from("".join(lists.get(name, [""])[:1]), kind)
        except PydanticCustomError as error:
            faults.append(Fault(name, error.type, dict(error.context or {})))
    return tuple(found), tuple(faults)


def overlooked(typed: Mapping[str, Sequence[str]], schedules: Iterable[Schedule]) -> tuple[Fault, ...]:
    """Return a fault if something else was typed in the way that does not count, since both said the same."""
    other: Way = "text" if way_of(typed) == "table" else "table"
    shown = "".join(list(typed.get(f"{other}_shown", ()))[:1])
    if not shown or shown == _mark(typed, other):
        return ()
    found, faults = read_way(typed, other)
    return () if not faults and same_hours(found, schedules) else (Fault("hours_way", f"other_{other}"),)


def carried(typed: Mapping[str, Sequence[str]], action: str, language: str) -> tuple[Fields, tuple[Fault, ...]]:
    """Fill one way from the other and let it count; nothing is changed where the other cannot be read."""
    source, target = CARRIED[action]
    schedules, faults = read_way(typed, source)
    if faults:
        return {name: list(values) for name, values in typed.items()} | {"hours_way": [source]}, faults
    return in_step(typed, schedules, language, keeps=source) | {"hours_way": [target]}, ()


def with_more_rows(typed: Mapping[str, Sequence[str]]) -> Fields:
    """Return the form with further empty rows in the table, which counts then."""
    lists = {name: list(values) for name, values in typed.items()}
    return lists | {"more_rows": [str(presses(lists) + 1)], "hours_way": ["table"]}


def table_fields() -> Iterator[str]:
    """Yield the names of all fields of the table, in the order of the page."""
    yield "hours_way"
    prefixes = [f"week.{day}.{number}" for day in WEEKDAYS for number in range(STRETCHES)]
    prefixes += [f"special.{number}" for number in range(SPECIAL_ROWS)]
    yield from (f"{prefix}.{part}" for prefix in prefixes for part in TABLE_PARTS)


def _is_in(way: Way, name: str) -> bool:
    return name in HOUR_FIELDS if way == "text" else is_of_table(name)


def _mark(typed: Mapping[str, Sequence[str]], way: Way) -> str:
    """Return a short fingerprint of what stands in one way; what a browser adds or changes by itself does not count."""
    said = {
        name: [value.replace("\r\n", "\n").strip() for value in values]
        for name, values in sorted(typed.items())
        if _is_in(way, name) and any(value.strip() for value in values) and _says_something(typed, name)
    }
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def _says_something(typed: Mapping[str, Sequence[str]], name: str) -> bool:
    """A choice alone, without times, says nothing: browsers send one for each empty row."""
    prefix, _, part = name.rpartition(".")
    if part not in ("kind", "rhythm"):
        return True
    return any(
        value.strip() for other in TABLE_PARTS if other not in ("kind", "rhythm") for value in typed.get(f"{prefix}.{other}", ())
    )
