"""A linter for the word files of every registered language. Each language is held to the same rules."""

from collections.abc import Iterator
from typing import get_args

import pytest

import locales
from angebote.topics import topics
from angebote.understanding.crisis import concepts
from angebote.understanding.grammar import grammar_of
from angebote.understanding.need import CrisisKind
from angebote.understanding.patterns import Pattern, parse_pattern
from angebote.understanding.words import SHORTEST_BEGINNING

OWN_FILES = [language.tag for language in locales.LANGUAGES if "-" not in language.tag]
LEXICONS = [
    language.tag for language in locales.LANGUAGES if "-" not in language.tag or locales.has_words(language.tag, "lexicon")
]
WISHES = {
    "now", "free", "phone", "online", "outreach", "wheelchair", "sign_language", "women", "men", "children", "seniors", "whole_city", "years", "speaks", "asks",
}  # fmt: skip
ENTRIES = 40
KEYS = {"strong", "weak", "together", "never"}


def entries_of(tag: str) -> Iterator[tuple[str, str, str]]:
    """Yield topic, key and entry; the members of a `together` one by one."""
    for topic, row in locales.read_words(tag, "lexicon").items():
        for key, entries in row.items():
            for entry in entries:
                members = entry if isinstance(entry, list) else [entry]
                yield from ((topic, key, member) for member in members)


@pytest.mark.parametrize("tag", LEXICONS)
def test_a_lexicon_holds_all_topics_and_only_the_known_keys(tag: str) -> None:
    lexicon = locales.read_words(tag, "lexicon")

    assert set(lexicon) == set(topics())
    assert {key for row in lexicon.values() for key in row} <= KEYS


@pytest.mark.parametrize("tag", OWN_FILES)
def test_every_topic_has_enough_entries(tag: str) -> None:
    lexicon = locales.read_words(tag, "lexicon")
    counted = {topic: sum(map(len, row.values())) for topic, row in lexicon.items()}

    assert {topic: count for topic, count in counted.items() if count < ENTRIES} == {}


@pytest.mark.parametrize("tag", LEXICONS)
def test_every_entry_can_be_read(tag: str) -> None:
    unread = [(topic, entry) for topic, _, entry in entries_of(tag) if not isinstance(entry, str) or not parse_pattern(entry)]

    assert unread == []


@pytest.mark.parametrize("tag", LEXICONS)
def test_no_beginning_is_shorter_than_four_letters(tag: str) -> None:
    least = max(3, grammar_of(tag).stem)
    short = [(topic, entry) for topic, key, entry in entries_of(tag) if key == "strong" for word in parse_pattern(entry)
             if word.endswith("-") and len(word.strip("-")) < least and " " not in entry]  # fmt: skip

    assert short == []


@pytest.mark.parametrize("tag", OWN_FILES)
def test_no_beginning_is_too_short_to_be_looked_up(tag: str) -> None:
    crisis = locales.read_words(tag, "crisis")
    entries = [entry for table in ("phrases", "concepts", "harmless") for row in crisis[table].values() for entry in row]
    entries += [entry for _, _, entry in entries_of(tag)]
    dead = [
        entry for entry in entries for word in parse_pattern(entry) if word.endswith("-") and len(word) - 1 < SHORTEST_BEGINNING
    ]

    assert dead == []


@pytest.mark.parametrize("tag", LEXICONS)
def test_no_strong_entry_belongs_to_two_topics(tag: str) -> None:
    owners: dict[Pattern, set[str]] = {}
    for topic, key, entry in entries_of(tag):
        if key == "strong":
            owners.setdefault(tuple(word.strip("=-") for word in parse_pattern(entry)), set()).add(topic)

    assert {" ".join(pattern): sorted(found) for pattern, found in owners.items() if len(found) > 1} == {}


@pytest.mark.parametrize("tag", OWN_FILES)
def test_the_crisis_words_hold_every_kind_and_concept(tag: str) -> None:
    crisis = locales.read_words(tag, "crisis")

    assert set(crisis["phrases"]) == set(get_args(CrisisKind))
    assert set(crisis["concepts"]) == set(concepts())
    assert set(crisis["harmless"]) <= set(get_args(CrisisKind))
    assert all(len(entries) >= 12 for entries in crisis["phrases"].values())
    assert all(
        parse_pattern(entry) for table in ("phrases", "concepts", "harmless") for row in crisis[table].values() for entry in row
    )


@pytest.mark.parametrize("tag", OWN_FILES)
def test_no_crisis_phrase_is_a_bare_short_word(tag: str) -> None:
    """A phrase of one word must be long or exact, so that no ordinary word is taken for it."""
    phrases = locales.read_words(tag, "crisis")["phrases"]
    bare = [entry for row in phrases.values() for entry in row if len(parse_pattern(entry)) == 1 and len(entry.strip("=")) < 3]

    assert bare == []


@pytest.mark.parametrize("tag", OWN_FILES)
def test_the_wishes_are_complete(tag: str) -> None:
    wishes = locales.read_words(tag, "wishes")

    assert set(wishes) == WISHES
    assert all(parse_pattern(entry) for row in wishes.values() for entry in row)


@pytest.mark.parametrize("tag", OWN_FILES)
def test_every_language_has_its_most_common_words_and_a_grammar(tag: str) -> None:
    assert len(set(locales.read_common(tag))) >= 200
    assert grammar_of(tag).near
