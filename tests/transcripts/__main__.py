"""`python -m tests.transcripts FILE ...` holds conversations and prints everything that was said: for writing and reviewing them."""

import sys
from pathlib import Path

from bot.dialogue.model import ChoseLanguage, Conversation, Event, Pressed, Said, SharedLocation, Started
from bot.terminal import plain
from tests.transcripts.script import Step, at, known_towns, read_script


def event_of(step: Step) -> Event:
    """Return the event of a step; presses are named by their action here."""
    if step.does == "start":
        value = dict(step.value)
        return Started(language=value.pop("lang", ""), **value)
    if step.does == "location":
        return SharedLocation(*step.value["point"])
    if step.does == "press" and step.value.startswith("lang:"):
        return ChoseLanguage(step.value.removeprefix("lang:"))
    return Said(step.value) if step.does == "say" else Pressed(step.value)


def main(paths: list[str]) -> None:
    """Print the conversations."""
    for path in paths:
        script = read_script(Path(path))
        conversation = Conversation()
        print(f"===== {script.name}")
        for step in script.steps:
            print(f"\n>>> {step.does}: {str(step.value)[:300]}")
            conversation, replies = at(script.now)(conversation, event_of(step), known_towns(script.towns), script.now)
            print("\n--\n".join(plain(reply) for reply in replies))


if __name__ == "__main__":
    main(sys.argv[1:])
