"""Topics that are said not to be meant: "not a doctor, a lawyer"."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from angebote.understanding.grammar import Grammar
from angebote.understanding.normalise import Message

_ARTICLES = frozenset(
    {"a", "an", "the", "ein", "eine", "einen", "einem", "un", "une", "una", "um", "uma", "el", "la", "le", "il", "o", "是"}
)


class Sign(Protocol):
    """Where a message speaks of a topic: from word `first` to word `last`; signs of one `group` (not "") only count together."""

    @property
    def topic(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def group(self) -> str: ...


def denied_topics(message: Message, signs: Sequence[Sign], grammars: Iterable[Grammar]) -> frozenset[str]:
    """Return the topics that only stand behind a "not" while another part of the message names another topic.

    Shape: "not a doctor, a lawyer" denies health; "I have no flat, I need a lawyer" denies nothing, nor does a "not" alone.
    """
    used = list(grammars)
    denials = set(_denials(message, used))
    if not denials:
        return frozenset()
    parts = _parts(message, used)
    groups = {sign.group for sign in signs if sign.group and _is_denied(sign, denials)}
    denied, meant = set[tuple[str, tuple[int, int]]](), set[tuple[str, tuple[int, int]]]()
    for sign in signs:
        is_denied = _is_denied(sign, denials) or sign.group in groups
        (denied if is_denied else meant).add((sign.topic, parts[sign.first]))
    others = {part for _, part in meant}
    only = {topic for topic, _ in denied} - {topic for topic, _ in meant}
    return frozenset(topic for topic, part in denied if topic in only and others - {part})


def _is_denied(sign: Sign, denials: Iterable[tuple[int, int]]) -> bool:
    """A sign that begins or ends with the "not" says it itself: "not alive" denies no death."""
    return any(place in (sign.first, sign.last) and word not in (sign.first, sign.last) for word, place in denials)


def _denials(message: Message, grammars: Sequence[Grammar]) -> Iterator[tuple[int, int]]:
    """Yield where a "not" stands and the place of the word behind it or, in some languages, before it; an article may stand between."""
    words = message.words
    for place, word in enumerate(words):
        if any(word in grammar.not_after for grammar in grammars) and place:
            yield place, place - 1
        if any(_denies(word, grammar, words) for grammar in grammars):
            behind = place + 2 if words[place + 1 : place + 2] and words[place + 1] in _ARTICLES else place + 1
            if behind < len(words):
                yield place, behind


def _denies(word: str, grammar: Grammar, words: Sequence[str]) -> bool:
    return word in grammar.not_before or (word in grammar.no and any(one in grammar.instead for one in words))


def _parts(message: Message, grammars: Sequence[Grammar]) -> list[tuple[int, int]]:
    """Return the part each word stands in: a comma or a "but" begins a new one."""
    turns = 0
    parts = []
    for word, clause in zip(message.words, message.clauses, strict=True):
        turns += any(word in grammar.but for grammar in grammars)
        parts.append((clause, turns))
    return parts
