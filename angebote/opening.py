"""Opening hours of an Angebot at one moment, with the public and school holidays of its Bundesland. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from typing import Literal

from angebote.model import Angebot, Frequency, Schedule, ScheduleException, ScheduleKind, SchoolHolidays, Weekday

OpeningState = Literal["open", "closes_soon", "closed", "appointment", "unknown"]
WEEKDAYS: tuple[Weekday, ...] = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SOON = timedelta(minutes=30)
LOOK_AHEAD_DAYS = 14
SUNDAY = 6
LONGEST_SCHOOL_HOLIDAYS_DAYS = 60
CONFIRMED_DAYS = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The state of an Angebot at one moment.

    Shape:  `closes_at` is set for open and closes_soon, `opens_at` for closed when an opening lies within 14 days (aware, local time), or
            after the school holidays.
            appointment: only schedules by appointment (never shown as open); unknown: no hours are known.
            `is_unconfirmed`: the hours were not checked within the last 180 days, so "open now" must be said with reserve.
    """

    state: OpeningState
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    is_phone_only: bool = False
    is_unconfirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """One stretch of time on one day, local time of the municipality."""

    opens_at: time
    closes_at: time
    kind: ScheduleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """Days that share the same times, as one line of a card.

    Shape: `weekdays` in calendar order (empty for a single `day`), `times` in order of the day.
    """

    weekdays: tuple[Weekday, ...]
    times: tuple[tuple[time, time], ...]
    kind: ScheduleKind
    frequency: Frequency = "weekly"
    interval: int = 1
    week_of_month: int | None = None
    day: date | None = None


def opening_at(angebot: Angebot, now: datetime, *, state: str, school_holidays: SchoolHolidays = ()) -> Opening:
    """Return whether an Angebot is open at `now`, and when it closes or opens next.

    Units:  `now` is aware and in the local zone of the municipality; `state` is the Bundesland ("NW"), `school_holidays` are the town's own.
    """
    is_unconfirmed = angebot.checked_on is None or (now.date() - angebot.checked_on).days > CONFIRMED_DAYS
    walk_in = [schedule for schedule in angebot.schedules if schedule.kind != "appointment"]
    if not walk_in:
        by_appointment = bool(angebot.schedules) or "appointment" in angebot.formats
        return Opening(state="appointment" if by_appointment else "unknown", is_unconfirmed=is_unconfirmed)
    closing = school_holidays if angebot.closed_in_school_holidays else None
    open_on = partial(hours_on, walk_in, angebot.exceptions, state=state, closed_in=closing)
    today = open_on(now.date())
    running = [hours for hours in today if hours.opens_at <= now.time() < hours.closes_at]
    if running:
        return _open_now(running, today, now, is_unconfirmed=is_unconfirmed)
    coming = _next_opening(open_on, now, days=LOOK_AHEAD_DAYS + (0 if closing is None else LONGEST_SCHOOL_HOLIDAYS_DAYS))
    if coming is None:
        return Opening(state="closed", is_unconfirmed=is_unconfirmed)
    return Opening(state="closed", opens_at=coming[0], is_phone_only=coming[1] == "phone", is_unconfirmed=is_unconfirmed)


def hours_on(
    schedules: Iterable[Schedule],
    exceptions: Sequence[ScheduleException],
    day: date,
    *,
    state: str,
    closed_in: SchoolHolidays | None = None,
) -> tuple[Hours, ...]:
    """Return what is open on one day, earliest first: an exception beats a holiday, a holiday beats the week.

    Shape: `closed_in` None = school holidays change nothing; otherwise the town's own count besides those of the Bundesland, and on such a day
           only hours hold that are meant for these holidays alone.
    """
    exception = next((one for one in exceptions if one.first_day <= day <= one.last_day), None)
    if exception is not None:
        if exception.opens_at is None or exception.closes_at is None:
            return ()
        return (Hours(opens_at=exception.opens_at, closes_at=exception.closes_at, kind="open"),)
    if is_public_holiday(day, state=state):
        return ()
    is_closed = closed_in is not None and is_school_holiday(day, state=state, more=closed_in)
    found = [
        Hours(opens_at=schedule.opens_at, closes_at=schedule.closes_at, kind=schedule.kind)
        for schedule in schedules
        if occurs_on(schedule, day) and (not is_closed or _is_for_school_holidays(schedule, state, closed_in or ()))
    ]
    return tuple(sorted(found, key=lambda hours: (hours.opens_at, hours.closes_at)))


def occurs_on(schedule: Schedule, day: date) -> bool:
    """Tell whether a schedule falls on that day, holidays and exceptions aside."""
    if schedule.frequency == "once":
        return day == schedule.valid_from
    if WEEKDAYS[day.weekday()] not in schedule.weekdays or not _is_valid_on(schedule, day):
        return False
    if schedule.frequency == "monthly":
        return _is_week_of_month(day, schedule.week_of_month or 1)
    return (
        schedule.interval <= 1 or schedule.valid_from is None or _weeks_between(schedule.valid_from, day) % schedule.interval == 0
    )


def is_public_holiday(day: date, *, state: str) -> bool:
    """Tell whether that day is a public holiday in the Bundesland."""
    return day in _holidays_of(state, day.year)


