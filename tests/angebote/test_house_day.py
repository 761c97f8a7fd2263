"""One day in a house: open in order of time, then by appointment, then the rest."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from angebote.house_day import Calendar, house_day
from angebote.model import Angebot, AngebotText, ScheduleException
from tests.builders import a_schedule, an_angebot

WEDNESDAY = Calendar(date(2026, 11, 25), "NW")
CHRISTMAS = Calendar(date(2026, 12, 25), "NW")
IN_HOLIDAYS = Calendar(date(2026, 10, 21), "NW")


def _named(name: str, *schedules: object, **changed: object) -> Angebot:
    return an_angebot(name, texts={"de": AngebotText(name=name)}, schedules=schedules, formats=(), exceptions=(), **changed)


def _on(calendar: Calendar, *angebote: Angebot) -> dict[str, list[str]]:
    """Return what stands where, as "09:00 name" with hours and "name" without."""
    found = house_day(angebote, calendar)
    return {
        "running": [f"{hours.opens_at:%H:%M} {one.id}" for hours, one in found.running],
        "by_appointment": [
            " ".join([*(f"{hours.opens_at:%H:%M}" for hours in times), one.id]) for times, one in found.by_appointment
        ],
        "closed": [one.id for one in found.closed],
        "unknown": [one.id for one in found.unknown],
    }


def _only(place: str, *shown: str) -> dict[str, list[str]]:
    return {"running": [], "by_appointment": [], "closed": [], "unknown": []} | {place: list(shown)}


def test_what_is_open_stands_in_order_of_time_each_stretch_on_its_own_line() -> None:
    late = _named("Abend", a_schedule("WE", opens="18:00", closes="20:00"))
    twice = _named("Zweimal", a_schedule("WE", opens="14:00", closes="19:00"), a_schedule("WE", opens="08:00", closes="09:00"))
    phone = _named("Telefon", a_schedule("WE", kind="phone"))

    assert _on(WEDNESDAY, late, twice, phone) == _only(
        "running", "08:00 Zweimal", "09:00 Telefon", "14:00 Zweimal", "18:00 Abend"
    )


def test_hours_of_another_day_are_closed_hours_nobody_said_are_unknown() -> None:
    assert _on(WEDNESDAY, _named("Montags", a_schedule("MO"))) == _only("closed", "Montags")
    assert _on(WEDNESDAY, _named("Irgendwann")) == _only("unknown", "Irgendwann")


def test_hours_for_appointments_stand_apart_with_their_times() -> None:
    both = _named("Beides", a_schedule("WE"), a_schedule("WE", opens="14:00", closes="16:00", kind="appointment"))

    assert _on(WEDNESDAY, both) == {**_only("running", "09:00 Beides"), "by_appointment": ["14:00 Beides"]}
    assert _on(WEDNESDAY, _named("Montags", a_schedule("MO", kind="appointment"))) == _only("closed", "Montags")


def test_who_goes_by_appointment_is_there_on_every_working_day_and_not_twice() -> None:
    without = an_angebot("Immer", schedules=(), formats=("appointment",))
    with_hours = an_angebot("Offen", schedules=(a_schedule("WE"),), formats=("appointment",), exceptions=())

    assert _on(WEDNESDAY, without, with_hours) == {**_only("running", "09:00 Offen"), "by_appointment": ["Immer"]}
    assert _on(CHRISTMAS, without, with_hours) == _only("closed", "Immer", "Offen")


@pytest.mark.parametrize("kind", ["open", "appointment"])
def test_a_closed_day_and_a_day_with_other_hours_count(kind: str) -> None:
    day = WEDNESDAY.day
    angebot = _named("Haus", a_schedule("WE", kind=kind))
    closed = ScheduleException(first_day=day, last_day=day)
    other = ScheduleException(first_day=day, last_day=day, opens_at=time(16), closes_at=time(17))
    place = "running" if kind == "open" else "by_appointment"

    assert _on(WEDNESDAY, _with(angebot, closed)) == _only("closed", "Haus")
    assert _on(WEDNESDAY, _with(angebot, other)) == _only(place, "16:00 Haus")


def test_other_hours_of_a_day_count_once_for_those_who_just_come() -> None:
    other = ScheduleException(first_day=WEDNESDAY.day, last_day=WEDNESDAY.day, opens_at=time(16), closes_at=time(17))
    both = _named("Beides", a_schedule("WE"), a_schedule("WE", opens="14:00", closes="16:00", kind="appointment"))

    assert _on(WEDNESDAY, _with(both, other)) == _only("running", "16:00 Beides")


def test_school_holidays_close_what_closes_in_them() -> None:
    course = _named("Kurs", a_schedule("WE"), closed_in_school_holidays=True)
    talk = an_angebot("Gespräch", schedules=(), formats=("appointment",), closed_in_school_holidays=True)
    own = Calendar(WEDNESDAY.day, "NW", ((WEDNESDAY.day, WEDNESDAY.day, "beweglich"),))

    for calendar in (IN_HOLIDAYS, own):
        assert set(_on(calendar, course, talk)["closed"]) == {"Kurs", "Gespräch"}
    assert _on(WEDNESDAY, course)["running"] == ["09:00 Kurs"]


def test_only_what_residents_see_that_day_hangs_at_the_door() -> None:
    day = WEDNESDAY.day
    ended = _named("Vorbei", a_schedule("WE"), expires_on=day - timedelta(days=1))
    last_day = _named("Letzter Tag", a_schedule("WE"), expires_on=day)
    draft = _named("Entwurf", a_schedule("WE"), status="draft")
    hidden = _named("Unbestätigt", a_schedule("WE"), asked_on=day - timedelta(days=100))

    assert _on(WEDNESDAY, ended, last_day, draft, hidden) == _only("running", "09:00 Letzter Tag")


def _with(angebot: Angebot, exception: ScheduleException) -> Angebot:
    return replace(angebot, exceptions=(exception,))
