"""The notation of the word files, and the index in which many patterns are looked for at once.

A pattern is a row of keys: "word" (inflected and mistyped forms too), "=word" (exactly), "word-" (any word that begins so),
"-word" (also at the end of a compound) and "*" (none to three other words).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from sys import intern
from typing import NamedTuple

from anyascii import anyascii

from angebote.understanding.grammar import Grammar
from angebote.understanding.normalise import fold, join_apart

GAP = "*"
LONGEST_GAP = 3
_MOST_BEGINNINGS = 64
_APOSTROPHES = frozenset("'’‘ʼ`´′")
_SEPARATORS = _APOSTROPHES | {"-"}
_NOTATION = frozenset("=-*")
_ROMANISED_LETTERS = 5

Pattern = tuple[str, ...]


class Sign(NamedTuple):
    """What a pattern stands for. `area` is the kind of thing ("strong", "crisis", "wish", ...), `name` which one; `part` (group, number, of how
    many) is set when several patterns must meet."""

    area: str
    name: str
    part: tuple[int, int, int] | None = None


class Step(NamedTuple):
    """A way from one word of a message to the next: the key that fits, the word after it, and how well it fits (0..1)."""

    after: int
    key: str
    quality: float


class Hit(NamedTuple):
    """A pattern that was found: from word `first` to word `last`, `quality` that of its worst word; `keys` is the pattern."""

    sign: Sign
    first: int
    last: int
    quality: float
    keys: Pattern


class Patterns:
    """Many patterns, looked for at once. A row of words is found by its rarest key, so that "I" and "not" cost nothing."""

    def __init__(self, patterns: Iterable[tuple[Pattern, Sign]]) -> None:
        self._words: dict[str, tuple[Sign, ...]] = {}
        self._rows: dict[str, list[tuple[Pattern, Sign]]] = {}
        rows = []
        for keys, sign in patterns:
            pattern = tuple(map(intern, keys))
            if len(pattern) == 1:
                self._words[pattern[0]] = _shared((*self._words.get(pattern[0], ()), sign))
            else:
                rows.append((pattern, sign))
        count = Counter(key for pattern, _ in rows for key in pattern)
        count[GAP] = len(rows) + 1
        for row in rows:
            self._rows.setdefault(min(row[0], key=count.__getitem__), []).append(row)

    @property
    def keys(self) -> Iterable[str]:
        """Every key of every pattern, once."""
        found = dict.fromkeys(self._words)
        for rows in self._rows.values():
            for pattern, _ in rows:
                found.update(dict.fromkeys(pattern))
        return found

    def has_word(self, word: str) -> bool:
        """Return whether the word alone is a pattern."""
        return any(key in self._words for key in (word, f"={word}", f"-{word}"))

    def find(self, steps: Sequence[Sequence[Step]], sentences: Sequence[int]) -> Iterator[Hit]:
        """Yield the patterns that stand in a message. Gaps do not reach beyond a sentence."""
        places: dict[str, list[tuple[int, Step]]] = {}
        for first, ways in enumerate(steps):
            for step in ways:
                places.setdefault(step.key, []).append((first, step))
        for key, here in places.items():
            for sign in self._words.get(key, ()):
                for first, step in here:
                    yield Hit(sign, first, step.after - 1, step.quality, (key,))
            for pattern, sign in self._rows.get(key, ()):
                if all(other in places or other == GAP for other in pattern):
                    yield from _in_order(pattern, sign, places, sentences)


@cache
def _shared(signs: tuple[Sign, ...]) -> tuple[Sign, ...]:
    """Return the one tuple that all words with these signs share."""
    return signs


def _in_order(
    pattern: Pattern, sign: Sign, places: Mapping[str, Sequence[tuple[int, Step]]], sentences: Sequence[int]
) -> Iterator[Hit]:
    found = [(first, step.after, step.quality) for first, step in places[pattern[0]]]
    reach = 0
    for key in pattern[1:]:
        if key == GAP:
            reach = LONGEST_GAP
            continue
        found = [
            (begun, step.after, min(quality, step.quality))
            for begun, position, quality in found[:_MOST_BEGINNINGS]
            for first, step in places[key]
            if position <= first <= position + reach and (not reach or sentences[first] == sentences[position - 1])
        ]
        reach = 0
    for begun, after, quality in found:
        yield Hit(sign, begun, after - 1, quality, pattern)


def patterns_of(entry: str, grammar: Grammar) -> Iterable[Pattern]:
    """Return the patterns of one entry of a word file: the entry itself and its other spellings."""
    found: dict[Pattern, None] = {}
    for spelling in _spellings(entry, grammar.spellings):
        pattern = parse_pattern(spelling)
        if pattern:
            found[pattern] = None
    if grammar.is_romanised and not entry.isascii():
        for pattern in list(found):
            if romanised := _romanised(pattern):
                found[romanised] = None
    return found


def parse_pattern(entry: str) -> Pattern:
    """Return the keys of an entry; empty if it holds no letter."""
    if _NOTATION.isdisjoint(entry):
        return tuple(fold(entry).split())
    keys: list[str] = []
    for word in entry.replace("=", " =").split():
        keys.extend((GAP,) if not word.strip(GAP) else _keys_of(word))
    while keys and keys[0] == GAP:
        del keys[0]
    while keys and keys[-1] == GAP:
        del keys[-1]
    return tuple(key for key, _ in join_apart(keys))


def bare(key: str) -> str:
    """Return the word of a key without its notation."""
    return key.strip("=-")


def letters_of(pattern: Pattern) -> int:
    """Return how many letters a pattern has in all."""
    return sum(len(bare(key)) for key in pattern if key != GAP)


@lru_cache(50_000)
def _keys_of(word: str) -> tuple[str, ...]:
    return tuple(_read_keys(word))


def _read_keys(word: str) -> Iterator[str]:
    is_exact = word.startswith("=")
    is_ending = word.startswith("-")
    is_beginning = word.endswith(("-", "*"))
    folded = fold(word).split()
    for number, piece in enumerate(folded):
        if is_exact:
            yield f"={piece}"
        elif is_beginning and number == len(folded) - 1:
            yield f"{piece}-"
        elif is_ending and number == 0:
            yield f"-{piece}"
        else:
            yield piece


def _spellings(entry: str, other_letters: Mapping[str, str]) -> Iterator[str]:
    yield entry
    if entry.isascii() and _SEPARATORS.isdisjoint(entry):
        return
    lower = entry.lower()
    other = lower
    for letter, written in other_letters.items():
        other = other.replace(letter, written)
    if other != lower:
        yield other
    if not _APOSTROPHES.isdisjoint(entry):
        yield "".join(one for one in entry if one not in _APOSTROPHES)
    if "\u200c" in entry:
        yield entry.replace("\u200c", " ")
    if "-" in entry.strip("-") and any("-" in word[1:-1] for word in entry.split()):
        yield " ".join(word[0] + word[1:-1].replace("-", "") + word[-1] if len(word) > 1 else word for word in entry.split())


def _romanised(pattern: Pattern) -> Pattern:
    keys: list[str] = []
    for key in pattern:
        latin = fold(anyascii(bare(key)).replace("'", "")) if key != GAP else GAP
        if not latin or " " in latin:
            return ()
        keys.append(GAP if key == GAP else f"{latin}-" if key.endswith("-") else f"={latin}")
    is_long_enough = sum(len(bare(key)) for key in keys) > _ROMANISED_LETTERS
    return tuple(keys) if is_long_enough else ()
