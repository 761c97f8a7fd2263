"""Entries that are probably one: alike names and something in common."""

import pytest

from angebote.duplicates import LARGEST_WHOLE_BLOCK, Outline, digits_of, pair_key, probable_pairs


def an_outline(key: str, name: str = "Schuldnerberatung", **changed: object) -> Outline:
    fields: dict[str, object] = {"id": key, "municipality_id": "essen", "traeger_id": key, "name": name}
    return Outline(**(fields | changed))  # type: ignore[arg-type]


def keys_of(*outlines: Outline) -> list[tuple[str, str]]:
    return [pair.key for pair in probable_pairs(outlines)[0]]


def test_the_same_name_and_number_are_very_likely_one() -> None:
    found, _ = probable_pairs([an_outline("b", phones=("+49 (0)201 12345",)), an_outline("a", phones=("0201/12345",))])

    assert [(pair.key, pair.likelihood, pair.common, pair.name_percent) for pair in found] == [
        (("a", "b"), "very_likely", ("phone",), 100)
    ]


def test_the_same_name_alone_says_nothing() -> None:
    assert keys_of(an_outline("a"), an_outline("b")) == []


def test_the_same_house_alone_says_nothing() -> None:
    house = {"street": "Markt 1", "postcode": "45127"}

    assert keys_of(an_outline("a", "Suchtberatung", **house), an_outline("b", "Nähcafé", **house)) == []


@pytest.mark.parametrize("other", ["Beratung für Schuldner: Anker", "Schuldnerberatung Ankr", "Anker Schuldnerberatung"])
def test_a_name_written_otherwise_is_found_in_the_same_house(other: str) -> None:
    one = an_outline("a", "Schuldnerberatung Anker", street="Lange Straße 1", postcode="45127")
    two = an_outline("b", other, street="Lange Str. 1", postcode="45127")

    assert keys_of(one, two) == ([] if other.startswith("Beratung") else [("a", "b")])


def test_a_name_that_holds_the_other_is_found_by_the_number() -> None:
    assert keys_of(
        an_outline("a", "Kleiderkammer", phones=("0201 1234567",)),
        an_outline("b", "Kleiderkammer Nordviertel", phones=("0201 1234567",)),
    ) == [("a", "b")]


def test_one_traeger_that_wrote_the_same_name_twice_is_found_without_a_number() -> None:
    found, _ = probable_pairs([an_outline("a", traeger_id="t"), an_outline("b", "Schuldnerberatung ", traeger_id="t")])

    assert [(pair.common, pair.likelihood) for pair in found] == [(("traeger",), "possible")]


def test_entries_of_two_towns_are_never_a_pair() -> None:
    assert (
        keys_of(an_outline("a", phones=("0800 1110111",)), an_outline("b", phones=("0800 1110111",), municipality_id="bochum"))
        == []
    )


def test_short_numbers_and_switchboards_say_nothing() -> None:
    assert keys_of(an_outline("a", phones=("112",)), an_outline("b", phones=("112",))) == []
    many = [an_outline(f"{number:02}", phones=("0201 88 0",)) for number in range(LARGEST_WHOLE_BLOCK + 1)]
    assert keys_of(*many) == []
    assert keys_of(*many[:2]) == [("00", "01")]


def test_what_was_said_to_be_two_is_left_out() -> None:
    both = [an_outline("a", phones=("0201 12345",)), an_outline("b", phones=("0201 12345",))]

    assert probable_pairs(both, [pair_key("b", "a")]) == ([], 0)


def test_the_surest_pair_comes_first() -> None:
    outlines = [
        an_outline("a", traeger_id="t"),
        an_outline("b", traeger_id="t"),
        an_outline("c", "Nähcafé", phones=("0201 12345",), street="Weg 1", postcode="1"),
        an_outline("d", "Nähcafé", phones=("0201 12345",), street="Weg 1", postcode="1"),
    ]

    assert keys_of(*outlines) == [("c", "d"), ("a", "b")]
    surest, count = probable_pairs(outlines, most=1)
    assert ([pair.key for pair in surest], count) == ([("c", "d")], 2)


@pytest.mark.parametrize(
    ("written", "digits"),
    [("0201 23-1", "0201231"), ("+49 201 231", "0201231"), ("0049 201 231", "0201231"), ("116 111", "116111")],
)
def test_a_number_is_the_same_however_it_is_written(written: str, digits: str) -> None:
    assert digits_of(written) == digits
