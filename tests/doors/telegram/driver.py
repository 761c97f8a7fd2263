"""A bot as a process of its own, to be killed: `python -m tests.doors.telegram.driver API_URL FOLDER`."""

import asyncio
import sys
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from angebote.model import Town
from angebote.store import open_store
from bot.dialogue.model import Conversation, Event, Reply
from bot.doors.telegram import TelegramDoor
from bot.doors.turn import Turns
from tests.doors.telegram import fake_dialogue
from tests.doors.telegram.running import KEY, NoTowns, settings_for

THINKING_SECONDS = 0.004


def slow_advance(
    conversation: Conversation, event: Event, towns: Mapping[str, Town], now: datetime
) -> tuple[Conversation, tuple[Reply, ...]]:
    """The fake dialogue, slow enough to be killed in the middle."""
    time.sleep(THINKING_SECONDS)
    return fake_dialogue.advance(conversation, event, towns, now)


def main(api_url: str, folder: str) -> None:
    """Serve until killed."""
    settings = settings_for(Path(folder), api_url)
    store = open_store(settings.database)
    turns = Turns(store, NoTowns(), key=KEY, settings=settings, advance=slow_advance)
    asyncio.run(TelegramDoor(store, turns, settings, call_seconds=1.5).run())


if __name__ == "__main__":
    main(*sys.argv[1:])
