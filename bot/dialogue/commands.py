"""Words that are commands at every step: alone, in any language; the one to delete everything also in a polite sentence."""

import re
from collections.abc import Mapping
from functools import cache

from angebote.understanding.lexicon import lexicon
from angebote.understanding.normalise import fold, read_message
from bot.dialogue.questions import COMMANDS
from locales import LANGUAGES, Text, say

EMERGENCY_NUMBERS = frozenset({"110", "112", "911", "116117"})
MOST_WORDS = 8
_COMMAS = re.compile("[,،、，፣]")


def command_in(text: str) -> str | None:
    """Return the action of a command word that stands alone ("help", "Datenschutz", "/neu"), in any language; None if it is none."""
    if "🆘" in text or text.strip() in EMERGENCY_NUMBERS:
        return COMMANDS["emergency"].action
    typed = fold(text.strip().lstrip("/").partition("@")[0])
    return _command_words().get(typed) if typed else None


def is_wish_to_be_forgotten(text: str) -> bool:
    """Tell whether a short sentence says no more than "delete my data", whatever polite and small words stand around it."""
    words = read_message(text).words if len(text) <= 100 else ()
    if not 1 < len(words) <= MOST_WORDS:
        return False
    return any(_telling(words, tag) in phrases for tag, phrases in _deleting().items())


def first_word(name: str, tag: str) -> str:
    """Return the word a person can type for a command in their language ("new" -> "start over")."""
    return words_of(COMMANDS[name].words, tag)[0]


def words_of(sentence: str, tag: str) -> list[str]:
    """Return the words a language has for a sentence that lists some."""
    translated: Text = say(sentence, tag)
    return [word.strip() for word in _COMMAS.split(translated.text) if word.strip()]


def _telling(words: tuple[str, ...], tag: str) -> frozenset[str]:
    return frozenset(word for word in words if word not in lexicon().languages[tag].small)


@cache
def _command_words() -> Mapping[str, str]:
    return {
        fold(word): command.action
        for language in LANGUAGES
        for name, command in COMMANDS.items()
        for word in (name, *words_of(command.words, language.tag))
    }


@cache
def _deleting() -> Mapping[str, frozenset[frozenset[str]]]:
    tags = [language.tag for language in LANGUAGES]
    phrases = {tag: [read_message(one).words for one in words_of(COMMANDS["delete"].words, tag)] for tag in tags}
    return {tag: frozenset(_telling(one, tag) for one in phrases[tag]) - {frozenset()} for tag in tags}
