"""Whole conversations as files: what a person does, and what they must read."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from angebote.model import Town
from angebote.townfiles import TownFile, bundled_towns, read_town_folder
from bot.dialogue.engine import advance
from bot.dialogue.model import Conversation, Event, Reply
from bot.doors.turn import Advance
from tests.transcripts.driver import Answer, Driver

FOLDER = Path(__file__).parent
TOWNS = FOLDER.parent / "towns"
NOON = datetime.fromisoformat("2026-11-25T12:00:00+01:00")
ISOLATES = dict.fromkeys(map(ord, "\u2060\u2066\u2067\u2068\u2069"))


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person does and what must come of it.

    Shape: `does` is one of "start", "say", "press", "location"; `reads` are pieces of text that stand in the answer.
    """

    does: str
    value: Any
    reads: tuple[str, ...] = ()
    reads_not: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation. `towns` are the slugs it knows, `now` is when it takes place."""

    name: str
    towns: tuple[str, ...]
    now: datetime
    steps: tuple[Step, ...]


def scripts() -> list[Script]:
    """Return all conversations, by file name."""
    return [read_script(path) for path in sorted(FOLDER.glob("*.toml"))]


def read_script(path: Path) -> Script:
    """Read one conversation."""
    content = tomllib.loads(path.read_text("utf-8"))
    steps = tuple(_step(row) for row in content["step"])
    return Script(path.stem, tuple(content.get("towns", ("essen",))), content.get("now", NOON), steps)


def known_towns(slugs: Sequence[str]) -> Mapping[str, Town]:
    """Return towns as the dialogue sees them, from the files that come with the program or with the tests."""
    return {slug: _town(slug) for slug in slugs}


def at(now: datetime) -> Advance:
    """Return the real dialogue at a fixed moment and with a fixed turn of the carriers, so that a conversation reads the same every time."""

    def fixed(
        conversation: Conversation, event: Event, towns: Mapping[str, Town], _now: datetime
    ) -> tuple[Conversation, tuple[Reply, ...]]:
        return advance(replace(conversation, rotation=0), event, towns, now)

    return fixed


def play(script: Script, driver: Driver) -> None:
    """Hold the conversation at a door. Errors: AssertionError that shows the answer in which something is missing."""
    for step in script.steps:
        answer = act(step, driver)
        if step.does != "start" or driver.greets:
            check(step, answer, script.name)


def act(step: Step, driver: Driver) -> Answer:
    """Do one step and return the answer; where a door cannot share a location, the Stadtteil is typed."""
    if step.does == "start":
        return driver.start(**step.value)
    if step.does == "say":
        return driver.say(step.value)
    if step.does == "press":
        return driver.press(step.value)
    try:
        return driver.share_location(*step.value["point"])
    except NotImplementedError:
        return driver.say(step.value["or_says"])


def check(step: Step, answer: Answer, name: str) -> None:
    """Compare an answer with what must be read."""
    text = levelled("\n".join(answer.texts))
    shown = f"{name}: {step.does} {str(step.value)[:60]!r} was answered:\n{text}\n{answer.buttons}"
    for piece in step.reads:
        assert levelled(piece) in text, f"missing: {piece!r}\n{shown}"
    for piece in step.reads_not:
        assert levelled(piece) not in text, f"must not stand there: {piece!r}\n{shown}"
    labels = [levelled(label) for label in answer.buttons]
    for label in step.buttons:
        assert any(levelled(label) in one for one in labels), f"no button {label!r}\n{shown}"
    if step.language:
        assert answer.language == step.language, shown


def levelled(text: str) -> str:
    """Return a text without isolates, with single blanks and plain phone numbers: doors lay them out differently."""
    plain = " ".join(text.translate(ISOLATES).split()).replace("+49 ", "0")
    return re.sub(r"(?<=\d) (?=\d)", "", plain)


@cache
def _town(slug: str) -> Town:
    folders = {folder.name: folder for folder in bundled_towns()} | {folder.name: folder for folder in TOWNS.iterdir()}
    read = read_town_folder(folders[slug])
    assert isinstance(read, TownFile), read
    return read.town


def _step(row: Mapping[str, Any]) -> Step:
    does = next(key for key in ("start", "say", "press", "location") if key in row)
    value = row[does] * row.get("times", 1) if does == "say" else row[does]
    return Step(
        does,
        value,
        tuple(row.get("reads", ())),
        tuple(row.get("reads_not", ())),
        tuple(row.get("buttons", ())),
        row.get("language", ""),
    )
