"""What German says beside the times: school holidays, appointments, the telephone."""

import pytest

from admin.hours_field import hours_from, hours_text
from admin.hours_words import said_in
from admin.panel import Preview
from admin.residents_week import residents_week
from angebote.hours import write_hours
from angebote.store.snapshots import Towns
from bot.as_residents import AsResidents
from locales import LANGUAGES
from tests.admin.world import Browser, World, plain_words


@pytest.mark.parametrize(
    "words",
    [
        "in den Ferien geschlossen",
        "während der Schulferien geschlossen",
        "nicht in den Schulferien",
        "(außer in den Ferien)",
        "außerhalb der Ferien",
        "Ferien: geschlossen",
        "geschlossen in den Ferien",
        "closed in the school holidays",
    ],
)
def test_closed_in_the_school_holidays_is_understood(words: str) -> None:
    text = f"Mo 9-12, {words}; Di 14-16"

    assert said_in(text).is_closed_in_school_holidays
    assert hours_text(hours_from(text, "open"), "open", "de") == "Mo 09:00-12:00\nDi 14:00-16:00"


def test_hours_alone_close_nothing() -> None:
    for text in ("", "Mo 9-12", "Ferienspiele Mo 9-12"):
        assert not said_in(text).is_closed_in_school_holidays


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Mi 14-16 nach Vereinbarung", "appointment"),
        ("Mi 14-16 (nur mit Termin)", "appointment"),
        ("Mi 14-16 Uhr n.V.", "appointment"),
        ("telefonisch Mi 14-16", "phone"),
        ("Mi 14-16 am Telefon", "phone"),
    ],
)
def test_a_rule_says_its_kind(typed: str, kind: str) -> None:
    assert [(one.kind, one.weekdays) for one in hours_from(typed, "open")] == [(kind, ("WE",))]


@pytest.mark.parametrize("typed", ["Mo 9-12 und nach Vereinbarung", "Mo 9-12, sonst nach Absprache", "Mo 9-12; n. V."])
def test_hours_and_also_by_appointment(typed: str) -> None:
    assert said_in(typed).is_also_by_appointment
    assert [one.kind for one in hours_from(typed, "open")] == ["open"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Mo-Do 9-12 u. 14-16 Uhr, 1. Fr im Monat 11-13, in den Ferien geschlossen", "Mo,Di,Mi,Do 09:00-12:00,14:00-16:00\nFr[1] 11:00-13:00"),
        ("jeden ersten und dritten Freitag im Monat 10-12", "Fr[1] 10:00-12:00\nFr[3] 10:00-12:00"),
        ("Mo 9-12 Uhr, letzter Do im Monat 14-16", "Mo 09:00-12:00\nDo[-1] 14:00-16:00"),
    ],
)  # fmt: skip
def test_whole_sentences_of_hours_are_read(typed: str, read: str) -> None:
    assert hours_text(hours_from(typed, "open"), "open", "de") == read


def test_what_the_text_says_is_saved_with_the_entry(world: World) -> None:
    editor = world.signed_in("own editor")
    look = editor.send_entry(hours="Mo 9-12 und nach Vereinbarung, in den Ferien geschlossen", action="look").text

    assert "An Feiertagen und in den Schulferien geschlossen." in look
    assert editor.send_entry(hours="Mo 9-12 und nach Vereinbarung, in den Ferien geschlossen", action="save").status_code == 303
    saved = world.entry()
    assert (saved.closed_in_school_holidays, saved.formats, len(saved.schedules)) == (True, ("appointment",), 1)

    editor.send_entry(closed_in_school_holidays=[], action="save")
    assert not world.entry().closed_in_school_holidays


def _preview(world: World) -> Preview:
    return AsResidents(Towns(world.store), world.clock.now).card


def test_the_understood_week_is_shown_in_every_language_of_the_residents(world: World) -> None:
    world.app.state.panel = _with_preview(world)
    editor: Browser = world.signed_in("own editor")

    page = editor.send_entry(hours="Mo-Mi 9-12", week_language="all", action="look").text
    arabic = editor.send_entry(hours="Mo-Mi 9-12", week_language="ar", action="look").text

    shown = page[page.index('id="week"') : page.index('id="week_language"')]
    for language in LANGUAGES:
        assert f'<dt lang="{language.tag}"><bdi>{language.name}</bdi></dt>' in shown
    assert plain_words(shown).count("09:00") == len(LANGUAGES) + 1
    assert '<span lang="ar" dir="rtl">' in arabic[arabic.index('id="week"') :]
    assert '<dt lang="uk">' not in arabic


def test_a_language_nobody_knows_shows_nothing(world: World) -> None:
    assert residents_week(_preview(world), world.entry(), "klingon") == []


def _with_preview(world: World) -> object:
    from dataclasses import replace

    return replace(world.app.state.panel, preview=_preview(world))


@pytest.mark.parametrize(
    "typed", ["täglich 20-8 Uhr", "tgl. 20:00 bis 8:00", "jeden Tag von 20 bis 8 Uhr", "daily 20-8", "Mo-So 20-8"]
)
def test_every_night_is_two_stretches_of_every_day(typed: str) -> None:
    assert write_hours(hours_from(typed, "open")) == "Mo,Tu,We,Th,Fr,Sa,Su 20:00-24:00,00:00-08:00"


def test_every_day_is_said_in_one_word() -> None:
    assert write_hours(hours_from("täglich 9-12 und 14-16 Uhr", "open")) == "Mo,Tu,We,Th,Fr,Sa,Su 09:00-12:00,14:00-16:00"
