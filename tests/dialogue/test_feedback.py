"""Something is wrong with an Angebot: what is asked, what is remembered, and what it never touches."""

from dataclasses import replace
from uuid import UUID

import pytest

from angebote.feedback import REASONS, answered_by
from angebote.model import AngebotText, Intake, Phone
from bot.dialogue.feedback import MOST_REPORTS
from bot.dialogue.model import CardReply, ChoicesReply, Conversation, Pressed, Reply, Said
from bot.doors.state import conversation_of, state_of
from tests.builders import a_town, an_angebot
from tests.dialogue.test_engine import ONE, options_in, turn

ENGLISH = Conversation(language="en", is_language_chosen=True)


def texts_of(replies: tuple[Reply, ...]) -> list[str]:
    return [one.text for reply in replies for one in getattr(reply, "paragraphs", ())]


@pytest.fixture
def reading() -> Conversation:
    """Somebody who has cards before them."""
    return turn(ENGLISH, Said("debts Altendorf"))[0]


def test_every_card_ends_with_the_button_and_nothing_else_has_it(reading: Conversation) -> None:
    _, replies = turn(ENGLISH, Said("debts Altendorf"))
    cards = [reply for reply in replies if isinstance(reply, CardReply)]
    crisis = turn(reading, Pressed("emergency"))[1] + turn(reading, Said("I want to kill myself"))[1]

    assert cards
    assert all(one.card.options[-1].action == f"wrong:{one.card.angebot_id}" and one.card.options[-1].is_aside for one in cards)
    assert not [option for option in options_in(crisis) if option.action.startswith(("wrong:", "report:"))]


def test_the_question_has_four_answers_and_the_emergency_button(reading: Conversation) -> None:
    after, replies = turn(reading, Pressed("wrong:schuldenberatung"))

    assert texts_of(replies) == ["Schuldenberatung Nord", "What is wrong?"]
    assert [option.label.text for option in options_in(replies)] == [
        "Nobody answered",
        "Closed or moved",
        "No free places",
        "Not the right help",
        "Back to the list",
        "Emergency",
    ]
    assert after.reported == ()


@pytest.mark.parametrize("reason", REASONS)
def test_an_answer_is_thanked_for_and_the_list_comes_back(reading: Conversation, reason: str) -> None:
    after, replies = turn(reading, Pressed(f"report:{reason}:schuldenberatung"))
    _, back = turn(after, Pressed("cards"))

    assert "We tell" in texts_of(replies)[0]
    assert "Hilfswerk Beispielstadt" in texts_of(replies)[0]
    assert after.reported == (f"{reason}:schuldenberatung",)
    assert any(isinstance(reply, CardReply) for reply in back)


def test_the_wrong_help_also_offers_to_say_what_was_meant(reading: Conversation) -> None:
    after, replies = turn(reading, Pressed("report:unfit:schuldenberatung"))
    (not_this,) = (option for option in options_in(replies) if option.action.startswith("not_this"))
    lowered, _ = turn(after, Pressed(not_this.action))

    assert lowered.lowered == reading.topics[:1]


def test_the_same_is_remembered_once_and_nothing_without_end(reading: Conversation) -> None:
    for _ in range(3):
        reading, _ = turn(reading, Pressed("report:full:schuldenberatung"))
    assert reading.reported == ("full:schuldenberatung",)

    many = {"beispielstadt": a_town(*(an_angebot(f"a{number}") for number in range(MOST_REPORTS + 5)))}
    for number in range(MOST_REPORTS + 5):
        reading, replies = turn(reading, Pressed(f"report:closed:a{number}"), many)
        assert "We tell" in texts_of(replies)[0]
    assert len(reading.reported) == MOST_REPORTS


def test_a_new_question_does_not_forget_what_was_said_and_deleting_does(reading: Conversation) -> None:
    said, _ = turn(reading, Pressed("report:full:schuldenberatung"))

    assert turn(said, Pressed("restart"))[0].reported == said.reported
    assert turn(said, Pressed("delete"))[0].reported == ()
    assert conversation_of(state_of(said)).reported == said.reported


@pytest.mark.parametrize(
    "action",
    [
        "wrong",
        "wrong:",
        "wrong:x",
        "report",
        "report:",
        "report:full",
        "report:full:",
        "report:full:x",
        "report:x:schuldenberatung",
    ],
)
def test_what_is_not_in_sight_is_answered_with_the_present_step(reading: Conversation, action: str) -> None:
    after, replies = turn(reading, Pressed(action))

    assert replies == turn(reading, Pressed("cards"))[1]
    assert after.reported == ()


def test_nobody_says_anything_about_an_angebot_before_a_town_is_known() -> None:
    two = {**ONE, "anderswo": replace(a_town(), id="anderswo", slug="anderswo", name="Anderswo")}
    after, replies = turn(ENGLISH, Pressed("report:full:schuldenberatung"), two)

    assert after.reported == ()
    assert isinstance(replies[-1], ChoicesReply)


def test_the_buttons_fit_a_messenger_with_a_real_id() -> None:
    key = str(UUID(int=2**128 - 1))
    town = {"beispielstadt": a_town(an_angebot(key))}
    _, replies = turn(ENGLISH, Pressed(f"wrong:{key}"), town)

    assert all(len(option.action.encode()) <= 60 for option in options_in(replies))
    assert len(f"wrong:{key}".encode()) <= 60


@pytest.mark.parametrize(
    ("changed", "answered"),
    [
        ({"phones": (Phone(number="0201 1"),)}, {"unanswered"}),
        ({"schedules": ()}, {"unanswered", "closed"}),
        ({"intake": Intake(waiting_weeks=3)}, {"full"}),
        ({"location_id": None}, {"closed"}),
        ({"texts": {"de": AngebotText(name="Schuldenberatung Nord", does="Nur für Rentner.")}}, {"unfit"}),
        ({"search_words": ("neu",)}, set()),
    ],
)
def test_a_change_answers_what_it_is_about(changed: dict[str, object], answered: set[str]) -> None:
    before = an_angebot()

    assert set(answered_by(before, replace(before, **changed))) == answered  # type: ignore[arg-type]


def test_a_new_translation_answers_nothing() -> None:
    before = an_angebot()
    texts = {**before.texts, "tr": AngebotText(name="Borç")}

    assert answered_by(before, replace(before, texts=texts)) == ()
