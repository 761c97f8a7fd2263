"""One table of a town file while it is read: each look at a key checks it, and each fault is noted with its line."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, TypeVar

from angebote.hours import HoursError, read_hours
from angebote.model import Schedule, ScheduleKind
from angebote.townfiles.faults import Fault, suggestion
from angebote.townfiles.lines import Lines

Kind = TypeVar("Kind")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WHAT: Mapping[type, str] = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a day such as 2026-01-07, without quotes",
    time: "a time such as 09:00:00, without quotes",
    list: "a list in square brackets",
    dict: "a table",
}
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class Source:
    """One file: its name, its lines, and the list that its faults are added to."""

    file: str
    lines: Lines
    faults: list[Fault] = field(default_factory=list)


class Entry:
    """A table of a file. Every method returns a value of the right type; what is wrong is noted as a fault and read as if it were left out."""

    def __init__(self, table: Mapping[str, Any], source: Source, *, name: str, number: int = 0, prefix: str = "") -> None:
        self._table = table
        self._source = source
        self._name = name
        self._number = number
        self._prefix = prefix
        self._seen: set[str] = set()

    def fault(self, key: str, message: str) -> None:
        """Note a fault at a key ("" = at the whole table)."""
        path = ".".join(part for part in (self._prefix, key) if part)
        line = self._source.lines.of(self._name, self._number, path)
        self._source.faults.append(Fault(self._source.file, line, ".".join(part for part in (self._name, path) if part), message))

    def has(self, key: str) -> bool:
        """True if the key was written."""
        return key in self._table

    def text(self, key: str, *, most: int = 300, is_needed: bool = False) -> str:
        """Return a text without spaces around it, at most so many characters long."""
        value = self._value(key, str, is_needed=is_needed) or ""
        return self._checked_text(key, value.strip(), most=most, is_needed=is_needed and self.has(key))

    def texts(self, key: str, *, most: int = 200) -> tuple[str, ...]:
        """Return a list of texts, each at most so many characters long."""
        return tuple(self._checked_text(key, one.strip(), most=most, is_needed=True) for one in self._values(key, str))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        value = self._value(key, bool)
        return default if value is None else value

    def whole(self, key: str, *, most: int) -> int | None:
        """Return a whole number from 0 to `most`, None if it was left out."""
        value = self._value(key, int)
        if value is not None and not 0 <= value <= most:
            self.fault(key, f"{value} is not between 0 and {most}.")
            return None
        return value

    def day(self, key: str, *, is_needed: bool = False) -> date | None:
        """Return a day, None if it was left out."""
        return self._value(key, date, is_needed=is_needed)

    def clock(self, key: str) -> time | None:
        """Return a time of day, None if it was left out."""
        return self._value(key, time)

    def code(self, key: str, known: Collection[str], *, default: str = "") -> str:
        """Return one of the known words; without a default it is needed."""
        value = self._value(key, str, is_needed=not default)
        return value if value is not None and self._is_known(key, value, known) else default

    def codes(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list of known words, none twice."""
        values = self._values(key, str)
        for one in sorted({one for one in values if values.count(one) > 1}):
            self.fault(key, f'"{one}" stands here twice. Remove one.')
        return tuple(one for one in values if self._is_known(key, one, known))

    def reference(self, key: str, known: Mapping[str, str], *, is_needed: bool = False) -> str | None:
        """Return the id of the entry that is referred to by its slug."""
        value = self._value(key, str, is_needed=is_needed)
        return known[value] if value is not None and self._is_known(key, value, known) else None

    def references(self, key: str, known: Mapping[str, str]) -> tuple[str, ...]:
        """Return the ids of entries that are referred to by their slugs."""
        return tuple(known[one] for one in self.codes(key, known))

    def hours(self, key: str, kind: ScheduleKind = "open") -> tuple[Schedule, ...]:
        """Return the schedules of a text of hours."""
        try:
            return read_hours(self._value(key, str) or "", kind)
        except HoursError as error:
            self.fault(key, str(error))
            return ()

    def point(self, key: str) -> tuple[float, float] | None:
        """Return latitude and longitude, None if they were left out."""
        value = self._value(key, list)
        return None if value is None else self.as_point(key, value)

    def as_point(self, key: str, value: object) -> tuple[float, float] | None:
        """Return a value as latitude and longitude."""
        if isinstance(value, list) and len(value) == 2 and all(type(one) in (int, float) for one in value):
            latitude, longitude = float(value[0]), float(value[1])
            if -90 <= latitude <= 90 and -180 <= longitude <= 180:
                return latitude, longitude
        self.fault(key, "a point is [latitude, longitude] in degrees, such as [51.46, 7.01].")
        return None

    def items(self, key: str) -> list[Any]:
        """Return a list of anything."""
        return self._value(key, list) or []

    def inner(self, key: str, value: object | None = None) -> "Entry | None":
        """Return a table inside this one (or `value`, an item of a list) as an entry of its own."""
        found = self._value(key, dict) if value is None else self._of_kind(key, value, dict)
        if found is None:
            return None
        prefix = ".".join(part for part in (self._prefix, key) if part)
        return Entry(found, self._source, name=self._name, number=self._number, prefix=prefix)

    def keys(self) -> tuple[str, ...]:
        """Return all keys as they are written; none of them counts as unknown then."""
        self._seen.update(self._table)
        return tuple(self._table)

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._table:
            if key not in self._seen:
                self.fault(key, f'"{key}" is not known here.{suggestion(key, sorted(self._seen))}')

    def _value(self, key: str, kind: type[Kind], *, is_needed: bool = False) -> Kind | None:
        self._seen.add(key)
        if key not in self._table:
            if is_needed:
                self.fault(key, f"is missing. Write {_WHAT[kind]}.")
            return None
        return self._of_kind(key, self._table[key], kind)

    def _values(self, key: str, kind: type[Kind]) -> list[Kind]:
        found = [self._of_kind(key, one, kind) for one in self.items(key)]
        return [one for one in found if one is not None]

    def _of_kind(self, key: str, value: object, kind: type[Kind]) -> Kind | None:
        if type(value) is kind:
            return value
        self.fault(key, f"must be {_WHAT[kind]}, not {_WHAT.get(type(value), 'a date with a time')}.")
        return None

    def _is_known(self, key: str, value: str, known: Collection[str]) -> bool:
        if value in known:
            return True
        self.fault(key, f'"{value}" is not known.{suggestion(value, known)}')
        return False

    def _checked_text(self, key: str, value: str, *, most: int, is_needed: bool) -> str:
        if is_needed and not value:
            self.fault(key, "is empty. Write it, or remove the line if it may be left out.")
        if len(value) > most:
            self.fault(key, f"has {len(value)} characters; at most {most} fit.")
        if found := _UNSEEN.search(value):
            self.fault(key, f"holds the invisible character U+{ord(found[0]):04X}. Remove it.")
        return value
