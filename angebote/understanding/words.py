"""From a typed word to the keys of the word files it may stand for: exact, prefix, compound, inflected, and last of all mistyped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from angebote.understanding.flat import FlatIndex
from angebote.understanding.grammar import Grammar
from angebote.understanding.neighbours import SHORTEST, Neighbours
from angebote.understanding.patterns import GAP, Step, bare

EXACT = 1.0
BEGINNING = 0.97
WITH_ARTICLE = 0.96
COMPOUND = 0.95
JOINED = 0.93
INFLECTED = 0.9
FIRST_PART = 0.85
ONE_ERROR = 0.8
TWO_ERRORS = 0.7
"""How well a word fits, by the way it was found."""

REMEMBERED_WORDS = 5_000
_SHORTEST_COMPOUND_PART = 3
_SHORTEST_JOINED = 7
_LONGEST_WORD = 40
_SHORT_ENDING = 2
_LETTERS_FOR_TWO_ERRORS = 9

Found = tuple[tuple[str, float], ...]


class Vocabulary:
    """The keys of one language and every form in which they are found."""

    def __init__(
        self, keys: Iterable[str], grammar: Grammar, common: Iterable[str] = (), is_known: Callable[[str], bool] = lambda _: False
    ) -> None:
        """`common` are never taken for a form of another word; a word that `is_known` in any language is never taken for mistyped."""
        self._grammar = grammar
        self._common = frozenset(common)
        self._is_known = is_known
        self._exact: dict[str, tuple[str, ...]] = {}
        self._beginnings: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        for key in keys:
            self._add(key)
        self._stems: _Stems | None = None
        self._neighbours: Neighbours | None = None
        self.find = lru_cache(REMEMBERED_WORDS)(self._find)

    def steps(self, words: Sequence[str]) -> list[list[Step]]:
        """Return the keys that fit each word of a message; two or three words that were torn apart count as one as well."""
        steps = [[Step(position + 1, key, quality) for key, quality in self.find(word)] for position, word in enumerate(words)]
        for position in range(len(words) - 1):
            joined = words[position]
            for after in range(position + 1, min(position + 3, len(words))):
                joined += words[after]
                if len(joined) >= _SHORTEST_JOINED and joined in self._exact:
                    steps[position].extend(Step(after + 1, key, JOINED) for key in self._exact[joined])
        return steps

    def _add(self, key: str) -> None:
        if key == GAP:
            return
        word = bare(key)
        if key.endswith("-"):
            self._beginnings[word] = key
            return
        if key.startswith("-"):
            self._ends[word] = key
        self._exact[word] = (*self._exact.get(word, ()), key)

    def _find(self, word: str) -> Found:
        if len(word) > _LONGEST_WORD:
            return ()
        found: dict[str, float] = {}
        for spelling in _without_repeats(word):
            self._look_up(spelling, found)
            if found:
                break
        if not found and self._may_be_mistyped(word):
            found.update(self._mistyped(word))
        return tuple(found.items())

    def _look_up(self, word: str, found: dict[str, float]) -> None:
        for key in self._exact.get(word, ()):
            found[key] = EXACT
        for size in range(SHORTEST - 2, len(word) + 1):
            key_of_beginning = self._beginnings.get(word[:size])
            if key_of_beginning is not None:
                found.setdefault(key_of_beginning, BEGINNING)
        if word in self._common:
            return
        for start in range(_SHORTEST_COMPOUND_PART, len(word) - _SHORTEST_COMPOUND_PART + 1):
            key_of_end = self._end_of_compound(word[start:])
            if key_of_end is not None:
                found.setdefault(key_of_end, COMPOUND)
                break
        for key, quality in self._inflected(word):
            found[key] = max(found.get(key, 0.0), quality)
        if not found:
            found.update((key, FIRST_PART) for key in self._first_part(word))

    def _first_part(self, word: str) -> Iterator[str]:
        """Yield the known word a compound begins with, where the rest ("...beratung") says nothing of its own."""
        for size in range(len(word) - _SHORTEST_COMPOUND_PART, self._grammar.stem - 1, -1):
            if word[size:] not in self._grammar.heads:
                continue
            for link in self._grammar.links:
                part = word[: size - len(link)] if word[:size].endswith(link) else ""
                if len(part) > self._grammar.stem and part in self._exact and part not in self._common:
                    yield from self._exact[part]
                    return

    def _end_of_compound(self, tail: str) -> str | None:
        if tail in self._ends:
            return self._ends[tail]
        for size in (1, 2):
            if tail[-size:] in self._grammar.endings and tail[:-size] in self._ends:
                return self._ends[tail[:-size]]
        return None

    def _inflected(self, word: str) -> Iterator[tuple[str, float]]:
        stems = self._stems = self._stems or _Stems(self._inflecting_words(), self._grammar)
        for body in _bodies(word, self._grammar.beginnings, self._grammar.stem):
            for stem, rest in _stems_in(body, self._grammar):
                for known in stems.words_of(stem, is_cut=bool(rest)):
                    if known != word:
                        quality = WITH_ARTICLE if not rest and stems.is_whole(stem, known) else INFLECTED
                        yield from ((key, quality) for key in self._exact[known] if not key.startswith("="))

    def _inflecting_words(self) -> Iterable[str]:
        return (word for word, keys in self._exact.items() if any(not key.startswith("=") for key in keys))

    def _may_be_mistyped(self, word: str) -> bool:
        if word in self._common or self._is_known(word) or word.isdigit():
            return False
        return self._is_long(word)

    def _is_long(self, word: str) -> bool:
        article = next((one for one in self._grammar.articles if word.startswith(one)), "")
        return len(word) - len(article) >= self._grammar.mistake

    def _mistyped(self, word: str) -> Iterator[tuple[str, float]]:
        if self._neighbours is None:
            self._neighbours = Neighbours(self._inflecting_words())
        near = self._neighbours.near(word)
        for candidate, distance in near:
            if distance == near[0][1] and self._is_long(candidate) and (distance == 1 or _is_alike(word, candidate)):
                for key in self._exact[candidate]:
                    if not key.startswith("="):
                        yield key, ONE_ERROR if distance == 1 else TWO_ERRORS


class _Stems:
    """The words of a language by what remains of them without article and ending."""

    def __init__(self, words: Iterable[str], grammar: Grammar) -> None:
        self._shortest = grammar.stem
        self._words = tuple(words)
        whole: list[tuple[str, int]] = []
        cut: list[tuple[str, int]] = []
        for number, word in enumerate(self._words):
            for body in _bodies(word, grammar.articles, grammar.stem):
                whole.append((body, number))
                if body[-1] in grammar.softened:
                    whole.append((body[:-1] + grammar.softened[body[-1]], number))
                cut.extend((body[:size], number) for size in _sizes_without_ending(body, grammar))
        self._whole = FlatIndex(whole)
        self._cut = FlatIndex(cut)

    def words_of(self, stem: str, *, is_cut: bool) -> tuple[str, ...]:
        """Return the words with that stem; where both the typed and the known word lost an ending, the stem must be longer."""
        whole = [self._words[number] for number in self._whole.get(stem)]
        if is_cut and len(stem) <= self._shortest:
            return tuple(whole)
        return (*whole, *(self._words[number] for number in self._cut.get(stem)))

    def is_whole(self, stem: str, word: str) -> bool:
        """Return whether the stem is the word itself but for its article."""
        return any(self._words[number] == word for number in self._whole.get(stem))


def _sizes_without_ending(body: str, grammar: Grammar) -> Iterator[int]:
    for size in range(grammar.stem, len(body)):
        if body[size:] in (grammar.endings if size >= grammar.cut else grammar.light):
            yield size


def _is_alike(word: str, other: str) -> bool:
    """Two errors are forgiven in long words that begin alike: "attention" is no mistyped "detention"."""
    return min(len(word), len(other)) >= _LETTERS_FOR_TWO_ERRORS and word[:2] == other[:2]


def _bodies(word: str, beginnings: Iterable[str], shortest: int) -> Iterator[str]:
    """Yield the word, and what remains of it without each of the beginnings; a single letter is only taken from longer words."""
    yield word
    for beginning in beginnings:
        rest = len(word) - len(beginning)
        if word.startswith(beginning) and rest >= shortest + (len(beginning) == 1):
            yield word[len(beginning) :]


def _stems_in(word: str, grammar: Grammar) -> Iterator[tuple[str, str]]:
    shortest = max(grammar.stem - 1, len(word) - grammar.longest_ending)
    for size in range(len(word), shortest - 1, -1):
        rest = word[size:]
        if size < grammar.stem and len(rest) > _SHORT_ENDING:
            return
        if grammar.has_ending(rest):
            yield word[:size], rest


def _without_repeats(word: str) -> Iterator[str]:
    """Yield the word, and "hilfeee" as "hilfee" and "hilfe" if a letter stands there three times or more."""
    yield word
    for allowed in (2, 1):
        kept = [letter for place, letter in enumerate(word) if word[max(0, place - allowed) : place] != letter * allowed]
        shorter = "".join(kept)
        if len(word) - len(shorter) > (allowed == 1) and any(letter * 3 in word for letter in set(word)):
            yield shorter
