"""Open now, closes soon, next opening - with holidays, exceptions and appointments."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angebote.model import Schedule, ScheduleException
from angebote.opening import Opening, is_public_holiday, is_school_holiday, occurs_on, opening_at, school_holidays_of, week_of
from tests.builders import a_schedule, an_angebot

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def opening(text: str, **changes: object) -> Opening:
    angebot = an_angebot(checked_on=date(2026, 11, 1), **changes)
    return opening_at(angebot, at(text), state="NW")


def test_an_angebot_is_open_within_its_hours_and_says_until_when() -> None:
    found = opening("2026-11-25 10:00")

    assert (found.state, found.closes_at) == ("open", at("2026-11-25 12:00"))


def test_an_angebot_closes_soon_half_an_hour_before_the_end() -> None:
    assert opening("2026-11-25 11:31").state == "closes_soon"


def test_an_angebot_is_closed_from_the_minute_it_closes() -> None:
    found = opening("2026-11-25 12:00")

    assert (found.state, found.opens_at) == ("closed", at("2026-11-30 09:00"))


def test_the_next_opening_is_monday_when_it_closed_on_friday() -> None:
    found = opening("2026-11-27 18:00", schedules=(a_schedule("MO", "FR", opens="14:00", closes="16:00"),))

    assert found.opens_at == at("2026-11-30 14:00")


def test_the_next_opening_is_later_today_when_there_is_a_second_stretch() -> None:
    hours = (a_schedule("WE"), a_schedule("WE", opens="14:00", closes="16:00"))

    assert opening("2026-11-25 12:30", schedules=hours).opens_at == at("2026-11-25 14:00")


def test_two_stretches_that_touch_count_as_one() -> None:
    hours = (a_schedule("WE"), a_schedule("WE", opens="12:00", closes="15:00"))

    assert opening("2026-11-25 11:50", schedules=hours).closes_at == at("2026-11-25 15:00")


def test_public_holidays_of_the_bundesland_are_closed() -> None:
    corpus_christi = "2026-06-04 10:00"
    hours = (a_schedule("TH"),)

    assert opening(corpus_christi, schedules=hours).state == "closed"
    assert opening_at(an_angebot(schedules=hours), at(corpus_christi), state="SH").state == "open"
    assert is_public_holiday(date(2026, 11, 1), state="NW")
    assert not is_public_holiday(date(2026, 11, 1), state="NI")


def test_an_exception_closes_a_usual_day() -> None:
    closed = (ScheduleException(first_day=date(2026, 11, 23), last_day=date(2026, 11, 27)),)

    assert opening("2026-11-25 10:00", exceptions=closed).opens_at == at("2026-11-30 09:00")


def test_an_exception_opens_on_a_holiday() -> None:
    special = (
        ScheduleException(first_day=date(2026, 12, 25), last_day=date(2026, 12, 25), opens_at=time(15), closes_at=time(18)),
    )

    assert opening("2026-12-25 16:00", exceptions=special).state == "open"


def test_by_appointment_is_never_shown_as_open() -> None:
    assert opening("2026-11-25 10:00", schedules=(a_schedule("WE", kind="appointment"),)).state == "appointment"
    assert opening("2026-11-25 10:00", schedules=(), formats=("appointment",)).state == "appointment"


def test_without_hours_nothing_is_claimed() -> None:
    assert opening("2026-11-25 10:00", schedules=()).state == "unknown"


def test_telephone_hours_are_told_apart_from_open_doors() -> None:
    assert opening("2026-11-25 10:00", schedules=(a_schedule("WE", kind="phone"),)).is_phone_only


def test_hours_are_unconfirmed_when_nobody_checked_them_for_half_a_year() -> None:
    old = opening_at(an_angebot(checked_on=date(2026, 5, 1)), at("2026-11-25 10:00"), state="NW")
    never = opening_at(an_angebot(checked_on=None), at("2026-11-25 10:00"), state="NW")

    assert old.is_unconfirmed
    assert never.is_unconfirmed
    assert not opening("2026-11-25 10:00").is_unconfirmed


@pytest.mark.parametrize(
    ("week", "day", "expected"),
    [
        (1, "2026-11-06", True),
        (1, "2026-11-13", False),
        (-1, "2026-11-27", True),
        (-1, "2026-11-20", False),
        (5, "2026-10-30", True),
    ],
)
def test_a_monthly_schedule_falls_on_its_week(week: int, day: str, expected: bool) -> None:
    schedule = a_schedule("FR", frequency="monthly", week_of_month=week)

    assert occurs_on(schedule, date.fromisoformat(day)) is expected


def test_every_other_week_counts_from_its_first_day() -> None:
    schedule = a_schedule("WE", interval=2, valid_from=date(2026, 11, 2))

    assert [occurs_on(schedule, date(2026, 11, day)) for day in (4, 11, 18, 25)] == [True, False, True, False]


def test_a_schedule_counts_only_between_its_first_and_last_day() -> None:
    schedule = a_schedule("WE", valid_from=date(2026, 11, 10), valid_to=date(2026, 11, 20))

    assert [occurs_on(schedule, date(2026, 11, day)) for day in (4, 11, 18, 25)] == [False, True, True, False]


def test_days_with_the_same_times_share_a_line() -> None:
    lines = week_of((a_schedule("MO", "TU", "WE"), a_schedule("TH", opens="14:00", closes="18:00"), a_schedule("FR")))

    assert [(line.weekdays, line.times[0][0]) for line in lines] == [(("MO", "TU", "WE", "FR"), time(9)), (("TH",), time(14))]


def test_the_first_friday_of_the_month_stands_on_a_line_of_its_own() -> None:
    lines = week_of((a_schedule("MO"), a_schedule("FR", frequency="monthly", week_of_month=1)))

    assert [(line.frequency, line.week_of_month) for line in lines] == [("weekly", None), ("monthly", 1)]


@given(st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)))
def test_an_open_angebot_closes_later_and_a_closed_one_opens_later(moment: datetime) -> None:
    now = moment.replace(tzinfo=BERLIN)
    found = opening_at(an_angebot(), now, state="NI")

    assert found.state in ("open", "closes_soon", "closed")
    if found.state == "closed":
        assert found.opens_at is None or found.opens_at > now
    else:
        assert found.closes_at is not None
        assert found.closes_at > now


def test_school_holidays_are_known_for_each_bundesland() -> None:
    summer = [(first, last) for first, last, name in school_holidays_of("NW", 2026) if name == "Sommerferien"]

    assert summer == [(date(2026, 7, 20), date(2026, 9, 1))]
    assert is_school_holiday(date(2026, 10, 17), state="NW")
    assert not is_school_holiday(date(2026, 10, 31), state="NI")
    assert school_holidays_of("NW", 2090) == ()


def test_school_holidays_close_only_what_says_so() -> None:
    assert opening("2026-10-19 10:00").state == "open"
    assert opening("2026-10-19 10:00", closed_in_school_holidays=True).state == "closed"


def test_the_next_opening_lies_behind_the_longest_holidays() -> None:
    found = opening("2026-07-20 10:00", closed_in_school_holidays=True)

    assert found.opens_at == at("2026-09-02 09:00")


def test_a_town_adds_days_without_school_to_those_of_its_bundesland() -> None:
    angebot = an_angebot(checked_on=date(2026, 11, 1), closed_in_school_holidays=True)
    day_off = (date(2026, 11, 23), date(2026, 11, 25), "Bewegliche Ferientage")

    found = opening_at(angebot, at("2026-11-25 10:00"), state="NW", school_holidays=(day_off,))

    assert (found.state, found.opens_at) == ("closed", at("2026-11-30 09:00"))
    assert opening_at(angebot, at("2026-11-25 10:00"), state="NW").state == "open"


def test_hours_made_for_the_holidays_hold_in_the_holidays() -> None:
    summer = replace(a_schedule("MO", opens="13:00", closes="15:00"), valid_from=date(2026, 7, 20), valid_to=date(2026, 8, 30))
    term = replace(a_schedule("MO"), valid_from=date(2026, 7, 20), valid_to=date(2026, 12, 20))
    once = replace(a_schedule(opens="13:00", closes="15:00"), frequency="once", valid_from=date(2026, 7, 27))

    def state(*hours: Schedule) -> str:
        return opening("2026-07-27 13:30", schedules=hours, closed_in_school_holidays=True).state

    assert [state(summer), state(once), state(replace(term, closes_at=time(15)))] == ["open", "open", "closed"]


def test_an_exception_opens_a_day_in_the_holidays() -> None:
    day = date(2026, 10, 19)
    exception = ScheduleException(first_day=day, last_day=day, opens_at=time(10), closes_at=time(12))

    assert opening("2026-10-19 10:30", exceptions=(exception,), closed_in_school_holidays=True).state == "open"
