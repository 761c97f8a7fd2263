"""Whole conversations over real HTTP: what goes in is answered once, by polling and by webhook alike."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doors.telegram.emulator import BotApi
from tests.doors.telegram.running import RunningDoor, address_of, listening

ANNA, BEN = 501, 502


@pytest.fixture(params=["polling", "webhook"])
def door(request: pytest.FixtureRequest, api: BotApi, tmp_path: Path) -> Callable[[], RunningDoor]:
    """Makes the same door twice: asking, and being called."""
    if request.param == "polling":
        return lambda: RunningDoor(api, tmp_path)
    listener = listening()
    api.deliver_to = address_of(listener)
    return lambda: RunningDoor(api, tmp_path, listener=listener)


def test_polling_and_webhook_give_the_same_transcript(door: Callable[[], RunningDoor], api: BotApi) -> None:
    with door() as running:
        api.say(ANNA, "/start essen")
        api.say(BEN, "hallo")
        api.press(ANNA, "emergency")
        api.send(ANNA, {"location": {"latitude": 51.4, "longitude": 7.0}})
        api.send(ANNA, {"voice": {"file_id": "x", "duration": 3}})
        running.settled(api.say(ANNA, "danke schön"))

    assert api.texts(ANNA) == [
        "Hallo essen",
        "2: gedrückt emergency",
        "3: Ort bei 51",
        "4: Das kann ich nicht lesen.",
        "5: 11 Zeichen",
    ]
    assert api.texts(BEN) == ["1: 5 Zeichen"]


def test_a_pressed_button_is_answered_before_the_reply_comes(door: Callable[[], RunningDoor], api: BotApi) -> None:
    with door() as running:
        running.settled(api.press(ANNA, "map:1"))

    assert [one.method for one in api.sent] == ["answerCallbackQuery", "sendMessage"]


def test_an_update_that_is_delivered_again_is_answered_once(door: Callable[[], RunningDoor], api: BotApi) -> None:
    with door() as running:
        number = api.say(ANNA, "hallo")
        running.settled(number)
        update = {
            "message": {
                "message_id": 1,
                "date": 1,
                "chat": {"id": ANNA, "type": "private"},
                "from": {"id": ANNA},
                "text": "hallo",
            }
        }
        api.redeliver(number, update)
        running.settled(api.say(ANNA, "und"))

        assert api.texts(ANNA) == ["1: 5 Zeichen", "2: 3 Zeichen"]
        assert running.turn_count(ANNA) == 2


def test_an_update_that_cannot_be_read_does_not_stop_the_next_one(door: Callable[[], RunningDoor], api: BotApi) -> None:
    with door() as running:
        api.push({"message": {"chat": "nonsense", "text": ["a"]}})
        api.push({"callback_query": {"id": 7}})
        api.push({"edited_business_thing": {"a": 1}})
        running.settled(api.say(ANNA, "hallo"))

    assert api.texts(ANNA) == ["1: 5 Zeichen"]


def test_a_fault_in_the_dialogue_is_one_sentence_with_a_number_and_the_emergency_button(
    door: Callable[[], RunningDoor], api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    with door() as running:
        running.settled(api.say(ANNA, "crash Kanarienvogel"))
        running.settled(api.say(ANNA, "hallo"))

    apology, answer = api.to(ANNA)
    number = next(
        record.args[0] for record in caplog.records if record.msg.startswith("turn failed") and isinstance(record.args, tuple)
    )
    assert str(number) in apology.text
    assert [button["callback_data"] for button in apology.buttons] == ["emergency"]
    assert answer.text == "1: 5 Zeichen"
    assert "Kanarienvogel" not in caplog.text


def test_groups_and_channels_get_no_answer(door: Callable[[], RunningDoor], api: BotApi) -> None:
    with door() as running:
        for kind in ("group", "supergroup", "channel"):
            chat = {"id": -77, "type": kind, "title": "x"}
            api.push({"message": {"message_id": 1, "date": 1, "chat": chat, "from": {"id": 5}, "text": "/start"}})
        running.settled(api.say(ANNA, "hallo"))

    assert {one.chat_id for one in api.sent} == {ANNA}


def test_a_very_long_answer_arrives_whole_in_several_messages(door: Callable[[], RunningDoor], api: BotApi) -> None:
    with door() as running:
        running.settled(api.say(ANNA, "long"))
        running.settled(api.say(BEN, "wide"))

    assert " ".join(" ".join(api.texts(ANNA)).split()) == " ".join(["Wörter 🧡 & <mehr>"] * 680)
    assert "".join(api.texts(BEN)) == "🧡" * 10_000
    assert len(api.to(BEN)) == 5


def test_a_person_who_asks_to_be_forgotten_is_forgotten(door: Callable[[], RunningDoor], api: BotApi) -> None:
    with door() as running:
        api.say(ANNA, "hallo")
        running.settled(api.say(ANNA, "forget"))
        assert running.turn_count(ANNA) == 0
        running.settled(api.say(ANNA, "hallo"))

    assert api.texts(ANNA) == ["1: 5 Zeichen", "Alles ist gelöscht.", "1: 5 Zeichen"]


def test_a_person_who_blocks_the_bot_is_forgotten(door: Callable[[], RunningDoor], api: BotApi) -> None:
    with door() as running:
        running.settled(api.say(ANNA, "hallo"))
        chat = {"id": ANNA, "type": "private"}
        running.settled(
            api.push({"my_chat_member": {"chat": chat, "from": {"id": ANNA}, "date": 1, "new_chat_member": {"status": "kicked"}}})
        )

        assert running.turn_count(ANNA) == 0
