"""What must hold in each language alike: the words on the buttons, the German words of letters, the first phrase of every emergency."""

from typing import get_args

import pytest

import locales
from angebote.topics import topics
from angebote.understanding import understand
from angebote.understanding.need import CrisisKind
from bot.dialogue.engine import advance
from bot.dialogue.model import CardReply, Conversation, CrisisReply, Pressed, Said
from tests.dialogue.test_engine import NOW, ONE

TAGS = [language.tag for language in locales.LANGUAGES]
FROM_LETTERS = {
    "Mahnbescheid": "money_debt",
    "Fiktionsbescheinigung": "migration_asylum",
    "Räumungsklage": "housing",
    "Bürgergeld": "money_debt",
    "Wohnberechtigungsschein": "housing",
    "Aufenthaltserlaubnis": "migration_asylum",
    "Pflegegrad": "care",
    "Integrationskurs": "language_course",
    "Gerichtsvollzieher": "money_debt",
    "Schwerbehindertenausweis": "disability",
}


def said(text: str, tag: str) -> tuple[Conversation, tuple[object, ...]]:
    return advance(Conversation(language=tag, is_language_chosen=True), Said(text), ONE, NOW)


@pytest.mark.parametrize("tag", TAGS)
def test_what_stands_on_a_topics_button_may_be_typed(tag: str) -> None:
    labels = {key: locales.say(topic.label, tag).text for key, topic in topics().items()}

    missed = {
        label: found
        for key, label in labels.items()
        if key not in (found := [hit.id for hit in understand(label, None, tag).topics])
    }

    assert missed == {}


@pytest.mark.parametrize("tag", TAGS)
def test_a_german_word_from_a_letter_is_understood(tag: str) -> None:
    found = {word: [hit.id for hit in understand(word, None, tag).topics[:1]] for word in FROM_LETTERS}

    assert found == {word: [topic] for word, topic in FROM_LETTERS.items()}


@pytest.mark.parametrize("tag", TAGS)
def test_a_need_and_a_place_lead_to_a_card_in_the_language(tag: str) -> None:
    conversation, _ = said(locales.say(topics()["money_debt"].label, tag).text, tag)
    conversation, replies = advance(conversation, Said("Altendorf"), ONE, NOW)

    cards = [reply for reply in replies if isinstance(reply, CardReply)]
    assert cards
    assert all(fact.label.language == tag for reply in cards for fact in reply.card.facts)


@pytest.mark.parametrize("tag", TAGS)
def test_the_emergency_button_leads_to_numbers_in_the_language(tag: str) -> None:
    conversation = Conversation(language=tag, is_language_chosen=True, town="beispielstadt")
    for kind in get_args(CrisisKind):
        _, replies = advance(conversation, Pressed(f"crisis:{kind}"), ONE, NOW)
        assert isinstance(replies[0], CrisisReply)
        assert replies[0].lines[0].note.language == tag


@pytest.mark.parametrize("kind", get_args(CrisisKind))
@pytest.mark.parametrize("tag", TAGS)
def test_the_plain_phrases_of_an_emergency_are_heard(tag: str, kind: str) -> None:
    phrases = [entry for entry in locales.read_words(tag, "crisis")["phrases"][kind] if not set("=*-") & set(entry)][:5]

    for phrase in phrases:
        _, replies = said(phrase, tag)
        assert isinstance(replies[0], CrisisReply), phrase
