"""One turn is a function: whatever comes in, there is an answer, in the person's language, and nothing of what was written is kept."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from angebote.topics import topics
from bot.dialogue.emergencies import ADVICE
from bot.dialogue.engine import advance
from bot.dialogue.model import (
    CardReply,
    ChoseLanguage,
    Conversation,
    CrisisReply,
    Event,
    ForgetReply,
    Option,
    Pressed,
    Reply,
    Said,
    SentUnreadable,
    SharedLocation,
    Started,
)
from locales import LANGUAGES, Text
from tests.builders import a_town, an_angebot
from tests.transcripts.script import known_towns

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
TAGS = [language.tag for language in LANGUAGES]
ONE = {"beispielstadt": a_town(an_angebot(), an_angebot("rat", topics=("general_advice",)))}
TWO = {**ONE, **known_towns(("leiterstadt",))}
PRESSES = [
    "restart",
    "languages",
    "help",
    "emergency",
    "privacy",
    "delete",
    "topics",
    "topics:all",
    "places",
    "city",
    "ask_place",
    "more",
    "wrong:schuldenberatung",
    "report:unfit:schuldenberatung",
    "cards",
    "not_this",
    "other_help",
]


def texts_in(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from texts_in(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts_in(getattr(value, name))


def options_in(replies: tuple[Reply, ...]) -> list[Option]:
    return [option for reply in replies for option in getattr(reply, "options", ())]


def turn(conversation: Conversation, event: Event, towns: Any = ONE) -> tuple[Conversation, tuple[Reply, ...]]:
    return advance(conversation, event, towns, NOW)


events = st.one_of(
    st.builds(Said, st.text(max_size=80)),
    st.builds(
        Said,
        st.sampled_from(["Schulden", "Altendorf", "45143", "hilfe", "ich will nicht mehr leben", "Schulden Altendorf", "danke"]),
    ),
    st.builds(
        Pressed, st.one_of(st.text(max_size=30), st.sampled_from(PRESSES), st.sampled_from([f"topic:{key}" for key in topics()]))
    ),
    st.builds(
        Pressed,
        st.sampled_from(
            [
                "lang:ar",
                "lang:xx",
                "town:beispielstadt",
                "town:x",
                "place:altendorf",
                "place:x",
                "places:altendorf",
                "map:schuldenberatung",
                "map:x",
            ]
        ),
    ),
    st.builds(SharedLocation, st.floats(-90, 90), st.floats(-180, 180)),
    st.builds(ChoseLanguage, st.sampled_from([*TAGS, "xx", ""])),
    st.builds(
        Started,
        st.sampled_from(["", "beispielstadt", "x"]),
        st.sampled_from(["", "altendorf", "x"]),
        st.sampled_from(["", "housing", "x"]),
    ),
    st.just(SentUnreadable()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(events, min_size=1, max_size=6), st.sampled_from(TAGS), st.booleans())
def test_every_event_is_answered_and_no_written_word_is_kept(steps: list[Event], tag: str, has_many_towns: bool) -> None:
    conversation = Conversation(language=tag, is_language_chosen=True)
    for event in steps:
        canary = replace(event, text=event.text + " zzcanaryzz") if isinstance(event, Said) else event
        conversation, replies = turn(conversation, canary, TWO if has_many_towns else ONE)
        assert replies
        assert "canary" not in str(asdict(conversation))
        assert all(text.text.strip() for text in texts_in(replies))


@pytest.mark.parametrize("tag", TAGS)
def test_all_own_sentences_of_a_conversation_are_in_its_language(tag: str) -> None:
    conversation = Conversation(language=tag, is_language_chosen=True)
    for event in (Started(), Said("Schulden Altendorf"), *(Pressed(one) for one in PRESSES), SentUnreadable(), Said("xyzzy")):
        conversation, replies = turn(conversation, event)
        shown = [reply for reply in replies if not isinstance(reply, CardReply)]
        names = (
            {language.name for language in LANGUAGES}
            | {place.name for place in ONE["beispielstadt"].stadtteile.values()}
            | {"Beispielstadt", "Schuldenberatung"}
        )
        own = [text for text in texts_in(tuple(shown)) if not text.text.startswith(tuple(names))]
        assert own
        assert {text.language for text in own} == {tag}, [text for text in own if text.language != tag][:3]
        conversation = replace(conversation, language=tag, is_language_chosen=True)


@pytest.mark.parametrize("tag", TAGS)
def test_buttons_are_short_enough_for_every_messenger(tag: str) -> None:
    conversation = Conversation(language=tag, is_language_chosen=True, town="beispielstadt")
    for event in (Started(), *(Pressed(one) for one in PRESSES), Said("Schulden Altendorf")):
        conversation, replies = turn(conversation, event)
        conversation = replace(conversation, language=tag, is_language_chosen=True)
        for option in options_in(replies):
            assert len(option.label.text) <= 40, option
            assert len(option.action.encode()) <= 60
            assert bool(option.action) != bool(option.url)


@pytest.mark.parametrize("step", ["welcome", "language", "town", "need", "stadtteil", "cards", "privacy"])
def test_a_hard_crisis_stands_alone_and_first_at_every_step(step: Any) -> None:
    before = Conversation(language="de", step=step, town="beispielstadt", topics=("housing",), shown=1)

    after, replies = turn(before, Said("ich will nicht mehr leben"))

    assert [type(reply) for reply in replies] == [CrisisReply]
    assert (after.step, after.topics) == (step, ("housing",))


@pytest.mark.parametrize("kind", sorted(ADVICE))
@pytest.mark.parametrize("tag", TAGS)
def test_every_crisis_card_has_at_most_three_lines_and_a_way_on(kind: str, tag: str) -> None:
    _, replies = turn(Conversation(language=tag, town="beispielstadt"), Pressed(f"crisis:{kind}"))

    card = replies[0]
    assert isinstance(card, CrisisReply)
    assert 1 <= len(card.lines) <= 3
    assert all(line.number and line.note.language == tag for line in card.lines)
    onward = card.options[-1].action
    assert onward == "other_help" or onward.removeprefix("topic:") in topics()


def test_homeless_tonight_shows_the_towns_own_place_first() -> None:
    _, replies = turn(Conversation(language="de", town="beispielstadt"), Pressed("crisis:homeless_tonight"))

    assert isinstance(replies[0], CrisisReply)
    assert [line.name for line in replies[0].lines] == ["Notschlafstelle", "110 - Polizei"]


def test_every_keyboard_of_a_question_holds_the_emergency_button() -> None:
    conversation = Conversation(language="de")
    for event in (
        Started(),
        Pressed("topic:housing"),
        Pressed("places"),
        Pressed("city"),
        Pressed("privacy"),
        SentUnreadable(),
        Said("xyzzy"),
    ):
        conversation, replies = turn(conversation, event)
        assert "emergency" in [option.action for option in options_in(replies)], event


def test_where_nothing_was_understood_the_topic_a_weak_word_hints_at_is_offered_first() -> None:
    _, replies = turn(
        Conversation(language="de", is_language_chosen=True),
        Said("gestern abend haben alle lange von den Eltern erzählt und gelacht"),
    )

    offered = [option.action for option in options_in(replies) if option.action.startswith("topic:")]
    assert offered[0] == "topic:family_parenting"


def test_deleting_forgets_everything_but_the_language() -> None:
    conversation, _ = turn(Conversation(language="tr", is_language_chosen=True), Said("Schulden Altendorf"))

    after, replies = turn(conversation, Pressed("delete"))

    assert isinstance(replies[-1], ForgetReply)
    assert (after.language, after.topics, after.stadtteil_id, after.town) == ("tr", (), None, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "please delete all my data"),
        ("de", "Bitte löschen Sie meine Daten!"),
        ("tr", "lütfen verilerimi silin"),
        ("ar", "من فضلك احذفوا بياناتي"),
        ("ru", "удалите пожалуйста мои данные"),
        ("pl", "proszę usunąć moje dane"),
        ("zh", "请删除我的数据"),
    ],
)
def test_whoever_asks_politely_to_be_forgotten_is_forgotten(language: str, text: str) -> None:
    conversation, _ = turn(Conversation(language=language, is_language_chosen=True), Said("Schulden Altendorf"))

    after, replies = turn(conversation, Said(text))

    assert isinstance(replies[-1], ForgetReply)
    assert after.topics == ()


@pytest.mark.parametrize("text", ["please delete my facebook account", "my data", "please", "das Feuer löschen"])
def test_a_sentence_that_says_more_or_less_than_that_deletes_nothing(text: str) -> None:
    conversation, _ = turn(Conversation(language="en"), Said("Schulden Altendorf"))

    _, replies = turn(conversation, Said(text))

    assert not any(isinstance(reply, ForgetReply) for reply in replies)


def test_an_old_button_is_answered_with_the_present_step() -> None:
    conversation, replies = turn(Conversation(language="en"), Said("Schulden Altendorf"))
    old = next(option.action for option in options_in(replies) if option.action.startswith("not_this"))
    conversation, _ = turn(conversation, Pressed("topic:general_advice"))

    after, replies = turn(conversation, Pressed(old))

    assert any("earlier question" in text.text for text in texts_in(replies))
    assert after.topics == ("general_advice",)


def test_what_was_only_possible_is_offered_first_after_not_this() -> None:
    before = Conversation(language="en", topics=("grief",), possible=("family_parenting",), has_greeted=True)

    after, replies = turn(before, Pressed("not_this"))

    assert options_in(replies)[0].action.startswith("topic:family_parenting")
    assert (after.topics, after.possible, after.lowered) == ((), (), ("grief",))


def test_the_chosen_language_wins_over_what_is_written() -> None:
    chosen, _ = turn(Conversation(), ChoseLanguage("tr"))
    after, _ = turn(chosen, Said("Ich habe Schulden und wohne in Altendorf"))

    assert after.language == "tr"


def test_without_a_choice_the_answer_comes_in_the_language_of_the_question() -> None:
    after, _ = turn(Conversation(language="de"), Said("أحتاج مساعدة في السكن"))

    assert after.language == "ar"


def test_the_greeting_says_what_this_is_once() -> None:
    conversation, first = turn(Conversation(language="en"), Said("Schulden Altendorf"))
    _, second = turn(conversation, Said("Schulden Altendorf"))

    assert any("I am a program" in text.text for text in texts_in(first))
    assert not any("I am a program" in text.text for text in texts_in(second))
    assert any("Stadt Beispielstadt" in text.text for text in texts_in(first))


def test_a_soft_sign_stands_above_the_help_and_an_unclear_one_leads_to_it() -> None:
    _, replies = turn(Conversation(language="de", town="beispielstadt", has_greeted=True), Said("er hat mich gestern gewürgt"))

    assert isinstance(replies[0], CrisisReply)
    assert not any("nicht verstanden" in text.text for text in texts_in(replies))


def test_an_emergency_leaves_no_trace_in_the_conversation() -> None:
    before = Conversation(language="de", town="beispielstadt", is_language_chosen=True, has_greeted=True)

    after, replies = turn(before, Said("mein Mann schlägt mich"))

    assert isinstance(replies[0], CrisisReply)
    assert replace(after, turn=0, menu=0) == before
    assert replies[0].options[-1].action == "topic:violence_protection"


def test_the_name_of_a_language_alone_is_a_wish_to_be_answered_in_it() -> None:
    conversation, _ = turn(Conversation(language="de", is_language_chosen=True), Said("Schulden Altendorf"))

    after, _ = turn(conversation, Said("English please"))

    assert (after.language, after.topics) == ("en", ("money_debt",))


@pytest.mark.parametrize("text", ["112", "110", "🆘", "🆘🆘 hilfe"])
def test_emergency_numbers_and_signs_open_the_emergency_numbers(text: str) -> None:
    _, replies = turn(Conversation(language="de"), Said(text))

    assert isinstance(replies[0], CrisisReply)


def test_a_browsers_language_does_not_outweigh_what_is_written() -> None:
    after, _ = turn(Conversation(language="de", town="beispielstadt"), Said("Kiramı ödeyemiyorum"))

    assert after.language == "tr"


def test_one_german_noun_does_not_outweigh_the_language_of_the_messenger() -> None:
    after, _ = turn(Conversation(language="uk", town="beispielstadt"), Said("Mahnung"))

    assert after.language == "uk"


@pytest.mark.parametrize("text", ["Frauenhaus", "Angst", "helfen Sie mir", "asdfgh"])
def test_words_that_are_no_places_do_not_become_places_when_one_was_asked_for(text: str) -> None:
    town = known_towns(("essen",))
    before = Conversation(language="de", town="essen", step="stadtteil", topics=("money_debt",), has_greeted=True)

    after, _ = turn(before, Said(text), town)

    assert after.stadtteil_id is None


def test_who_cannot_say_the_stadtteil_is_shown_the_whole_city_after_the_second_miss() -> None:
    conversation, _ = turn(Conversation(language="de", has_greeted=True), Pressed("topic:money_debt"))
    conversation, first = turn(conversation, Said("keine ahnung"))
    conversation, second = turn(conversation, Said("weiss nicht"))

    assert not any(isinstance(reply, CardReply) for reply in first)
    assert any(isinstance(reply, CardReply) for reply in second)
