from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from angebote.understanding.grammar import grammar_of
from angebote.understanding.neighbours import Neighbours, allowed_errors
from angebote.understanding.normalise import fold
from angebote.understanding.patterns import parse_pattern, patterns_of
from angebote.understanding.words import (
    COMPOUND,
    EXACT,
    FIRST_PART,
    INFLECTED,
    JOINED,
    ONE_ERROR,
    TWO_ERRORS,
    WITH_ARTICLE,
    Vocabulary,
)

WORDS = st.text(alphabet="abcde", min_size=1, max_size=12)


def found(typed: str, keys: Sequence[str], tag: str = "de", common: Sequence[str] = ()) -> dict[str, float]:
    """Return the keys that a typed word may stand for."""
    return {keys[number]: quality for number, quality in Vocabulary.of(keys, grammar_of(tag), common).find(typed)}


@given(st.lists(WORDS, max_size=30), WORDS)
def test_neighbours_are_all_words_within_one_error_and_none_beyond_the_allowed(words: list[str], typed: str) -> None:
    near = dict(Neighbours.of(words).near(typed))

    for word in words:
        distance = OSA.distance(word, typed)
        allowed = min(allowed_errors(len(word)), allowed_errors(len(typed)))
        if allowed and distance <= 1 and (word[0] == typed[0] or len(word) >= 8):
            assert near[word] == distance
    assert all(distance <= allowed_errors(len(word)) for word, distance in near.items())


@pytest.mark.parametrize(
    ("entry", "pattern"),
    [
        ("Mahnung", ("mahnung",)),
        ("=GEZ", ("=gez",)),
        ("-schulden", ("-schulden",)),
        ("Schuld-", ("schuld-",)),
        ("kann * nicht bezahlen", ("kann", "*", "nicht", "bezahlen")),
        ("bring* mich um", ("bring-", "mich", "um")),
        ("* Geld *", ("geld",)),
        ("WG-Zimmer", ("wg", "zimmer")),
        ("!?", ()),
    ],
)
def test_the_notation_is_read(entry: str, pattern: tuple[str, ...]) -> None:
    assert parse_pattern(entry) == pattern


def test_umlauts_apostrophes_and_hyphens_have_other_spellings() -> None:
    assert ("muenze",) in patterns_of("Münze", grammar_of("de"))
    assert ("dont", "know") in patterns_of("don't know", grammar_of("en"))
    assert ("wgzimmer",) in patterns_of("WG-Zimmer", grammar_of("de"))


def test_words_of_other_scripts_are_known_in_latin_letters_too() -> None:
    assert ("=nuzhna", "=rabota") in patterns_of("нужна работа", grammar_of("ru"))


@pytest.mark.parametrize(
    ("typed", "key", "quality"),
    [
        ("mahnung", "mahnung", EXACT),
        ("mahnungen", "mahnung", INFLECTED),
        ("mahnugn", "mahnung", ONE_ERROR),
        ("mietschulden", "-schulden", COMPOUND),
        ("gesundheitsberatung", "gesundheit", FIRST_PART),
        ("burgergelt", "burgergeld", ONE_ERROR),
        ("gerichtsvolziehr", "gerichtsvollzieher", TWO_ERRORS),
        ("gez", "=gez", EXACT),
        ("mahnunggg", "mahnung", EXACT),
    ],
)
def test_a_word_is_found_by_its_forms(typed: str, key: str, quality: float) -> None:
    keys = ("mahnung", "-schulden", "gesundheit", "burgergeld", "gerichtsvollzieher", "=gez")

    assert found(typed, keys)[key] == quality


@pytest.mark.parametrize("typed", ["gezz", "drohen", "arz", "jemen", "vermieten", "1234567"])
def test_other_words_are_not_found(typed: str) -> None:
    assert found(typed, ("=gez", "drogen", "arzt", "yemek", "vermieter"), common=("drohen", "vermieten")) == {}


def test_words_torn_apart_are_joined() -> None:
    steps = Vocabulary.of(["hausordnung"], grammar_of("de")).steps(("haus", "ordnung"))

    assert steps[0] == [(2, 0, JOINED)]


@pytest.mark.parametrize("typed", ["والديون", "ديونكم", "بديون", "الديون"])
def test_arabic_articles_and_endings_are_taken_off(typed: str) -> None:
    assert found(typed, ["ديون"], "ar")["ديون"] in (WITH_ARTICLE, INFLECTED)


@pytest.mark.parametrize("typed", ["kitaplarimizdan", "kitabi", "kitapta"])
def test_turkish_endings_follow_each_other(typed: str) -> None:
    assert found(typed, ["kitap"], "tr") == {"kitap": INFLECTED}


@pytest.mark.parametrize("typed", ["работу", "работы", "работой"])
def test_russian_endings_change(typed: str) -> None:
    assert found(fold(typed), ["работа"], "ru") == {"работа": INFLECTED}
