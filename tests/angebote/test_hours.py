"""Hours as they are written in town files."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angebote.hours import WEEKDAYS, HoursError, read_hours, write_hours
from angebote.model import Schedule


def test_hours_are_read_as_one_schedule_for_each_stretch_of_time() -> None:
    schedules = read_hours("Mo,We 09:00-12:00,14:00-16:00; Th 14:00-18:00", "phone")

    assert [(one.weekdays, one.opens_at, one.closes_at, one.kind) for one in schedules] == [
        (("MO", "WE"), time(9), time(12), "phone"),
        (("MO", "WE"), time(14), time(16), "phone"),
        (("TH",), time(14), time(18), "phone"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fr[1] 11:00-13:00", {"frequency": "monthly", "weekdays": ("FR",), "week_of_month": 1}),
        ("Fr[-1] 11:00-13:00", {"frequency": "monthly", "weekdays": ("FR",), "week_of_month": -1}),
        ("Mo/2 2026-01-05 11:00-13:00", {"weekdays": ("MO",), "interval": 2, "valid_from": date(2026, 1, 5)}),
        ("Mo-We 2026-03-02.. 11:00-13:00", {"weekdays": ("MO", "TU", "WE"), "valid_from": date(2026, 3, 2)}),
        ("Mo ..2026-06-30 11:00-13:00", {"weekdays": ("MO",), "valid_to": date(2026, 6, 30)}),
        ("2026-09-12 11:00-13:00", {"frequency": "once", "valid_from": date(2026, 9, 12)}),
        ("Sa-Mo 11:00-13:00", {"weekdays": ("MO", "SA", "SU")}),
        ("mo, we  11:00-13:00", {"weekdays": ("MO", "WE")}),
    ],
)
def test_a_rule_is_read_with_its_days(text: str, expected: dict[str, object]) -> None:
    assert read_hours(text) == (Schedule(opens_at=time(11), closes_at=time(13), **expected),)  # type: ignore[arg-type]


def test_two_weeks_of_a_month_become_two_schedules() -> None:
    assert [one.week_of_month for one in read_hours("Fr[1,3] 11:00-13:00")] == [1, 3]


def test_midnight_is_kept_as_the_last_minute_of_the_day_and_written_back() -> None:
    schedules = read_hours("Mo-Su 00:00-24:00")

    assert schedules[0].closes_at == time(23, 59)
    assert write_hours(schedules) == "Mo,Tu,We,Th,Fr,Sa,Su 00:00-24:00"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Mi 09:00-12:00", "Write We."),
        ("Montag 09:00-12:00", "Use Mo Tu We"),
        ("Mo 9-12", "Write 09:00-12:00"),
        ("Mo 9:00-12:00", "Write 09:00-12:00"),
        ("Mo 09:00-25:00", "Use 00:00 to 24:00"),
        ("Mo 20:00-02:00", "two rules"),
        ("Mo/2 09:00-12:00", "first day"),
        ("Fr[6] 09:00-12:00", "1 to 5"),
        ("2026-02-30 09:00-12:00", "not a day of the calendar"),
        ("Mo 2026-05-01..2026-04-01 09:00-12:00", "earlier day first"),
        ("PH off", "cannot be read"),
        ("nach Vereinbarung", "Write for example"),
        ("Mo,,We 09:00-12:00", "is not a day"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_with_what_would_be_right(text: str, hint: str) -> None:
    with pytest.raises(HoursError) as refused:
        read_hours(text)

    assert hint in str(refused.value)


@given(st.text(max_size=60) | st.text(alphabet="MoTuWe-,[]/;:. 0123456789", max_size=40))
def test_any_text_is_either_refused_or_read_the_same_after_it_was_written_back(text: str) -> None:
    with suppress(HoursError):
        schedules = read_hours(text)
        assert read_hours(write_hours(schedules)) == schedules


_DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


_MINUTES = st.integers(0, 23 * 60 + 59)


@st.composite
def _any_schedule(draw: st.DrawFn) -> Schedule:
    opens, closes = sorted(draw(st.tuples(_MINUTES, _MINUTES).filter(lambda pair: pair[0] != pair[1])))
    hours = Schedule(
        opens_at=time(*divmod(opens, 60)), closes_at=time(*divmod(closes, 60)), frequency="once", valid_from=draw(_DAYS)
    )
    return draw(st.sampled_from((hours, draw(_any_recurring(hours)))))


@st.composite
def _any_recurring(draw: st.DrawFn, hours: Schedule) -> Schedule:
    first, last = sorted(draw(st.tuples(_DAYS, _DAYS)))
    valid_from, valid_to = draw(st.sampled_from(((None, None), (first, None), (None, last), (first, last))))
    week = draw(st.sampled_from((None, 1, 2, 3, 4, 5, -1)))
    return replace(
        hours,
        frequency="weekly" if week is None else "monthly",
        weekdays=tuple(sorted(draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1)), key=WEEKDAYS.index)),
        week_of_month=week,
        interval=draw(st.integers(1, 4)) if valid_from else 1,
        valid_from=valid_from,
        valid_to=valid_to,
    )


@given(st.lists(_any_schedule(), max_size=5))
def test_hours_written_and_read_again_are_the_same(schedules: list[Schedule]) -> None:
    assert read_hours(write_hours(schedules)) == tuple(schedules)
