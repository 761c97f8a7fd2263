"""The notation of the word files, and the tree in which many patterns are looked for at once.

A pattern is a row of keys: "word" (inflected and mistyped forms too), "=word" (exactly), "word-" (any word that begins so),
"-word" (also at the end of a compound) and "*" (none to three other words).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from anyascii import anyascii

from angebote.understanding.grammar import Grammar
from angebote.understanding.normalise import fold

GAP = "*"
LONGEST_GAP = 3
_APOSTROPHES = "'’‘ʼ`´′"
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


@dataclass(slots=True)
class Tree:
    """Patterns by their first word, then the next one, and so on."""

    branches: dict[str, "Tree"] = field(default_factory=dict)
    signs: list[Sign] = field(default_factory=list)

    def add(self, pattern: Pattern, sign: Sign) -> None:
        """Add a pattern and what it stands for."""
        tree = self
        for key in pattern:
            branch = tree.branches.get(key)
            if branch is None:
                branch = tree.branches[key] = Tree()
            tree = branch
        if sign not in tree.signs:
            tree.signs.append(sign)

    def find(self, steps: Sequence[Sequence[Step]], sentences: Sequence[int]) -> Iterator[Hit]:
        """Yield the patterns that stand in a message. Gaps do not reach beyond a sentence."""
        for first, ways in enumerate(steps):
            for step in ways:
                branch = self.branches.get(step.key)
                if branch is not None:
                    yield from _walk(branch, first, step, steps, sentences)


def _walk(
    tree: Tree, first: int, begun: Step, steps: Sequence[Sequence[Step]], sentences: Sequence[int]
) -> Iterator[Hit]:
    open_ends: list[tuple[Tree, int, float, Pattern]] = [(tree, begun.after, begun.quality, (begun.key,))]
    while open_ends:
        here, position, quality, keys = open_ends.pop()
        for sign in here.signs:
            yield Hit(sign, first, position - 1, quality, keys)
        if not here.branches or position >= len(steps):
            continue
        open_ends.extend(_next(here, position, quality, keys, steps))
        gap = here.branches.get(GAP)
        if gap is not None:
            reach = range(position, min(position + LONGEST_GAP + 1, len(steps)))
            for start in reach:
                if sentences[start] == sentences[position - 1]:
                    open_ends.extend(_next(gap, start, quality, (*keys, GAP), steps))


def _next(
    tree: Tree, position: int, quality: float, keys: Pattern, steps: Sequence[Sequence[Step]]
) -> Iterator[tuple[Tree, int, float, Pattern]]:
    for step in steps[position]:
        branch = tree.branches.get(step.key)
        if branch is not None:
            yield branch, step.after, min(quality, step.quality), (*keys, step.key)


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
    keys: list[str] = []
    for word in entry.replace("=", " =").split():
        if word.strip("*") == "":
            keys.append(GAP)
            continue
        keys.extend(_keys_of(word))
    while keys and keys[0] == GAP:
        del keys[0]
    while keys and keys[-1] == GAP:
        del keys[-1]
    return tuple(keys)


def bare(key: str) -> str:
    """Return the word of a key without its notation."""
    return key.strip("=-")


def _keys_of(word: str) -> Iterator[str]:
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
    lower = entry.lower()
    other = lower
    for letter, written in other_letters.items():
        other = other.replace(letter, written)
    if other != lower:
        yield other
    if any(sign in entry for sign in _APOSTROPHES):
        yield "".join(one for one in entry if one not in _APOSTROPHES)
    if "\u200c" in entry:
        yield entry.replace("\u200c", " ")
    if any("-" in word[1:-1] for word in entry.split()):
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
