"""The week as a table: read as people write times, the same hours as the text, and nothing typed is lost between both."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from admin.faults import SENTENCES
from admin.hours_rows import Rhythm, rhythm_from, time_from
from admin.hours_table import read_table, same_hours, table_of
from admin.hours_ways import in_step, overlooked, read_way
from angebote.model import Schedule, ScheduleKind
from angebote.opening import WEEKDAYS
from tests.admin.world import Browser, World, fields_on, plain_words

_MINUTES = st.integers(0, 1438)
_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
_KINDS: st.SearchStrategy[ScheduleKind] = st.sampled_from(("open", "phone", "appointment", "group"))


@st.composite
def _any_schedule(draw: st.DrawFn) -> Schedule:
    opens, closes = sorted(draw(st.sets(_MINUTES, min_size=2, max_size=2)))
    first, last = sorted(draw(st.tuples(_DAYS, _DAYS)))
    week = draw(st.sampled_from((None, 1, 2, 3, 4, 5, -1)))
    hours = Schedule(
        opens_at=time(*divmod(opens, 60)),
        closes_at=time(23, 59) if closes == 1438 else time(*divmod(closes, 60)),
        weekdays=tuple(sorted(draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1)), key=WEEKDAYS.index)),
        frequency="weekly" if week is None else "monthly",
        week_of_month=week,
        kind=draw(_KINDS),
    )
    begun = replace(hours, valid_from=first, valid_to=draw(st.sampled_from((None, last))), interval=draw(st.integers(1, 9)))
    ending = replace(hours, valid_to=last)
    once = Schedule(opens_at=hours.opens_at, closes_at=hours.closes_at, frequency="once", valid_from=first, kind=hours.kind)
    return draw(st.sampled_from((hours, hours, begun, ending, once)))


@settings(max_examples=300, deadline=None)
@given(st.lists(_any_schedule(), max_size=8))
def test_hours_put_into_the_table_and_read_again_are_the_same(schedules: list[Schedule]) -> None:
    found, faults = read_table(table_of(schedules))

    assert faults == ()
    assert same_hours(found, schedules)


@settings(max_examples=200, deadline=None)
@given(st.lists(_any_schedule(), max_size=6), st.sampled_from(("de", "en")))
def test_text_and_table_say_the_same_and_neither_was_overlooked(schedules: list[Schedule], language: str) -> None:
    typed = in_step({"hours_way": ["table"]}, schedules, language, keeps=None)

    for way in ("text", "table"):
        found, faults = read_way(typed, way)  # type: ignore[arg-type]
        assert (same_hours(found, schedules), faults) == (True, ())
    assert overlooked(typed, schedules) == ()


_PARTS = st.sampled_from(("from", "to", "kind", "rhythm", "days", "first_day", "last_day"))
_PREFIXES = st.sampled_from(("week.MO.0", "week.SU.2", "special.0", "special.59"))
_VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(("9", "24", "12.30", "MO", "open", "once:1", "weekly:2", "monthly:-1", "weekly:0", "31.12.2026")),
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.tuples(_PREFIXES, _PARTS).map(".".join), st.lists(_VALUES, max_size=3), max_size=12))
def test_whatever_is_sent_is_read_or_gets_a_sentence(typed: dict[str, list[str]]) -> None:
    found, faults = read_table(typed)

    assert {fault.kind for fault in faults} <= set(SENTENCES)
    assert same_hours(read_table(table_of(found))[0], found)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("09:30", time(9, 30)),
        ("930", time(9, 30)),
        ("1400", time(14)),
        (" 9 Uhr ", time(9)),
        ("9h", time(9)),
        ("24:00", time(23, 59)),
        ("0", time(0)),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, read: time) -> None:
    assert time_from(typed) == read


def test_a_rhythm_that_no_form_offers_is_none() -> None:
    assert rhythm_from("monthly:-1") == Rhythm("monthly", 1, -1)
    assert [rhythm_from(key) for key in ("", "weekly:0", "monthly:6", "monthly:-2", "yearly:1", "weekly:2;")] == [None] * 6


@pytest.fixture
def editor(world: World) -> Browser:
    return world.signed_in("own editor")


TABLE = {
    "hours_way": "table",
    "week__MO__0__from": "9",
    "week__MO__0__to": "12.30",
    "week__TU__0__from": "9:00",
    "week__TU__0__to": "12:30 Uhr",
    "week__TU__1__from": "14",
    "week__TU__1__to": "16",
    "week__TU__1__kind": "phone",
    "special__0__rhythm": "monthly:1",
    "special__0__days": ["FR"],
    "special__0__from": "11",
    "special__0__to": "13",
    "special__0__kind": "appointment",
}


def test_the_table_is_saved_as_hours(world: World, editor: Browser) -> None:
    assert editor.send_entry(action="save", **TABLE).status_code == 303

    assert world.entry().schedules == (
        Schedule(opens_at=time(9), closes_at=time(12, 30), weekdays=("MO", "TU")),
        Schedule(opens_at=time(14), closes_at=time(16), weekdays=("TU",), kind="phone"),
        Schedule(
            opens_at=time(11), closes_at=time(13), weekdays=("FR",), frequency="monthly", week_of_month=1, kind="appointment"
        ),
    )


def test_the_table_shows_the_week_that_was_understood(world: World, editor: Browser) -> None:
    page = editor.send_entry(action="look", **TABLE).text
    week = plain_words(page[page.index('id="week"') :])

    assert "Montag und Dienstag 09:00–12:30 offen, einfach kommen" in week
    assert "erster Freitag im Monat 11:00–13:00" in week
    assert fields_on(page)["hours"] == "Mo,Di 09:00-12:30"
    assert world.entry().version == 1


def test_more_rows_keep_what_was_typed_even_if_it_cannot_be_right(editor: Browser) -> None:
    answer = editor.send_entry(action="rows", hours_way="table", week__MO__0__from="neun", special__0__days=["FR"])
    fields = fields_on(answer.text)

    assert answer.status_code == 200
    assert (fields["week.MO.0.from"], fields["special.0.days"], fields["hours_way"]) == ("neun", ["FR"], "table")
    assert {"week.MO.2.from", "special.4.from"} <= set(fields)
    assert "special.7.from" in fields_on(
        editor.client.post(answer.url.path.removeprefix("/admin"), data=fields | {"action": "rows"}).text
    )


def test_one_way_is_filled_from_the_other(editor: Browser) -> None:
    to_table = fields_on(editor.send_entry(action="to-table", hours="Mo 9-12\n2. Di 14-16").text)
    to_text = fields_on(editor.send_entry(action="to-text", **(TABLE | {"hours_way": "text"})).text)

    assert (to_table["hours_way"], to_table["week.MO.0.to"], to_table["special.0.rhythm"]) == ("table", "12:00", "monthly:2")
    assert (to_text["hours_way"], to_text["hours_phone"]) == ("text", "Di 14:00-16:00")


def test_text_that_cannot_be_read_is_not_carried_over(editor: Browser) -> None:
    answer = editor.send_entry(action="to-table", hours="immer", week__MO__0__from="9", week__MO__0__to="10")

    assert answer.status_code == 422
    assert (fields_on(answer.text)["hours"], fields_on(answer.text)["week.MO.0.from"]) == ("immer", "9")


@pytest.mark.parametrize(("way", "other"), [("text", "Tabelle"), ("table", "Text")])
def test_what_was_typed_in_the_other_way_is_not_lost_unseen(world: World, editor: Browser, way: str, other: str) -> None:
    answer = editor.send_entry(action="save", hours="Di 9-12", hours_way=way, week__MO__0__from="9", week__MO__0__to="10")

    assert answer.status_code == 422
    assert f"{other} geändert" in answer.text
    assert world.entry().version == 1

    carried = fields_on(
        editor.client.post(answer.url.path.removeprefix("/admin"), data=fields_on(answer.text) | {"action": f"to-{way}"}).text
    )
    assert editor.client.post(answer.url.path.removeprefix("/admin"), data=carried | {"action": "save"}).status_code == 303
    assert [one.weekdays for one in world.entry().schedules] == [("MO",) if way == "text" else ("TU",)]


def test_looking_at_the_week_again_and_again_asks_nothing(world: World, editor: Browser) -> None:
    page = editor.send_entry(action="look", hours="Di 9-12")
    again = editor.client.post(
        page.url.path.removeprefix("/admin"), data=fields_on(page.text) | {"action": "look", "hours": "Mi 9-12"}
    )

    assert (
        editor.client.post(page.url.path.removeprefix("/admin"), data=fields_on(again.text) | {"action": "save"}).status_code
        == 303
    )
    assert world.entry().schedules[0].weekdays == ("WE",)


@pytest.mark.parametrize(
    ("field", "typed", "at"),
    [
        ("week.MO.0.from", "25", "week.MO.0.from"),
        ("week.MO.0.from", "9", "week.MO.0.to"),
        ("special.0.days", "MO", "special.0.from"),
        ("special.0.first_day", "31.02.2026", "special.0.first_day"),
        ("special.0.from", "9", "special.0.days"),
        ("special.0.from", "9", "special.0.first_day"),
    ],
)
def test_what_cannot_be_right_in_the_table_gets_a_sentence(editor: Browser, field: str, typed: str, at: str) -> None:
    fields = {"special.0.rhythm": "weekly:2", field: typed}
    answer = editor.send_entry(
        action="save", hours_way="table", **{name.replace(".", "__"): value for name, value in fields.items()}
    )

    assert answer.status_code == 422
    assert f'<a href="#{at}">Die Zeiten als Tabelle: ' in answer.text
    assert f'id="{at}"' in answer.text


def test_a_row_for_a_time_or_a_day_is_kept(world: World, editor: Browser) -> None:
    rows = {
        "special__0__rhythm": "weekly:2", "special__0__days": ["MO", "WE"], "special__0__from": "9", "special__0__to": "10",
        "special__0__first_day": "05.01.2026", "special__0__last_day": "2026-06-30",
        "special__1__rhythm": "once:1", "special__1__from": "9", "special__1__to": "10", "special__1__first_day": "24.12.2026",
    }  # fmt: skip
    editor.send_entry(action="save", hours_way="table", **rows)
    saved = world.entry()

    assert [(one.interval, one.weekdays, one.valid_from, one.valid_to) for one in saved.schedules] == [
        (2, ("MO", "WE"), date(2026, 1, 5), date(2026, 6, 30)),
        (1, (), date(2026, 12, 24), None),
    ]
    assert editor.send_entry(action="save", hours_way="table").status_code == 303
    assert world.entry() == saved
