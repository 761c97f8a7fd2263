"""The week as a table: seven days with stretches of time, and rows for what comes more rarely or holds for some time only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time

from admin.faults import Fault
from admin.hours_rows import RowReader, Typed, rhythm_of, time_text
from angebote.model import Schedule, ScheduleKind, Weekday
from angebote.opening import WEEKDAYS

STRETCHES = 3
SPECIAL_ROWS = 60
EMPTY_STRETCHES = 2
EMPTY_ROWS = 1
ROWS_A_PRESS = 3
DAY_PARTS = ("from", "to")
Moment = tuple[str, ...]


def table_of(schedules: Iterable[Schedule]) -> dict[str, list[str]]:
    """Return what stands in the fields of the table for these hours.

    Shape: what comes every week stands at its days; a fourth stretch of a day, and all else, stands in a row of its own.
    """
    typed: dict[str, list[str]] = {}
    taken: dict[Weekday, int] = {}
    special: list[Schedule] = []
    for schedule in schedules:
        left = [day for day in schedule.weekdays if not _is_plain(schedule) or not _put(typed, taken, day, schedule)]
        if left or not _is_plain(schedule):
            special.append(replace(schedule, weekdays=tuple(left)) if _is_plain(schedule) else schedule)
    for number, schedule in enumerate(special):
        typed |= _special(f"special.{number}", schedule)
    return typed


def read_table(typed: Typed) -> tuple[tuple[Schedule, ...], tuple[Fault, ...]]:
    """Return the hours that stand in the table, and what cannot be right in it.

    Shape: days that share the same times become one schedule.
    """
    faults: list[Fault] = []
    same: dict[tuple[ScheduleKind, time, time], list[Weekday]] = {}
    for day in WEEKDAYS:
        for number in range(STRETCHES):
            row = RowReader(typed, f"week.{day}.{number}", faults)
            if not row.is_empty and (times := row.times()):
                days = same.setdefault((row.kind, *times), [])
                days += [day] if day not in days else []
    plain = [
        Schedule(opens_at=opens, closes_at=closes, weekdays=tuple(days), kind=kind)
        for (kind, opens, closes), days in same.items()
    ]
    rows = (RowReader(typed, f"special.{number}", faults) for number in range(SPECIAL_ROWS))
    special = [schedule for row in rows if not row.is_empty for schedule in row.schedules()]
    return (*plain, *special), tuple(faults)


def same_hours(some: Iterable[Schedule], others: Iterable[Schedule]) -> bool:
    """Tell whether two lists of hours mean the same, however their days are put together."""
    return _moments(some) == _moments(others)


def shown_stretches(typed: Typed, day: Weekday) -> range:
    """Return the stretches of a day to show: two, more if they are filled or were asked for."""
    filled = [number for number in range(STRETCHES) if _is_filled(typed, f"week.{day}.{number}")]
    wanted = STRETCHES if presses(typed) else EMPTY_STRETCHES
    return range(max(wanted, *(number + 1 for number in filled), 0))


def shown_rows(typed: Typed) -> range:
    """Return the rows to show below the week: those that are filled, and empty ones as often as they were asked for."""
    filled = [number for number in range(SPECIAL_ROWS) if _is_filled(typed, f"special.{number}")]
    return range(min(SPECIAL_ROWS, max(filled, default=-1) + 1 + EMPTY_ROWS + ROWS_A_PRESS * presses(typed)))


def presses(typed: Typed) -> int:
    """Return how often more rows were asked for."""
    asked = next(iter(typed.get("more_rows", ())), "")
    return min(int(asked), SPECIAL_ROWS) if asked.isascii() and asked.isdecimal() and len(asked) < 3 else 0


def _is_plain(schedule: Schedule) -> bool:
    return (schedule.frequency, schedule.interval, schedule.valid_from, schedule.valid_to) == ("weekly", 1, None, None)


def _put(typed: dict[str, list[str]], taken: dict[Weekday, int], day: Weekday, schedule: Schedule) -> bool:
    number = taken.get(day, 0)
    if number == STRETCHES:
        return False
    taken[day] = number + 1
    typed |= _times(f"week.{day}.{number}", schedule)
    return True


def _times(prefix: str, schedule: Schedule) -> Mapping[str, list[str]]:
    values = {"from": time_text(schedule.opens_at), "to": time_text(schedule.closes_at), "kind": schedule.kind}
    return {f"{prefix}.{part}": [value] for part, value in values.items()}


def _special(prefix: str, schedule: Schedule) -> Mapping[str, list[str]]:
    dates = {"first_day": schedule.valid_from, "last_day": schedule.valid_to if schedule.frequency != "once" else None}
    days = () if schedule.frequency == "once" else schedule.weekdays
    return {
        **_times(prefix, schedule),
        f"{prefix}.rhythm": [rhythm_of(schedule).key],
        f"{prefix}.days": list(days),
        **{f"{prefix}.{part}": [_text(day)] for part, day in dates.items()},
    }


def _text(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _is_filled(typed: Typed, prefix: str) -> bool:
    parts: Sequence[str] = ("from", "to", "days", "first_day", "last_day")
    return any(value.strip() for part in parts for value in typed.get(f"{prefix}.{part}", ()))


def _moments(schedules: Iterable[Schedule]) -> set[Moment]:
    """Return each day of each stretch by itself; said twice is said once."""
    found: list[Moment] = []
    for one in schedules:
        is_once = one.frequency == "once"
        rest = (rhythm_of(one).key, one.kind, str(one.opens_at), str(one.closes_at), str(one.valid_from))
        days = ("",) if is_once else one.weekdays
        found += [(day, *rest, "" if is_once else str(one.valid_to)) for day in days]
    return set(found)
