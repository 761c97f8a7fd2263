"""An index from keys to numbers in two flat arrays: a tenth of the memory of a dict of tuples, and quick to build."""

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator

_MASK = (1 << 64) - 1


class FlatIndex:
    """Numbers by key. Keys are kept as 64-bit hashes only: two keys that share one (once in billions) share their numbers."""

    def __init__(self, pairs: Iterable[tuple[Hashable, int]]) -> None:
        rows = sorted({(hash(key) & _MASK, number) for key, number in pairs})
        self._hashes = array("Q", (row[0] for row in rows))
        self._numbers = array("I", (row[1] for row in rows))

    def get(self, key: Hashable) -> Iterator[int]:
        """Yield the numbers of a key, smallest first; none if it is not known."""
        wanted = hash(key) & _MASK
        for position in range(bisect_left(self._hashes, wanted), len(self._hashes)):
            if self._hashes[position] != wanted:
                return
            yield self._numbers[position]
