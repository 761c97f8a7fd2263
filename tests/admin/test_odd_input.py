"""Odd input gets a sentence at the field, never an error page of ours - and what was typed stays."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from admin.closed_days import ClosedDays, closed_days_from, closed_days_text
from admin.faults import SENTENCES
from admin.fields import Cents, Day, Email, PhoneNumber, Website, Words
from admin.hours_field import hours_from, hours_text
from admin.plain import plain_line, plain_text
from locales import say_panel
from tests.admin.world import ENTRY, Browser, World

FIELDS = {
    "texts.de.name": ["", "   ", "\u200b\u202e", "x" * 201],
    "texts.de.does": ["x" * 2001, "x" * 1_000_000],
    "texts.en.does": ["x" * 2001],
    "minimum_age": ["-1", "121", "sechs", "6.5", "9" * 5000, "６x"],
    "maximum_age": ["x"],
    "hours": [
        "immer",
        "Mo 25-27",
        "Mo 12-9",
        "Xy 9-12",
        "Mo",
        "; drop table",
        "Mo 9-12 " * 400,
        "Mo/2 9-12",
        "\x00Mo",
        "PH 9-12",
        "Mo[9] 9-12",
    ],
    "hours_group": ["Mo-"],
    "closed_days": [
        "irgendwann",
        "31.02.2026",
        "24.12.2026 - 23.12.2026",
        "24.12.2026 25:00-26:00",
        "24.12.2026 12:00-10:00",
        "1.1.0001",
    ],
    "price": ["viel", "-3", "1,234", "1e9", "٣"],
    "phones.0.number": ["anrufen", "12", "0201 123456 oder 0201 654321", "+" * 30, "0" * 199, "<script>"],
    "phones.1.note": ["x" * 201],
    "email": ["keine", "a@b", "a@b.c d", "a@@b.de", "x" * 300 + "@example.org", "a@b.de\nBcc: c@d.de"],
    "website": [
        "http://example.org",
        "javascript:alert(1)",
        "https://",
        "https://x y.de",
        "https://u:p@example.org",
        "//example.org",
        "https://[",
        "ftp://a.de",
    ],
    "closed_until": ["morgen", "2026-13-01", "32.12.2026", "0001-01-01"],
    "waiting_weeks": ["1000", "bald"],
    "expires_on": ["9999-12-31", "x"],
    "search_words": ["x" * 81, ",".join(str(number) for number in range(100))],
    "cost": ["<b>", "gratis"],
    "topics": [["housing", "no_such_topic"], "'; --"],
    "target_groups": ["aliens"],
    "languages": ["klingon"],
    "stadtteil_ids": ["nowhere"],
    "location_id": ["nowhere"],
    "traeger_id": ["", "nobody"],
}


@pytest.mark.parametrize(("field", "typed"), [(field, typed) for field, all_typed in FIELDS.items() for typed in all_typed])
def test_what_cannot_be_right_gets_a_sentence_at_its_field(refused: Browser, field: str, typed: object) -> None:
    answer = refused.send_entry(**{field.replace(".", "__"): typed, "action": "save"})

    assert answer.status_code == 422
    assert re.search(rf'<a href="#{re.escape(field)}">[^<]+: [^<]+', answer.text), "the summary leads to the field"
    assert f'id="{field}-fault"' in answer.text or field == "traeger_id"
    assert f'id="{field}"' in answer.text or field == "traeger_id"


@pytest.fixture
def refused(world: World) -> Browser:
    return world.signed_in("coordinator")


def test_everything_typed_is_still_there_after_a_fault(world: World) -> None:
    typed = {
        "texts__de__does": "Mein langer Text\r\nmit Zeilen",
        "hours": "immer",
        "phones__0__number": "anrufen",
        "topics": ["women", "care"],
    }

    page = world.signed_in("own editor").send_entry(action="save", **typed).text

    assert "Mein langer Text\r\nmit Zeilen</textarea>" in page
    assert "immer</textarea>" in page
    assert 'value="anrufen"' in page
    assert re.search(r'value="women" checked', page)
    assert not re.search(r'value="housing" checked', page)
    assert "Alles, was Sie geschrieben haben, ist noch da." in page
    assert world.entry().version == 1


def test_what_is_typed_never_becomes_markup(world: World) -> None:
    attack = "\"><script>alert(1)</script><img src=x onerror='x'>&lt;{{ 7*7 }}</textarea>{part}"
    browser = world.signed_in("own editor")

    refused = browser.send_entry(
        texts__de__name=attack, texts__de__does=attack, hours=attack, closed_days=attack, email=attack, action="save"
    ).text
    kept = browser.send_entry(
        texts__de__name=attack, texts__de__does=attack, phones__0__note=attack, search_words=attack, action="save"
    )
    shown = (
        browser.get(f"/angebote/{ENTRY}").text
        + browser.get("/angebote").text
        + browser.get("/angebote?words=" + "%22%3E%3Cscript%3E").text
    )

    assert kept.status_code == 303
    for page in (refused, shown):
        assert page.count("<script") == len(re.findall(r'<script src="/admin/static/[a-z]+\.js" defer></script>', page))
        assert "<img" not in page
        assert "7*7" in page or page is shown
    assert world.entry().texts["de"].name == attack


def test_direction_tricks_and_invisible_characters_are_taken_out(world: World) -> None:
    browser = world.signed_in("own editor")

    browser.send_entry(
        texts__de__name="Be\u202era\u2066tung\u200b \ufeff\u00adHaus\u2069",
        texts__de__does="Zeile\u2028eins\r\n\u200fzwei\u0007",
        texts__fa__name="می\u200cخواهم\u200c",
        phones__0__number="\u202d0201 123456\u202c",
        email="a\u200b@example.org",
        website="https://exam\u200bple.org",
        action="save",
    )

    saved = world.entry()
    assert saved.texts["de"].name == "Beratung Haus"
    assert saved.texts["de"].does == "Zeileeins\nzwei"
    assert saved.texts["fa"].name == "می\u200cخواهم"
    assert (saved.phones[0].number, saved.email, saved.website) == ("0201 123456", "a@example.org", "https://example.org")


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ({"content-type": "multipart/form-data; boundary=x"}, b"--x\r\nbroken"),
        ({"content-type": "multipart/form-data"}, b"x"),
        ({"content-type": "application/json"}, b'{"csrf": 1}'),
        ({"content-type": "application/x-www-form-urlencoded"}, b"\xff\xfe=%ff%fe&csrf=%00%ff"),
        ({"content-type": "application/x-www-form-urlencoded"}, b"a=1&" * 5000),
        ({"content-type": "application/x-www-form-urlencoded"}, b"x=" + b"y" * 5_000_000),
        ({}, b""),
    ],
)
def test_a_body_that_is_no_form_is_answered_with_a_sentence(world: World, headers: dict[str, str], content: bytes) -> None:
    browser = world.signed_in("own editor")

    for path in (f"/angebote/{ENTRY}", "/sign-in", "/password"):
        answer = browser.client.post(path, content=content, headers=headers)
        assert answer.status_code in (400, 403, 413)
        assert answer.status_code == 413 or "<h1>" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/angebote/x",
        "/angebote/" + "x" * 3000,
        "/angebote/%00",
        "/angebote/'%20or%201=1",
        "/angebote/new?traeger=%00",
        "/nothing",
    ],
)
def test_an_address_that_leads_nowhere_says_so(world: World, path: str) -> None:
    answer = world.signed_in("operator").get(path)

    assert answer.status_code == 404
    assert "gibt es nicht" in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "x" * 100_000, "password": "y" * 1_000_000},
        {"address": "\x00", "password": "\x00"},
        {},
        {"address": "ü@x", "password": "\ud83d\ude00"},
    ],
)
def test_odd_words_at_the_door_are_simply_wrong(world: World, fields: dict[str, str]) -> None:
    sent = {name: value.encode("utf-16", "surrogatepass").decode("utf-16") for name, value in fields.items()}

    assert world.browser().post("/sign-in", sent, page="/sign-in").status_code == 422


def test_every_fault_has_a_sentence_that_can_be_filled_in() -> None:
    for kind, sentence in SENTENCES.items():
        filled = say_panel(sentence, "de", max_length=1, ge=0, le=1, part="x", word="x", topic="x")
        assert filled.language == "de", kind
        assert "{" not in filled.text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_by_every_field(text: str) -> None:
    for kind in (ClosedDays, Cents, Day, Email, PhoneNumber, Website, Words):
        assert _fault_kinds(TypeAdapter(kind), text) <= set(SENTENCES)


_HOUR_SIGNS = st.sampled_from(
    [*"0123456789:-,;.[]/ \n", "Mo", "Di", "Do-Fr", "und", "Uhr", "bis", "2026-01-05", "1. Fr", "letzter Mo", "24:00"]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_HOUR_SIGNS, max_size=14).map("".join)))
def test_any_text_of_hours_is_read_or_refused_and_what_is_read_stays_the_same(text: str) -> None:
    try:
        schedules = hours_from(text, "open")
    except PydanticCustomError:
        return
    for tag in ("de", "en"):
        written = hours_text(schedules, "open", tag)
        assert hours_text(hours_from(written, "open"), "open", tag) == written


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_plain_text_stays_plain(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)
    assert plain_line(plain_line(text)) == plain_line(text)
    assert not set(plain_text(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff\x00")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Mo-Do 9-12 Uhr", "Mo,Di,Mi,Do 09:00-12:00"),
        ("Dienstag und Donnerstag: 14.30 – 18 Uhr", "Di,Do 14:30-18:00"),
        ("Mo, Mi 9-12, Do 14-18:30", "Mo,Mi 09:00-12:00\nDo 14:00-18:30"),
        ("jeden 1. Freitag im Monat 10-12 Uhr", "Fr[1] 10:00-12:00"),
        ("letzter Do im Monat 10 bis 12 Uhr", "Do[-1] 10:00-12:00"),
        ("Mo/2 05.01.2026 9-12", "Mo/2 2026-01-05 09:00-12:00"),
        ("Mo-Fr 9-12 und 14-16 Uhr", "Mo,Di,Mi,Do,Fr 09:00-12:00,14:00-16:00"),
        ("Tue,Sunday 9-12", "Di,So 09:00-12:00"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert hours_text(hours_from(typed, "open"), "open", "de") == read


def test_days_that_are_different_come_back_as_they_were_written() -> None:
    text = "24.12.2026 - 01.01.2027\n23.12.2026 10:00-12:00"

    assert closed_days_text(closed_days_from(text)) == text
    assert closed_days_text(closed_days_from("2026-12-24 bis 2027-01-01\n\n23.12.2026 10.00 - 12:00 Uhr")) == text
    assert unescape(text) == text


def _fault_kinds(adapter: TypeAdapter[object], text: str) -> set[str]:
    try:
        adapter.validate_python(text)
    except ValidationError as error:
        return {fault["type"] for fault in error.errors()}
    return set()
