"""The conversation as data: what is asked at each step, which buttons stand under it, which commands are always understood."""

from collections.abc import Mapping
from dataclasses import dataclass

from locales import mark


@dataclass(frozen=True, slots=True)
class Command:
    """A word that is understood at every step.

    Shape: `action` is what pressing its button would do; `description` an English sentence for the messenger's command list;
           `words` English words that every language translates, separated by commas: typed alone they do the same.
    """

    action: str
    description: str
    words: str


COMMANDS: Mapping[str, Command] = {
    "new": Command("restart", mark("Start over"), mark("start over, new, restart, again from the start")),
    "language": Command(
        "languages", mark("Choose another language"), mark("language, languages, other language, change language")
    ),
    "help": Command("help", mark("How this works"), mark("help, how does this work, what can you do")),
    "emergency": Command("emergency", mark("Emergency numbers"), mark("emergency, emergency call, emergency numbers, sos")),
    "privacy": Command("privacy", mark("What is stored about you"), mark("privacy, data protection, what do you store")),
    "delete": Command("delete", mark("Delete my data"), mark("delete, delete my data, forget me")),
}

GREETINGS = mark("hello, hi, hey, good morning, good day, good evening")
"""English words that every language translates: who only greets is asked what they need."""

THANKS = mark("thank you, thanks, thank you very much, bye, goodbye")
"""English words that every language translates: who only thanks gets a friendly word."""
