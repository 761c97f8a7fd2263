"""One day in a house: which Angebote are open there and when, which go by appointment, which are closed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from angebote.freshness import freshness_of
from angebote.model import Angebot, Schedule, SchoolHolidays
from angebote.opening import Hours, hours_on, is_public_holiday, is_school_holiday

Line = tuple[Hours, Angebot]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseDay:
    """What happens in a house on one day, of the Angebote that residents see then.

    Shape:  `running` holds one line for each stretch of time in which people can just come or call, earliest first: an Angebot may stand there twice.
            `by_appointment`: those with hours for appointments that day, and those that have no other hours then but go by appointment (no hours).
            The others are `closed` that day, or `unknown`: nobody said any hours.
    """

    running: Sequence[Line]
    by_appointment: Sequence[tuple[Sequence[Hours], Angebot]]
    closed: Sequence[Angebot]
    unknown: Sequence[Angebot]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day in a town. Shape: `state` is the Bundesland, `school_holidays` are the town's own, besides those of the Bundesland."""

    day: date
    state: str
    school_holidays: SchoolHolidays = ()


def house_day(angebote: Iterable[Angebot], calendar: Calendar) -> HouseDay:
    """Return one day of the Angebote of a house."""
    seen = sorted((one for one in angebote if _is_seen(one, calendar.day)), key=_called)
    walk_in = {one.id: _hours(one, [part for part in one.schedules if part.kind != "appointment"], calendar) for one in seen}
    appointments = {one.id: _appointments(one, calendar) for one in seen}
    by_appointment = [
        one for one in seen if appointments[one.id] or (not walk_in[one.id] and _goes_by_appointment(one, calendar))
    ]
    rest = [one for one in seen if not walk_in[one.id] and one not in by_appointment]
    return HouseDay(
        running=sorted(((hours, one) for one in seen for hours in walk_in[one.id]), key=_in_time),
        by_appointment=[(appointments[one.id], one) for one in by_appointment],
        closed=[one for one in rest if one.schedules or _is_day_off(one, calendar)],
        unknown=[one for one in rest if not one.schedules and not _is_day_off(one, calendar)],
    )


def _hours(angebot: Angebot, schedules: Sequence[Schedule], calendar: Calendar) -> tuple[Hours, ...]:
    closed_in = calendar.school_holidays if angebot.closed_in_school_holidays else None
    found = hours_on(schedules, angebot.exceptions, calendar.day, state=calendar.state, closed_in=closed_in)
    return found if schedules else ()  # hours of one day only say nothing where no hours are known


def _appointments(angebot: Angebot, calendar: Calendar) -> tuple[Hours, ...]:
    """Hours of one day only belong to those who just come, if there are such hours at all."""
    schedules = [one for one in angebot.schedules if one.kind == "appointment"]
    is_special = any(one.first_day <= calendar.day <= one.last_day for one in angebot.exceptions)
    return () if is_special and len(schedules) < len(angebot.schedules) else _hours(angebot, schedules, calendar)


def _goes_by_appointment(angebot: Angebot, calendar: Calendar) -> bool:
    return "appointment" in angebot.formats and not _is_day_off(angebot, calendar)


def _is_day_off(angebot: Angebot, calendar: Calendar) -> bool:
    day, state = calendar.day, calendar.state
    if any(one.is_closed and one.first_day <= day <= one.last_day for one in angebot.exceptions):
        return True
    is_holiday = angebot.closed_in_school_holidays and is_school_holiday(day, state=state, more=calendar.school_holidays)
    return is_holiday or is_public_holiday(day, state=state)


def _is_seen(angebot: Angebot, day: date) -> bool:
    has_ended = angebot.expires_on is not None and angebot.expires_on < day
    return angebot.status == "published" and not has_ended and freshness_of(angebot, day) != "hidden"


def _in_time(line: Line) -> tuple[object, ...]:
    hours, angebot = line
    return (hours.opens_at, hours.closes_at, _called(angebot))


def _called(angebot: Angebot) -> tuple[str, str]:
    return angebot.text_for(angebot.source_language)[0].name.casefold(), angebot.id
