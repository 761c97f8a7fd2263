"""Words that a town has of its own for a topic are heard in that town only."""

import pytest

from angebote.understanding import understand
from angebote.understanding.explain import explain
from angebote.understanding.lexicon import lexicon
from angebote.understanding.local import is_everyday, topics_of
from tests.builders import a_town

TOWN = a_town(topic_words={"money_debt": ("Zwirbelkarte", "Blauer Brief"), "housing": ("Wohnlotsenbüro",)})


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Wo bekomme ich die Zwirbelkarte?", "money_debt"),
        ("zwirbelkarte", "money_debt"),
        ("Was soll ich mit dem blauen Brief tun?", "money_debt"),
        ("where do I get the Zwirbelkarte", "money_debt"),
        ("أين أحصل على Zwirbelkarte", "money_debt"),
        ("Wohnlotsenbuero", "housing"),
    ],
)
def test_an_own_word_is_heard_in_its_town_and_nowhere_else(text: str, topic: str) -> None:
    assert [hit.id for hit in understand(text, TOWN).topics][:1] == [topic]
    assert topic not in [hit.id for hit in understand(text, a_town()).topics]


def test_an_own_word_is_said_back_as_it_was_written() -> None:
    assert understand("Ich brauche die zwirbelkarte", TOWN).topics[0].because == ("zwirbelkarte",)


def test_an_emergency_comes_first_beside_an_own_word() -> None:
    plain, own = (understand("Zwirbelkarte, ich will nicht mehr leben", town) for town in (a_town(), TOWN))

    assert own.crisis == plain.crisis != ()


def test_what_stands_for_another_topic_already_is_known() -> None:
    assert "housing" in topics_of("Wohnungssuche", lexicon())
    assert topics_of("Zwirbelkarte", lexicon()) == frozenset()


@pytest.mark.parametrize(
    ("word", "expected"), [("und", True), ("ab", True), ("123", True), ("ich habe", True), ("Zwirbelkarte", False)]
)
def test_everyday_words_say_too_little(word: str, expected: bool) -> None:
    assert is_everyday(word, lexicon()) == expected


def test_the_curious_are_told_which_words_are_the_own_ones_of_the_town() -> None:
    steps = "\n".join(explain("die Zwirbelkarte und eine Wohnung", TOWN, "de"))
    elsewhere = "\n".join(explain("die Zwirbelkarte und eine Wohnung", a_town(), "de"))

    assert "own word   “Zwirbelkarte” fits 1.00 with zwirbelkarte: strong money_debt (the town's own word)" in steps
    assert "money_debt 0.90 because of Zwirbelkarte (the town's own word)" in steps
    assert steps.count("(the town's own word)") == 2
    assert "because of Wohnung\n" in steps
    assert "own word" not in elsewhere
    assert "own word" not in "\n".join(explain("die Zwirbelkarte", None, "de"))