def is_school_holiday(day: date, *, state: str, more: SchoolHolidays = ()) -> bool:
    """Tell whether schools are closed that day: in the Bundesland, or by a stretch of days the town adds."""
    return day in _school_days_off(state, day.year) or any(first <= day <= last for first, last, _ in more)


def school_holidays_of(state: str, year: int) -> SchoolHolidays:
    """Return the school holidays of a Bundesland that touch a year, by date, with their German names; none for years not known yet."""
    found: list[tuple[date, date, str]] = []
    for day, name in sorted(_school_days_off(state, year).items()):
        if found and found[-1][2] == name and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day, name)
        else:
            found.append((day, day, name))
    return tuple(found)


def week_of(schedules: Iterable[Schedule]) -> tuple[WeekLine, ...]:
    """Return the hours as few lines: weekdays that share the same times stand together, rarer dates follow."""
    chosen = list(schedules)
    lines: list[WeekLine] = []
    for key in sorted({_rhythm(one) for one in chosen}, key=str):
        lines += _lines_of_one_rhythm([one for one in chosen if _rhythm(one) == key])
    return tuple(sorted(lines, key=_reading_order))


def _open_now(running: Sequence[Hours], today: Sequence[Hours], now: datetime, *, is_unconfirmed: bool) -> Opening:
    end = max(hours.closes_at for hours in running)
    for hours in today:
        if hours.opens_at <= end < hours.closes_at:
            end = hours.closes_at
    closes_at = datetime.combine(now.date(), end, now.tzinfo)
    return Opening(
        state="closes_soon" if closes_at - now <= SOON else "open",
        closes_at=closes_at,
        is_phone_only=all(hours.kind == "phone" for hours in running),
        is_unconfirmed=is_unconfirmed,
    )


def _next_opening(
    open_on: Callable[[date], tuple[Hours, ...]], now: datetime, *, days: int
) -> tuple[datetime, ScheduleKind] | None:
    for offset in range(days + 1):
        day = now.date() + timedelta(days=offset)
        for hours in open_on(day):
            moment = datetime.combine(day, hours.opens_at, now.tzinfo)
            if moment > now:
                return moment, hours.kind
    return None


def _is_for_school_holidays(schedule: Schedule, state: str, more: SchoolHolidays) -> bool:
    """Tell whether hours have a first and a last day within the same holidays: then somebody meant them for these days."""
    first, last = schedule.valid_from, schedule.valid_from if schedule.frequency == "once" else schedule.valid_to
    if first is None or last is None or (last - first).days > LONGEST_SCHOOL_HOLIDAYS_DAYS:
        return False
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return all(is_school_holiday(day, state=state, more=more) or day.weekday() == SUNDAY for day in days)


def _is_valid_on(schedule: Schedule, day: date) -> bool:
    return (schedule.valid_from is None or schedule.valid_from <= day) and (schedule.valid_to is None or day <= schedule.valid_to)


def _is_week_of_month(day: date, week: int) -> bool:
    if week == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == week


def _weeks_between(start: date, day: date) -> int:
    monday = start - timedelta(days=start.weekday())
    return (day - monday).days // 7


@lru_cache(maxsize=64)
def _holidays_of(state: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # takes a tenth of a second to import: only when hours are asked for

    return frozenset(country_holidays("DE", subdiv=state, years=year))


@lru_cache(maxsize=64)
def _school_days_off(state: str, year: int) -> Mapping[date, str]:
    from holidays import country_holidays

    return dict(country_holidays("DE", subdiv=state, years=year, categories=("school",), language="de"))


def _rhythm(schedule: Schedule) -> tuple[object, ...]:
    day = schedule.valid_from if schedule.frequency == "once" else None
    return (schedule.kind, schedule.frequency, schedule.interval, schedule.week_of_month, day)


def _lines_of_one_rhythm(schedules: Sequence[Schedule]) -> list[WeekLine]:
    sample = schedules[0]
    is_once = sample.frequency == "once"
    times: dict[tuple[tuple[time, time], ...], list[Weekday]] = {}
    if is_once:
        times[tuple(sorted((one.opens_at, one.closes_at) for one in schedules))] = []
    else:
        for weekday in WEEKDAYS:
            of_day = tuple(sorted((one.opens_at, one.closes_at) for one in schedules if weekday in one.weekdays))
            if of_day:
                times.setdefault(of_day, []).append(weekday)
    return [
        WeekLine(
            weekdays=tuple(weekdays),
            times=of_day,
            kind=sample.kind,
            frequency=sample.frequency,
            interval=sample.interval,
            week_of_month=sample.week_of_month,
            day=sample.valid_from if is_once else None,
        )
        for of_day, weekdays in times.items()
    ]


def _reading_order(line: WeekLine) -> tuple[int, int, int, date, time]:
    kinds: tuple[ScheduleKind, ...] = ("open", "group", "phone", "appointment")
    frequencies: tuple[Frequency, ...] = ("weekly", "monthly", "once")
    first = WEEKDAYS.index(line.weekdays[0]) if line.weekdays else 0
    return kinds.index(line.kind), frequencies.index(line.frequency), first, line.day or date.min, line.times[0][0]
