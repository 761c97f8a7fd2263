"""One row of the table of hours: the times people type ("9", "9.30", "9:00 Uhr"), and how often it comes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import cast, get_args

from pydantic_core import PydanticCustomError

from admin.faults import Fault
from admin.fields import day_from
from admin.plain import plain_line
from angebote.model import Schedule, ScheduleKind, Weekday
from angebote.opening import WEEKDAYS

Typed = Mapping[str, list[str]]
KINDS: tuple[ScheduleKind, ...] = get_args(ScheduleKind)
END_OF_DAY = time(23, 59)
_TIME = re.compile(r"(\d{1,2})(?:[:.,]?(\d{2}))?(?: ?(?:uhr|h))?", re.ASCII | re.IGNORECASE)
_RHYTHM = re.compile(r"(weekly|monthly|once):(-1|\d{1,2})(?::(\d{1,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a row comes. Shape: as in Schedule; its key stands in the form ("weekly:2", "monthly:-1", "once:1")."""

    frequency: str
    interval: int = 1
    week_of_month: int | None = None

    @property
    def key(self) -> str:
        """Return the value of the choice in the form."""
        if self.frequency != "monthly":
            return f"{self.frequency}:{self.interval}"
        return f"monthly:{self.week_of_month}" + (f":{self.interval}" if self.interval > 1 else "")


def rhythm_of(schedule: Schedule) -> Rhythm:
    """Return how often a schedule comes."""
    is_monthly = schedule.frequency == "monthly"
    return Rhythm(
        schedule.frequency,
        1 if schedule.frequency == "once" else schedule.interval,
        schedule.week_of_month if is_monthly else None,
    )


def rhythm_from(key: str) -> Rhythm | None:
    """Return the rhythm of a choice, None for something that no form offers."""
    found = _RHYTHM.fullmatch(key)
    if not found:
        return None
    number, interval = int(found[2]), int(found[3] or 1)
    if found[1] == "monthly":
        return Rhythm("monthly", max(interval, 1), number) if number in (1, 2, 3, 4, 5, -1) else None
    return Rhythm(found[1], number) if number >= 1 else None


def time_from(typed: str) -> time:
    """Read a time of day; 24:00 is kept as 23:59. Errors: PydanticCustomError."""
    found = _TIME.fullmatch(plain_line(typed))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if (hour, minute) == (24, 0):
        return END_OF_DAY
    if hour > 23 or minute > 59:
        raise PydanticCustomError("time", "time")
    return time(hour, minute)


def time_text(at: time) -> str:
    """Return a time as it stands in the table."""
    return "24:00" if at == END_OF_DAY else f"{at:%H:%M}"


@dataclass(slots=True)
class RowReader:
    """Reads the fields of one row and notes its faults. Shape: `prefix` begins the names of its fields ("week.MO.0")."""

    typed: Typed
    prefix: str
    faults: list[Fault]

    def value(self, part: str) -> str:
        """Return what was typed into a part of the row."""
        return plain_line(next(iter(self.typed.get(f"{self.prefix}.{part}", ())), "")[:200])

    @property
    def is_empty(self) -> bool:
        """True if nothing says when it is."""
        return not (self.days or any(self.value(part) for part in ("from", "to", "first_day", "last_day")))

    @property
    def days(self) -> tuple[Weekday, ...]:
        """Return the days that are ticked, in the order of the week."""
        ticked = self.typed.get(f"{self.prefix}.days", ())
        return tuple(day for day in WEEKDAYS if day in ticked)

    @property
    def kind(self) -> ScheduleKind:
        """Return the kind of hours chosen; open if none is."""
        return cast("ScheduleKind", self.value("kind")) if self.value("kind") in KINDS else "open"

    def times(self) -> tuple[time, time] | None:
        """Return from and to, None with a fault if they cannot be right."""
        opens, closes = self._time("from"), self._time("to")
        if opens is None or closes is None:
            return None
        if closes <= opens:
            self._fault("from", "time_order")
            return None
        return opens, closes

    def day(self, part: str) -> date | None:
        """Return a day, None if it is left out or cannot be right (that is a fault)."""
        typed = self.value(part)
        try:
            return day_from(typed) if typed else None
        except PydanticCustomError as error:
            self._fault(part, error.type)
            return None

    def schedules(self) -> Iterator[Schedule]:
        """Yield the schedule of a row with a rhythm of its own, none if it has a fault."""
        before = len(self.faults)
        rhythm, times, begin, end = rhythm_from(self.value("rhythm")), self.times(), self.day("first_day"), self.day("last_day")
        for is_wrong, part, kind in (
            (rhythm is None, "rhythm", "choice"),
            (rhythm is not None and rhythm.frequency != "once" and not self.days, "days", "days_missing"),
            (
                rhythm is not None and (rhythm.frequency == "once" or rhythm.interval > 1) and not begin,
                "first_day",
                "begin_missing",
            ),
            (bool(begin and end and end < begin), "last_day", "date_order"),
        ):
            if is_wrong:
                self._fault(part, kind)
        if rhythm is None or times is None or len(self.faults) > before:
            return
        is_once = rhythm.frequency == "once"
        yield Schedule(
            opens_at=times[0],
            closes_at=times[1],
            weekdays=() if is_once else self.days,
            frequency=rhythm.frequency,  # type: ignore[arg-type]
            interval=rhythm.interval,
            week_of_month=rhythm.week_of_month,
            valid_from=begin,
            valid_to=None if is_once else end,
            kind=self.kind,
        )

    def _time(self, part: str) -> time | None:
        typed = self.value(part)
        try:
            if typed:
                return time_from(typed)
            self._fault(part, "time_missing")
        except PydanticCustomError as error:
            self._fault(part, error.type)
        return None

    def _fault(self, part: str, kind: str) -> None:
        if not any(fault.field == f"{self.prefix}.{part}" for fault in self.faults):
            self.faults.append(Fault(f"{self.prefix}.{part}", kind))
