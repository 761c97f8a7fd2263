"""From a typed word to the keys of the word files it may stand for: exact, prefix, compound, inflected, and last of all mistyped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from angebote.understanding.flat import FlatIndex, FlatWords, Parts, below, nested
from angebote.understanding.grammar import Grammar
from angebote.understanding.neighbours import Neighbours
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

REMEMBERED_WORDS = 2_000
SHORTEST_BEGINNING = 2
_SHORTEST_COMPOUND_PART = 3
_SHORTEST_JOINED = 7
_LONGEST_WORD = 40
_SHORT_ENDING = 2
_LETTERS_FOR_TWO_ERRORS = 9

Found = tuple[tuple[int, float], ...]


class Vocabulary:
    """The keys of one language and every form in which they are found; a key is told by its number."""

    def __init__(
        self,
        parts: Parts,
        grammar: Grammar,
        common: Iterable[str] = (),
        is_known: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`common` are never taken for a form of another word; a word that `is_known` in any language is never taken for mistyped."""
        self._grammar = grammar
        self._common = frozenset(common)
        self._is_known = is_known
        self._exact = FlatIndex(below("exact", parts))
        self._beginnings = FlatIndex(below("beginnings", parts))
        self._ends = FlatIndex(below("ends", parts))
        self._inflecting = FlatIndex(below("inflecting", parts))
        self._stems = _Stems(below("stems", parts), grammar)
        self._neighbours = Neighbours(below("neighbours", parts))
        self.find = lru_cache(REMEMBERED_WORDS)(self._find)

    @classmethod
    def of(cls, keys: Iterable[str], grammar: Grammar, common: Iterable[str] = ()) -> "Vocabulary":
        """Return the vocabulary of these keys, numbered in their order."""
        return cls(cls.parts_of(keys, grammar), grammar, common)

    @staticmethod
    def parts_of(keys: Iterable[str], grammar: Grammar) -> Parts:
        """Return the parts of the vocabulary of these keys, numbered in their order."""
        numbered = [(key, number) for number, key in enumerate(keys) if key != GAP]
        whole = [(key, number) for key, number in numbered if not key.endswith("-")]
        inflecting = [(bare(key), number) for key, number in whole if not key.startswith("=")]
        words = dict.fromkeys(word for word, _ in inflecting)
        return {
            **nested("exact", FlatIndex.parts_of((bare(key), number) for key, number in whole)),
            **nested("beginnings", FlatIndex.parts_of((bare(key), number) for key, number in numbered if key.endswith("-"))),
            **nested("ends", FlatIndex.parts_of((bare(key), number) for key, number in whole if key.startswith("-"))),
            **nested("inflecting", FlatIndex.parts_of(inflecting)),
            **nested("stems", _Stems.parts_of(words, grammar)),
            **nested("neighbours", Neighbours.parts_of(words)),
        }

    def exact(self, word: str) -> Iterator[int]:
        """Yield the keys that are this word, whatever their notation but a beginning."""
        return self._exact.get(word)

    def steps(self, words: Sequence[str]) -> list[list[Step]]:
        """Return the keys that fit each word of a message; two or three words that were torn apart count as one as well."""
        steps = [[Step(position + 1, key, quality) for key, quality in self.find(word)] for position, word in enumerate(words)]
        is_common = [word in self._common for word in words]
        for position in range(len(words) - 1):
            joined = words[position]
            for after in range(position + 1, min(position + 3, len(words))):
                joined += words[after]
                is_torn = len(joined) >= _SHORTEST_JOINED and not (is_common[position] and is_common[after])
                if is_torn and self._exact.first(joined) is not None:
                    steps[position].extend(Step(after + 1, key, JOINED) for key in self._exact.get(joined))
        return steps

    def _find(self, word: str) -> Found:
        if len(word) > _LONGEST_WORD:
            return ()
        found: dict[int, float] = {}
        for spelling in _without_repeats(word):
            self._look_up(spelling, found)
            if found:
                break
        if not found and self._may_be_mistyped(word):
            found.update(self._mistyped(word))
        return tuple(found.items())

    def _look_up(self, word: str, found: dict[int, float]) -> None:
        for key in self._exact.get(word):
            found[key] = EXACT
        for size in range(SHORTEST_BEGINNING, len(word) + 1):
            key_of_beginning = self._beginnings.first(word[:size])
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

    def _first_part(self, word: str) -> Iterator[int]:
        """Yield the known word a compound begins with, where the rest ("...beratung") says nothing of its own."""
        for size in range(len(word) - _SHORTEST_COMPOUND_PART, self._grammar.stem - 1, -1):
            if word[size:] not in self._grammar.heads:
                continue
            for link in self._grammar.links:
                part = word[: size - len(link)] if word[:size].endswith(link) else ""
                keys = tuple(self._exact.get(part)) if len(part) > self._grammar.stem and part not in self._common else ()
                if keys:
                    yield from keys
                    return

    def _end_of_compound(self, tail: str) -> int | None:
        key = self._ends.first(tail)
        for size in (1, 2):
            if key is None and tail[-size:] in self._grammar.endings:
                key = self._ends.first(tail[:-size])
        return key

    def _inflected(self, word: str) -> Iterator[tuple[int, float]]:
        stems = self._stems
        for body in _bodies(word, self._grammar.beginnings, self._grammar.stem):
            for stem, rest in _stems_in(body, self._grammar):
                for known in stems.words_of(stem, is_cut=bool(rest)):
                    if known != word:
                        quality = WITH_ARTICLE if not rest and stems.is_whole(stem, known) else INFLECTED
                        yield from ((key, quality) for key in self._inflecting.get(known))

    def _may_be_mistyped(self, word: str) -> bool:
        if word in self._common or self._is_known(word) or word.isdigit():
            return False
        return self._is_long(word)

    def _is_long(self, word: str) -> bool:
        article = next((one for one in self._grammar.articles if word.startswith(one)), "")
        return len(word) - len(article) >= self._grammar.mistake

    def _mistyped(self, word: str) -> Iterator[tuple[int, float]]:
        near = self._neighbours.near(word)
        for candidate, distance in near:
            if distance == near[0][1] and self._is_long(candidate) and (distance == 1 or _is_alike(word, candidate)):
                yield from ((key, ONE_ERROR if distance == 1 else TWO_ERRORS) for key in self._inflecting.get(candidate))


class _Stems:
    """The words of a language by what remains of them without article and ending."""

    def __init__(self, parts: Parts, grammar: Grammar) -> None:
        self._shortest = grammar.stem
        self._words = FlatWords(below("words", parts))
        self._whole = FlatIndex(below("whole", parts))
        self._cut = FlatIndex(below("cut", parts))

    @staticmethod
    def parts_of(words: Iterable[str], grammar: Grammar) -> Parts:
        """Return the parts of the stems of these words."""
        kept = tuple(words)
        whole: list[tuple[str, int]] = []
        cut: list[tuple[str, int]] = []
        for number, word in enumerate(kept):
            for body in _bodies(word, grammar.articles, grammar.stem):
                whole.append((body, number))
                if body[-1] in grammar.softened:
                    whole.append((body[:-1] + grammar.softened[body[-1]], number))
                cut.extend((body[:size], number) for size in _sizes_without_ending(body, grammar))
        return {
            **nested("words", FlatWords.parts_of(kept)),
            **nested("whole", FlatIndex.parts_of(whole)),
            **nested("cut", FlatIndex.parts_of(cut)),
        }

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
