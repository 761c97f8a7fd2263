"""Finds the known words a mistyped word may mean, without comparing it with all of them.

Two words with one error share at least one half, two words with two errors at least one third: the pieces are the index, and
only words that share a piece are measured (optimal string alignment, in which two swapped letters are one error).
"""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from angebote.understanding.flat import FlatIndex, FlatWords, Parts, below, nested

SHORTEST = 5
"""Letters a word needs before a mistake is forgiven."""
TWO_ERRORS_FROM = 8


def allowed_errors(letters: int) -> int:
    """Return how many errors a word of that many letters may have: none below 5, one below 8, else two."""
    return 0 if letters < SHORTEST else 1 if letters < TWO_ERRORS_FROM else 2


class Neighbours:
    """An index of words by length and piece."""

    def __init__(self, parts: Parts) -> None:
        self._words = FlatWords(below("words", parts))
        self._numbers = FlatIndex(below("numbers", parts))
        self._words_with = FlatIndex(below("pieces", parts))
        self._first_letters = frozenset(str(parts["first letters"], "utf-8"))

    @classmethod
    def of(cls, words: Iterable[str]) -> "Neighbours":
        """Return the index of these words."""
        return cls(cls.parts_of(words))

    @staticmethod
    def parts_of(words: Iterable[str]) -> Parts:
        """Return the parts of an index of these words; those of fewer than five letters are left out."""
        kept = tuple(dict.fromkeys(word for word in words if len(word) >= SHORTEST))
        pieces = (
            (_probe(len(word), place, piece), number)
            for number, word in enumerate(kept)
            for place, piece in enumerate(_pieces(word))
        )
        return {
            **nested("words", FlatWords.parts_of(kept)),
            **nested("numbers", FlatIndex.parts_of((word, number) for number, word in enumerate(kept))),
            **nested("pieces", FlatIndex.parts_of(pieces)),
            "first letters": memoryview("".join(sorted({word[0] for word in kept})).encode("utf-8")),
        }

    def near(self, word: str) -> tuple[tuple[str, int], ...]:
        """Return the words within the allowed errors and their distance, nearest first; an error must leave the first letter of a short word."""
        if len(word) < SHORTEST or (word[0] not in self._first_letters and word[1] not in self._first_letters):
            return ()
        found: list[tuple[int, str]] = []
        for candidate in self._candidates(word):
            errors = min(allowed_errors(len(candidate)), allowed_errors(len(word)))
            if candidate[0] != word[0] and len(candidate) < TWO_ERRORS_FROM:
                continue
            distance = OSA.distance(word, candidate, score_cutoff=errors)
            if distance <= errors:
                found.append((distance, candidate))
        return tuple((candidate, distance) for distance, candidate in sorted(found))

    def _candidates(self, word: str) -> set[str]:
        found: set[str] = set()
        for probe in _probes(word):
            found.update(self._words[number] for number in self._words_with.get(probe))
        middle = len(word) // 2
        for cut in (middle, middle + 1):
            swapped = word[: cut - 1] + word[cut : cut + 1] + word[cut - 1] + word[cut + 1 :]
            if self._numbers.first(swapped) is not None:
                found.add(swapped)
        return found


def _pieces(word: str) -> tuple[str, ...]:
    length = len(word)
    if length < TWO_ERRORS_FROM:
        return word[: length // 2], word[length // 2 :]
    first, second = length // 3, 2 * length // 3
    return word[:first], word[first:second], word[second:]


def _probe(length: int, place: int, piece: str) -> str:
    return f"{length} {place} {piece}"


def _probes(word: str) -> Iterator[str]:
    size = len(word)
    reach = allowed_errors(size)
    for length in range(max(SHORTEST, size - reach), size + reach + 1):
        if length < TWO_ERRORS_FROM:
            half = length // 2
            yield _probe(length, 0, word[:half])
            yield _probe(length, 1, word[size - (length - half) :])
            continue
        first, second = length // 3, 2 * length // 3
        yield _probe(length, 0, word[:first])
        yield _probe(length, 2, word[size - (length - second) :])
        for shift in range(-reach, reach + 1):
            if first + shift >= 0:
                yield _probe(length, 1, word[first + shift : second + shift])
