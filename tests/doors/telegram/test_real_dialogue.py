"""The dialogue as it is, seen through the door: every reply it can reach is one that Telegram takes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from angebote.model import Town
from bot.dialogue.engine import advance
from bot.dialogue.model import Conversation, Event, Pressed, Said, SentUnreadable, SharedLocation, Started
from bot.dialogue.questions import COMMANDS
from bot.doors.telegram.render import calls_of
from bot.doors.turn import Turn
from locales import LANGUAGES
from tests.builders import a_town
from tests.doors.telegram.judge import judge
from tests.transcripts.telegram_driver import TelegramDriver

NOW = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)
OPENINGS: tuple[Event, ...] = (
    Started(),
    Said("Ich habe Schulden"),
    Said("Ich habe Schulden im Nordviertel"),
    Said("Ich will nicht mehr leben"),
    Said("mein Mann schlägt mich"),
    Said("asdf"),
    SentUnreadable(),
    SharedLocation(51.46, 7.01),
    *(Pressed(command.action) for command in COMMANDS.values()),
)
DEPTH = 2


class OneTown:
    """A catalogue with one small town."""

    def __init__(self) -> None:
        self.town = a_town()

    def current(self) -> dict[str, Town]:
        """Return it."""
        return {self.town.slug: self.town}


def walk(conversation: Conversation, event: Event, towns: dict[str, Town], *, depth: int, tried: set[str]) -> None:
    """Take an event, judge what would be sent, and press every button of it that was not pressed before."""
    after, replies = advance(conversation, event, towns, NOW)
    calls = calls_of(Turn(replies=replies, conversation=after), chat_id=5, callback_id="q")
    for call in calls:
        judge(call["method"], call["params"])
    if depth == 0:
        return
    for call in calls:
        for row in call["params"].get("reply_markup", {}).get("inline_keyboard", ()):
            for action in [button["callback_data"] for button in row if "callback_data" in button]:
                if action.partition("@")[0] not in tried:
                    tried.add(action.partition("@")[0])
                    walk(after, Pressed(action), towns, depth=depth - 1, tried=tried)


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_everything_the_dialogue_says_is_taken_by_telegram(tag: str) -> None:
    tried: set[str] = set()
    towns = OneTown().current()
    for event in OPENINGS:
        walk(Conversation(language=tag), event, towns, depth=DEPTH, tried=tried)

    assert len(tried) > 10


@pytest.mark.parametrize("is_webhook", [False, True])
def test_a_person_finds_help_by_telegram(tmp_path: Path, is_webhook: bool) -> None:
    with TelegramDriver(tmp_path, advance=advance, towns=OneTown(), is_webhook=is_webhook) as anna:
        assert anna.start(lang="de").language == "de"
        anna.say("Ich habe Schulden")
        answer = anna.say("Nordviertel")

    assert any("Schuldenberatung Nord" in text for text in answer.texts)
