"""The notation of the word files, and the index in which many patterns are looked for at once.

A pattern is a row of keys: "word" (inflected and mistyped forms too), "=word" (exactly), "word-" (any word that begins so),
"-word" (also at the end of a compound) and "*" (none to three other words).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from angebote.understanding.flat import FlatRows, FlatWords, Parts, below, nested
from angebote.understanding.grammar import Grammar
from angebote.understanding.normalise import fold, join_apart

GAP = "*"
LONGEST_GAP = 3
_GAP_NUMBER = 0
_ONE_WORD = 2
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
    """A way from one word of a message to the next: the number of the key that fits, the word after it, and how well it fits (0..1)."""

    after: int
    key: int
    quality: float


class Hit(NamedTuple):
    """A pattern that was found: from word `first` to word `last`, `quality` that of its worst word; `row` is its number in `patterns`."""

    sign: Sign
    first: int
    last: int
    quality: float
    patterns: "Patterns"
    row: int

    @property
    def keys(self) -> Pattern:
        """The pattern as it is written in the word files."""
        return self.patterns.pattern(self.row)


class Patterns:
    """Many patterns, looked for at once. A row of words is found by its rarest key, so that "I" and "not" cost nothing.

    Shape: each row of numbers is a pattern: that of its sign, then those of its keys; `keys` are all keys by number, the first is the gap.
    """

    def __init__(self, parts: Parts) -> None:
        self.keys = FlatWords(below("keys", parts))
        self._rows = FlatRows(below("rows", parts))
        self._rows_with = FlatRows(below("rows with", parts))
        self._signs = FlatRows(below("signs", parts))
        self._names = FlatWords(below("names", parts))
        self._spelled = FlatWords(below("spelled", parts))
        self._known_signs: dict[int, Sign] = {}

    @classmethod
    def of(cls, patterns: Iterable[tuple[Pattern, Sign, str]]) -> "Patterns":
        """Return the index of these patterns."""
        return cls(cls.parts_of(patterns))

    @staticmethod
    def parts_of(patterns: Iterable[tuple[Pattern, Sign, str]]) -> Parts:
        """Return the parts of an index of these patterns. Shape: the text is how a pattern is spelled where its marks matter, else ""."""
        keys: dict[str, int] = {GAP: _GAP_NUMBER}
        signs: dict[Sign, int] = {}
        spelled: dict[tuple[str, tuple[int, ...]], None] = {}
        for pattern, sign, spelling in patterns:
            row = (signs.setdefault(sign, len(signs)), *(keys.setdefault(key, len(keys)) for key in pattern))
            spelled[spelling, row] = None
        rows = [row for _, row in spelled]
        count = Counter(key for row in rows if len(row) > _ONE_WORD for key in row[1:])
        count[_GAP_NUMBER] = len(rows) + 1
        rows_with: list[list[int]] = [[] for _ in keys]
        for number, row in enumerate(rows):
            rows_with[min(row[1:], key=count.__getitem__)].append(number)
        names: dict[str, int] = {}
        coded = [_coded(sign, names) for sign in signs]
        return {
            **nested("keys", FlatWords.parts_of(keys)),
            **nested("rows", FlatRows.parts_of(rows)),
            **nested("rows with", FlatRows.parts_of(rows_with)),
            **nested("signs", FlatRows.parts_of(coded)),
            **nested("names", FlatWords.parts_of(names)),
            **nested("spelled", FlatWords.parts_of(spelling for spelling, _ in spelled)),
        }

    def is_word(self, key: int) -> bool:
        """Return whether a key alone is a pattern."""
        return any(len(self._rows[row]) == _ONE_WORD for row in self._rows_with[key])

    def pattern(self, row: int) -> Pattern:
        """Return a pattern as it is written in the word files."""
        return tuple(self.keys[key] for key in self._rows[row][1:])

    def spelled(self, row: int) -> str:
        """Return how a pattern is spelled where its marks matter, else nothing."""
        return self._spelled[row]

    def find(self, steps: Sequence[Sequence[Step]], sentences: Sequence[int]) -> Iterator[Hit]:
        """Yield the patterns that stand in a message. Gaps do not reach beyond a sentence."""
        places: dict[int, list[tuple[int, Step]]] = {}
        for first, ways in enumerate(steps):
            for step in ways:
                places.setdefault(step.key, []).append((first, step))
        for key, here in places.items():
            for row in self._rows_with[key]:
                sign, *keys = self._rows[row]
                if len(keys) == 1:
                    for first, step in here:
                        yield Hit(self._sign(sign), first, step.after - 1, step.quality, self, row)
                elif all(other in places or other == _GAP_NUMBER for other in keys):
                    for first, last, quality in _in_order(keys, places, sentences):
                        yield Hit(self._sign(sign), first, last, quality, self, row)

    def _sign(self, number: int) -> Sign:
        if number not in self._known_signs:
            area, name, *part = self._signs[number]
            self._known_signs[number] = Sign(self._names[area], self._names[name], (part[0], part[1], part[2]) if part else None)
        return self._known_signs[number]


def _coded(sign: Sign, names: dict[str, int]) -> tuple[int, ...]:
    return (names.setdefault(sign.area, len(names)), names.setdefault(sign.name, len(names)), *(sign.part or ()))


def _in_order(
    keys: Sequence[int], places: Mapping[int, Sequence[tuple[int, Step]]], sentences: Sequence[int]
) -> Iterator[tuple[int, int, float]]:
    found = [(first, step.after, step.quality) for first, step in places[keys[0]]]
    reach = 0
    for key in keys[1:]:
        if key == _GAP_NUMBER:
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
        yield begun, after - 1, quality


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
