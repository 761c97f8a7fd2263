"""Telephone numbers, addresses and names stay what they are in every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angebote.untranslatable import lost, protected, restored, untranslatable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Rufen Sie an: 0201 23125-100 oder +49 201 123456.", ("0201 23125-100", "+49 201 123456")),
        ("Im Büro (0201) 12 34 56, am Handy 0170/1234567", ("(0201) 12 34 56", "0170/1234567")),
        ("Notruf 112, nachts 116 117.", ("112", "116 117")),
        ("Schreiben Sie an rat@haus.example.org.", ("rat@haus.example.org",)),
        ("Alles steht auf https://haus.example.org/rat.", ("https://haus.example.org/rat",)),
        ("Kommen Sie in die Altendorfer Straße 12a, 45143 Essen.", ("Altendorfer Straße 12a", "45143")),
        ("Im Rathaus, Gladbecker Str. 10, oder am Marktplatz 3", ("Gladbecker Str. 10", "Marktplatz 3")),
        ("Mo-Fr 9-12 Uhr, Di 08:00-12:00, seit 2026, am 01.12.2026, 1100 Euro, 115,50 Euro", ()),
        ("", ()),
    ],
)
def test_numbers_and_addresses_are_found_and_times_and_prices_are_not(text: str, kept: tuple[str, ...]) -> None:
    assert untranslatable(text) == kept


@pytest.mark.parametrize(
    ("translation", "missing"),
    [
        ("İş için 0201 123456 numarasını arayın", ()),
        ("اتصلوا على 0201 123456", ()),
        ("0201\n123456", ()),
        ("0201 123465", ("0201 123456",)),
        ("اتصلوا على ٠٢٠١ ١٢٣٤٥٦", ("0201 123456",)),
        ("Arayın", ("0201 123456",)),
    ],
)
def test_a_number_that_is_changed_or_left_out_is_named(translation: str, missing: tuple[str, ...]) -> None:
    assert lost("Rufen Sie 0201 123456 an.", translation) == missing


def test_a_machine_gets_marks_in_place_of_names_numbers_and_addresses_and_they_come_back() -> None:
    text = "Das Haus der Begegnung (Haus) hilft: 0201 123456, rat@haus.example.org. [0] Hausaufgaben"
    sent, kept = protected(text, ("Haus", "Haus der Begegnung", ""))

    assert sent == "Das [0] ([1]) hilft: [2], [3]. [4] Hausaufgaben"
    assert restored("[ 4 ] [2] [3] [0] [1]", kept) == "[0] 0201 123456 rat@haus.example.org Haus der Begegnung Haus"


@pytest.mark.parametrize("answer", ["nothing left", "[0] [0]", "[0] [1] [2]", "[1]", "[0] [9999999999]"])
def test_an_answer_that_lost_doubled_or_made_up_a_mark_is_not_believed(answer: str) -> None:
    assert restored(answer, ("0201 123456", "rat@haus.example.org")) is None


@given(st.text(max_size=80), st.lists(st.text(max_size=8), max_size=3))
def test_whatever_is_protected_comes_back_as_it_was(text: str, names: list[str]) -> None:
    assert restored(*protected(text, names)) == text
