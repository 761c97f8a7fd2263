"""The process dies at any moment: states are exact, no answer is lost, at most the one in flight comes twice."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from angebote.store import open_store
from tests.doors.telegram.emulator import BotApi
from tests.doors.telegram.running import RunningDoor, settings_for

CHATS, MESSAGES, KILLS = (701, 702, 703, 704), 30, 3


def start_bot(api: BotApi, folder: Path) -> subprocess.Popen[bytes]:
    """Start the bot as its own process."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.doors.telegram.driver", api.url, str(folder)], cwd=Path(__file__).parents[3]
    )


def has_sent(api: BotApi, enough: int) -> bool:
    """True if that many messages arrived."""
    return len(api.sent) >= enough


def without_repeats(texts: Sequence[str]) -> list[str]:
    """Return the texts without one that follows itself."""
    return [text for at, text in enumerate(texts) if at == 0 or texts[at - 1] != text]


def test_killing_the_process_loses_nothing_and_repeats_at_most_what_was_in_flight(api: BotApi, tmp_path: Path) -> None:
    luck = random.Random(20)
    store = open_store(settings_for(tmp_path, api.url).database)
    store.upgrade()  # the tables are made once, before anybody is killed
    store.close()
    numbers = [api.say(chat, "x" * (turn + 1)) for turn in range(MESSAGES) for chat in CHATS]

    for kill in range(1, KILLS + 1):
        bot = start_bot(api, tmp_path)
        enough = kill * len(numbers) // (KILLS + 2)
        try:
            api.wait(partial(has_sent, api, enough), seconds=120)
            time.sleep(luck.random() * 0.05)
        finally:
            bot.send_signal(signal.SIGKILL)
            bot.wait()
    with RunningDoor(api, tmp_path) as door:
        door.settled(numbers[-1])

        assert [door.turn_count(chat) for chat in CHATS] == [MESSAGES] * len(CHATS)
    for chat in CHATS:
        assert without_repeats(api.texts(chat)) == [f"{turn + 1}: {turn + 1} Zeichen" for turn in range(MESSAGES)]
    assert len(api.sent) - len(numbers) <= KILLS * len(CHATS)
