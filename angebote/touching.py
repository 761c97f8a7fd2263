"""Which areas lie next to each other: they share a stretch of their lines. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import ceil, cos, hypot, radians

from angebote.rings import METRES_PER_DEGREE, Boundary

NEAR_M = 40.0
LEAST_SHARED_M = 250.0
"""Lines of one file may each have moved by the tolerance of reading; a shared corner alone makes no neighbours."""

Cell = tuple[int, int]
_AROUND = [(up, right) for up in (-1, 0, 1) for right in (-1, 0, 1)]


def touching(boundaries: Mapping[str, Boundary]) -> frozenset[tuple[str, str]]:
    """Return the pairs of ids whose areas share a stretch of line, the smaller id first.

    Units:  degrees, WGS 84; lines count as shared where they run within about NEAR_M of each other for LEAST_SHARED_M or more.
    """
    known = {id_: boundary for id_, boundary in boundaries.items() if boundary}
    if not known:
        return frozenset()
    stretch = cos(radians(next(iter(known.values()))[0][0][0]))
    cells = {id_: frozenset(_cells(boundary, stretch)) for id_, boundary in known.items()}
    lying_in: dict[Cell, set[str]] = defaultdict(set)
    for id_, own in cells.items():
        for north, east in own:
            for up, right in _AROUND:
                lying_in[north + up, east + right].add(id_)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for id_, own in cells.items():
        for cell in own:
            for other in lying_in[cell] - {id_}:
                shared[min(id_, other), max(id_, other)] += 1
    # The squares of both lines were counted.
    return frozenset(pair for pair, number in shared.items() if number / 2 * NEAR_M >= LEAST_SHARED_M)


def _cells(boundary: Boundary, stretch: float) -> Iterator[Cell]:
    """Yield the squares of NEAR_M a boundary runs through."""
    for ring in boundary:
        flat = [(one * METRES_PER_DEGREE, other * METRES_PER_DEGREE * stretch) for one, other in ring]
        for (north, east), (to_north, to_east) in pairwise(flat):
            steps = max(ceil(2 * hypot(to_north - north, to_east - east) / NEAR_M), 1)
            for step in range(steps):
                share = step / steps
                yield (
                    int((north + share * (to_north - north)) // NEAR_M),
                    int((east + share * (to_east - east)) // NEAR_M),
                )
