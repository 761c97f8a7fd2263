"""A table of what Telegram sends and what it means; and whatever it sends, nothing raises."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from angebote.topics import topics
from bot.dialogue.links import payload_of
from bot.dialogue.model import Event, Pressed, Said, SentUnreadable, SharedLocation, Started
from bot.dialogue.questions import COMMANDS
from bot.doors.telegram.updates import UNREADABLE, Ignore, Incoming, Left, read_update

PERSON = {"id": 5, "is_bot": False, "first_name": "A", "language_code": "uk"}
CHAT = {"id": 5, "type": "private"}


def a_message(**content: Any) -> dict[str, Any]:
    """Return an update with a message in a private chat."""
    return {"update_id": 9, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": PERSON} | content}


def event_of(update: Any) -> Event:
    """Return the event an update stands for."""
    incoming = read_update(update)
    assert isinstance(incoming, Incoming)
    return incoming.event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("hallo", Said("hallo")),
        ("/start", Started()),
        ("/START", Started()),
        ("/start essen", Started(town="essen")),
        ("/start ich habe keine Wohnung", Said("ich habe keine Wohnung")),
        ("/help", Pressed("help")),
        ("/help@lotse_bot", Pressed("help")),
        ("/help I want to die", Said("I want to die")),
        ("/unknown", Said("/unknown")),
        ("/", Said("/")),
        ("half a sign \ud83d", Said("half a sign \ufffd")),
    ],
)
def test_a_text_is_said_or_a_command(text: str, event: Event) -> None:
    assert event_of(a_message(text=text)) == event


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_presses_its_button(name: str) -> None:
    assert event_of(a_message(text=f"/{name}")) == Pressed(COMMANDS[name].action)


def test_a_deep_link_is_unpacked() -> None:
    wanted = Started(town="essen", topic=next(iter(topics())), language="ar")

    assert event_of(a_message(text=f"/start {payload_of(wanted)}")) == wanted


@pytest.mark.parametrize("kind", sorted(UNREADABLE))
def test_what_cannot_be_read_is_said_so(kind: str) -> None:
    assert event_of(a_message(**{kind: {"file_id": "x"}})) == SentUnreadable()


def test_words_under_a_picture_are_read() -> None:
    assert event_of(a_message(photo=[], caption="Hilfe")) == Said("Hilfe")


def test_a_location_is_shared() -> None:
    assert event_of(a_message(location={"latitude": 51.4, "longitude": 7})) == SharedLocation(51.4, 7.0)


def test_a_button_is_pressed_and_names_its_query() -> None:
    query = {"id": "q1", "from": PERSON, "message": {"message_id": 1, "date": 0, "chat": CHAT}, "data": "topic:debt"}

    incoming = Incoming(event_id="9", chat_id=5, event=Pressed("topic:debt"), language_code="uk", callback_id="q1")
    assert read_update({"update_id": 9, "callback_query": query}) == incoming


def test_somebody_who_blocked_the_bot_has_left() -> None:
    update = {"update_id": 9, "my_chat_member": {"chat": CHAT, "new_chat_member": {"status": "kicked"}}}

    assert read_update(update) == Left(event_id="9", chat_id=5)


@pytest.mark.parametrize(
    "update",
    [
        a_message(chat={"id": -1, "type": "group"}, text="x"),
        a_message(chat={"id": -1, "type": "channel"}, text="x"),
        a_message(text="x", **{"from": {"id": 6, "is_bot": True}}),
        a_message(new_chat_title="service message"),
        {"update_id": 9, "my_chat_member": {"chat": CHAT, "new_chat_member": {"status": "member"}}},
        {"update_id": 9, "inline_query": {"id": "x"}},
    ],
)
def test_groups_bots_and_service_messages_are_passed_over(update: Any) -> None:
    assert read_update(update) == Ignore()


@pytest.mark.parametrize(
    "update",
    [
        None,
        [],
        "x",
        {},
        {"update_id": True},
        {"update_id": 9, "message": {"chat": {}}},
        a_message(text=5),
        a_message(location={"latitude": "inf", "longitude": 7}),
        a_message(location={"latitude": 99, "longitude": 7}),
        {"update_id": 9, "callback_query": {"id": 7}},
    ],
)
def test_nonsense_is_poison_and_nothing_else(update: Any) -> None:
    assert read_update(update) == Ignore(is_poison=True)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("chat", "from", "text", "location", "caption", "photo", "id", "type", "data", "message")


@settings(deadline=None)
@given(
    kind=st.sampled_from(["message", "callback_query", "my_chat_member"]), parts=st.dictionaries(st.sampled_from(NAMES), ANYTHING)
)
def test_whatever_is_sent_nothing_raises(kind: str, parts: dict[str, Any]) -> None:
    read_update({"update_id": 9, kind: parts})
    read_update(a_message(**parts))
