"""When Telegram refuses, is slow or silent: nothing is lost, nothing overtakes, nothing comes twice."""

import asyncio
from pathlib import Path

import pytest

from angebote.store import Scope, open_store
from angebote.store import conversations as kept
from bot.doors.telegram.api import TelegramApi
from bot.doors.telegram.door import utc_now
from bot.doors.telegram.sender import Sender
from tests.doors.telegram.emulator import TOKEN, BotApi, Fault
from tests.doors.telegram.running import RunningDoor
from tests.loops import run

ANNA, BEN = 601, 602


def counted(door: RunningDoor) -> dict[str, int]:
    """Return the door's own counters of this week."""
    with door.store.session(Scope.system(), is_reading=True) as session:
        return {key: n for (key, _), n in kept.counted(session, "telegram", kept.week_of(utc_now())).items()}


def test_too_many_requests_are_repeated_when_telegram_says_and_keep_their_order(api: BotApi, tmp_path: Path) -> None:
    api.trouble(Fault("sendMessage", status=429, retry_after=0.4, chat_id=ANNA))
    with RunningDoor(api, tmp_path) as door:
        for text in ("a", "bb", "ccc"):
            last = api.say(ANNA, text)
        door.settled(last)

    assert api.texts(ANNA) == ["1: 1 Zeichen", "2: 2 Zeichen", "3: 3 Zeichen"]


def test_faults_of_telegram_and_no_answer_neither_lose_nor_double_a_message(api: BotApi, tmp_path: Path) -> None:
    api.trouble(Fault("sendMessage", status=500, chat_id=ANNA))
    api.trouble(Fault("sendMessage", kind="no answer before", chat_id=BEN))
    with RunningDoor(api, tmp_path) as door:
        api.say(ANNA, "a")
        api.say(BEN, "a")
        door.settled(api.say(ANNA, "bb"))

    assert api.texts(ANNA) == ["1: 1 Zeichen", "2: 2 Zeichen"]
    assert api.texts(BEN) == ["1: 1 Zeichen"]


def test_one_person_whose_messages_fail_holds_back_nobody_else(api: BotApi, tmp_path: Path) -> None:
    api.trouble(Fault("sendMessage", status=502, chat_id=ANNA, times=1000))
    with RunningDoor(api, tmp_path) as door:
        api.say(ANNA, "a")
        api.say(BEN, "a")
        api.wait(lambda: api.texts(BEN))

        assert not door.is_idle()
        assert api.texts(ANNA) == []


def test_messages_for_somebody_who_blocked_the_bot_are_dropped_and_counted(api: BotApi, tmp_path: Path) -> None:
    api.trouble(Fault("sendMessage", status=403, chat_id=ANNA, times=1000))
    with RunningDoor(api, tmp_path) as door:
        door.settled(api.say(ANNA, "a"))

        assert counted(door) == {"dropped_403": 1}
    assert api.sent == []


def test_a_message_that_telegram_refuses_is_dropped_and_the_next_one_is_sent(api: BotApi, tmp_path: Path) -> None:
    api.trouble(Fault("sendMessage", status=400, chat_id=ANNA))
    with RunningDoor(api, tmp_path) as door:
        api.say(ANNA, "a")
        door.settled(api.say(ANNA, "bb"))

        assert counted(door) == {"dropped_400": 1}
    assert api.texts(ANNA) == ["2: 2 Zeichen"]


def test_polling_goes_on_after_faults_and_conflicts(api: BotApi, tmp_path: Path) -> None:
    api.trouble(Fault("getUpdates", status=409))
    api.trouble(Fault("getUpdates", status=500))
    with RunningDoor(api, tmp_path) as door:
        door.settled(api.say(ANNA, "a"))

    assert api.texts(ANNA) == ["1: 1 Zeichen"]


def test_a_reply_that_waited_through_a_restart_is_sent_after_it(api: BotApi, tmp_path: Path) -> None:
    api.trouble(Fault("sendMessage", status=502, times=1))
    with RunningDoor(api, tmp_path) as door:
        number = api.say(ANNA, "a")
        api.wait(lambda: api.is_taken(number))
    with RunningDoor(api, tmp_path) as door:
        door.settled(number)

    assert api.texts(ANNA) == ["1: 1 Zeichen"]


@pytest.mark.parametrize("steps", range(5))
def test_the_sender_ends_when_it_is_stopped_just_as_news_arrive(tmp_path: Path, steps: int) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'lotse.sqlite3'}")
    store.upgrade()

    async def stop_with_news() -> None:
        sender = Sender(TelegramApi(TOKEN, "http://127.0.0.1:9"), store, clock=utc_now)
        running = asyncio.create_task(sender.run())
        await asyncio.sleep(0.3)
        sender.wake()
        for _ in range(steps):
            await asyncio.sleep(0)
        running.cancel()
        await asyncio.wait([running], timeout=30)
        assert running.cancelled()

    run(stop_with_news())
    store.close()
