"""Days that differ from the weekly hours, one line each: "24.12.2026 - 01.01.2027" (closed) or "24.12.2026 10:00-12:00" (other hours)."""

import re
from collections.abc import Iterable
from datetime import time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from admin.fields import day_from
from admin.plain import plain_line, plain_text
from angebote.model import ScheduleException

LONGEST_TEXT = 4000
_DAY = r"(\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})"
_TIME = r"(\d{1,2}[:.]\d{2})"
_LINE = re.compile(rf"{_DAY}(?: ?(?:-|–|bis|to) ?{_DAY})?(?: {_TIME} ?(?:-|–|bis|to) ?{_TIME}(?: Uhr)?)?", re.ASCII)


def closed_days_from(text: str) -> tuple[ScheduleException, ...]:
    """Read the lines; empty ones are left out.

    Errors: PydanticCustomError that names the line that was not understood, or whose last day comes before its first.
    """
    return tuple(_exception(line) for part in plain_text(text).split("\n") if (line := plain_line(part)))


def closed_days_text(exceptions: Iterable[ScheduleException]) -> str:
    """Return the lines a person edits, as `closed_days_from` reads them."""
    return "\n".join(_line(one) for one in exceptions)


def _exception(line: str) -> ScheduleException:
    found = _LINE.fullmatch(line)
    if not found:
        raise PydanticCustomError("closed_days", "closed_days", {"part": line[:60]})
    first_day = day_from(found[1])
    last_day = day_from(found[2]) if found[2] else first_day
    if last_day < first_day:
        raise PydanticCustomError("date_order", "date_order")
    opens_at, closes_at = (_time(found[3], line), _time(found[4], line)) if found[3] else (None, None)
    if opens_at and closes_at and closes_at <= opens_at:
        raise PydanticCustomError("closed_days", "closed_days", {"part": line[:60]})
    return ScheduleException(first_day=first_day, last_day=last_day, opens_at=opens_at, closes_at=closes_at)


def _time(typed: str, line: str) -> time:
    hour, minute = (int(part) for part in re.split("[:.]", typed))
    try:
        return time(hour, minute)
    except ValueError as error:
        raise PydanticCustomError("closed_days", "closed_days", {"part": line[:60]}) from error


def _line(one: ScheduleException) -> str:
    days = f"{one.first_day:%d.%m.%Y}" + (f" - {one.last_day:%d.%m.%Y}" if one.last_day != one.first_day else "")
    return days + (f" {one.opens_at:%H:%M}-{one.closes_at:%H:%M}" if one.opens_at and one.closes_at else "")


def _closed_days(value: Any) -> Any:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise PydanticCustomError("string_too_long", "too long", {"max_length": LONGEST_TEXT})
    return closed_days_from(value) if isinstance(value, str) else value


ClosedDays = Annotated[tuple[ScheduleException, ...], BeforeValidator(_closed_days), Field(max_length=60)]
