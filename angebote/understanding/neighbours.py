"""Finds the known words a mistyped word may mean, without comparing it with all of them.

Two words with one error share at least one half, two words with two errors at least one third: the pieces are the index, and
only words that share a piece are measured (optimal string alignment, in which two swapped letters are one error).
"""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from angebote.understanding.flat import FlatIndex

SHORTEST = 5
"""Letters a word needs before a mistake is forgiven."""
TWO_ERRORS_FROM = 8


def allowed_errors(letters: int) -> int:
    """Return how many errors a word of that many letters may have: none below 5, one below 8, else two."""
    return 0 if letters < SHORTEST else 1 if letters < TWO_ERRORS_FROM else 2


class Neighbours:
    """An index of words by length and piece."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(dict.fromkeys(word for word in words if len(word) >= SHORTEST))
        self._known = frozenset(self._words)
        self._words_with = FlatIndex(
            ((len(word), place, piece), number)
            for number, word in enumerate(self._words)
            for place, piece in enumerate(_pieces(word))
        )
        self._first_letters = frozenset(word[0] for word in self._words)

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
            if swapped in self._known:
                found.add(swapped)
        return found


def _pieces(word: str) -> tuple[str, ...]:
    length = len(word)
    if length < TWO_ERRORS_FROM:
        return word[: length // 2], word[length // 2 :]
    first, second = length // 3, 2 * length // 3
    return word[:first], word[first:second], word[second:]


def _probes(word: str) -> Iterator[tuple[int, int, str]]:
    size = len(word)
    reach = allowed_errors(size)
    for length in range(max(SHORTEST, size - reach), size + reach + 1):
        if length < TWO_ERRORS_FROM:
            half = length // 2
            yield length, 0, word[:half]
            yield length, 1, word[size - (length - half) :]
            continue
        first, second = length // 3, 2 * length // 3
        yield length, 0, word[:first]
        yield length, 2, word[size - (length - second) :]
        for shift in range(-reach, reach + 1):
            if first + shift >= 0:
                yield length, 1, word[first + shift : second + shift]
