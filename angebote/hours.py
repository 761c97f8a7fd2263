"""Hours as people write them into town files, read into schedules and written back: "Mo,We 09:00-12:00; Fr[1] 11:00-13:00". Pure.

Source: the forms of OpenStreetMap's opening_hours that a week of advice needs, with dates for hours that begin, end or alternate.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import groupby
from typing import get_args

from angebote.model import Schedule, ScheduleKind, Weekday

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
EXAMPLE = "Write for example Mo,We 09:00-12:00; Th 14:00-18:00."
_GERMAN_DAYS = {"DI": "Tu", "MI": "We", "DO": "Th", "SO": "Su"}
_DATE = r"\d{4}-\d{2}-\d{2}"
_DATES = rf"{_DATE}\.\.{_DATE}|{_DATE}\.\.|\.\.{_DATE}|{_DATE}"
_RULE = re.compile(
    rf"(?:(?P<once>{_DATE})|(?P<days>[^\s/]+)(?:/(?P<interval>\d{{1,3}}))?(?:\s+(?P<dates>{_DATES}))?)\s+(?P<times>\d\S*)"
)
_DAY = re.compile(r"(?P<first>[^\W\d]+)(?:-(?P<last>[^\W\d]+))?(?:\[(?P<weeks>-?\d(?:,-?\d)*)\])?")
_TIMES = re.compile(r"(\d{2}:\d{2})-(\d{2}:\d{2})")


class HoursError(ValueError):
    """Hours that cannot be read; the text says what would be right."""


@dataclass(frozen=True, slots=True)
class _Days:
    weekdays: tuple[Weekday, ...]
    week_of_month: int | None


def read_hours(text: str, kind: ScheduleKind = "open") -> tuple[Schedule, ...]:
    """Return the schedules a text of hours means, in its order; none for an empty text.

    Errors: HoursError with a sentence that says what would be right.
    """
    rules = [rule.strip() for rule in text.split(";")]
    return tuple(schedule for rule in rules if rule for schedule in _schedules(rule, kind))


def write_hours(schedules: Iterable[Schedule]) -> str:
    """Return the text that `read_hours` reads as these schedules (their kinds are not part of it)."""
    rules = [(_days_text(one), _times_text(one)) for one in schedules]
    return "; ".join(
        f"{days} {','.join(times for _, times in group)}" for days, group in groupby(rules, key=lambda rule: rule[0])
    )


def _schedules(rule: str, kind: ScheduleKind) -> list[Schedule]:
    found = _RULE.fullmatch(re.sub(r"\s*,\s*", ",", rule))
    if found is None:
        raise HoursError(f'"{rule}" cannot be read as hours. {EXAMPLE}')
    times = [_times(part) for part in found["times"].split(",")]
    shapes = _once(found["once"]) if found["once"] else _recurring(found)
    return [replace(shape, opens_at=opens, closes_at=closes, kind=kind) for shape in shapes for opens, closes in times]


def _once(day: str) -> list[Schedule]:
    return [Schedule(frequency="once", valid_from=_date(day), opens_at=time(0), closes_at=time(1))]


def _recurring(found: re.Match[str]) -> list[Schedule]:
    first, last = _validity(found["dates"] or "")
    interval = int(found["interval"] or 1)
    if interval < 1 or (interval > 1 and first is None):
        raise HoursError("Hours every other week need the first day they are counted from: Mo/2 2026-01-05 09:00-12:00.")
    if first and last and last < first:
        raise HoursError(f"{last} lies before {first}. Write the earlier day first.")
    return [
        Schedule(
            frequency="weekly" if days.week_of_month is None else "monthly",
            weekdays=days.weekdays,
            week_of_month=days.week_of_month,
            interval=interval,
            valid_from=first,
            valid_to=last,
            opens_at=time(0),
            closes_at=time(1),
        )
        for days in _days(found["days"])
    ]


def _days(text: str) -> list[_Days]:
    """Return one entry for each week of the month that is named; all weekdays of every week come in one."""
    by_week: dict[int | None, list[Weekday]] = {}
    for part in re.split(r",(?![^\[]*\])", text):
        found = _DAY.fullmatch(part)
        if found is None:
            raise HoursError(f'"{part}" is not a day. Use Mo Tu We Th Fr Sa Su, Mo-Fr, or Fr[1] for the first Friday of a month.')
        for week in _weeks(found["weeks"]):
            known = by_week.setdefault(week, [])
            known.extend(day for day in _range(found["first"], found["last"]) if day not in known)
    return [_Days(tuple(sorted(days, key=WEEKDAYS.index)), week) for week, days in by_week.items()]


def _weeks(text: str | None) -> Sequence[int | None]:
    if text is None:
        return (None,)
    weeks = [int(week) for week in text.split(",")]
    if not all(week == -1 or 1 <= week <= 5 for week in weeks):
        raise HoursError(f"[{text}] is not a week of a month. Use 1 to 5, or -1 for the last.")
    return weeks


def _range(first: str, last: str | None) -> tuple[Weekday, ...]:
    start = WEEKDAYS.index(_weekday(first))
    end = WEEKDAYS.index(_weekday(last)) if last else start
    return tuple(WEEKDAYS[number % 7] for number in range(start, end + 1 if end >= start else end + 8))


def _weekday(text: str) -> Weekday:
    for weekday in WEEKDAYS:
        if text.upper() == weekday:
            return weekday
    if text.upper() in ("PH", "SH"):
        raise HoursError("Public holidays are known already: leave them out.")
    hint = _GERMAN_DAYS.get(text.upper())
    raise HoursError(f'"{text}" is not a day. ' + (f"Write {hint}." if hint else "Use Mo Tu We Th Fr Sa Su."))


def _validity(text: str) -> tuple[date | None, date | None]:
    first, _, last = text.partition("..")
    return (_date(first) if first else None), (_date(last) if last else None)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise HoursError(f"{text} is not a day of the calendar.") from error


def _times(text: str) -> tuple[time, time]:
    found = _TIMES.fullmatch(text)
    if found is None:
        raise HoursError(f'"{text}" is not a time. Write 09:00-12:00, with two digits on each side.')
    opens, closes = _time(found[1]), _time(found[2])
    if closes <= opens:
        raise HoursError(f"{text} closes before it opens. Past midnight write two rules: Fr 20:00-24:00; Sa 00:00-02:00.")
    return opens, closes


def _time(text: str) -> time:
    if text == "24:00":
        return time(23, 59)
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise HoursError(f"{text} is not a time of day. Use 00:00 to 24:00.") from error


def _days_text(schedule: Schedule) -> str:
    if schedule.frequency == "once":
        return str(schedule.valid_from)
    week = f"[{schedule.week_of_month}]" if schedule.frequency == "monthly" else ""
    days = ",".join(f"{day.capitalize()}{week}" for day in schedule.weekdays)
    interval = f"/{schedule.interval}" if schedule.interval > 1 else ""
    return f"{days}{interval}{_dates_text(schedule)}"


def _dates_text(schedule: Schedule) -> str:
    if schedule.valid_from and not schedule.valid_to and schedule.interval > 1:
        return f" {schedule.valid_from}"
    if schedule.valid_from or schedule.valid_to:
        return f" {schedule.valid_from or ''}..{schedule.valid_to or ''}"
    return ""


def _times_text(schedule: Schedule) -> str:
    closes = "24:00" if schedule.closes_at == time(23, 59) else f"{schedule.closes_at:%H:%M}"
    return f"{schedule.opens_at:%H:%M}-{closes}"
