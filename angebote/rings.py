"""Boundaries as rings of points: where they lie, how large they are, drawn with fewer points. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, radians

Point = tuple[float, float]
Ring = tuple[Point, ...]
Boundary = tuple[Ring, ...]
"""Points are (latitude, longitude), rings are closed; what lies in an even number of rings is outside."""
METRES_PER_DEGREE = 111_320.0
DECIMALS = 5
_PER_DEGREE = 10**DECIMALS
_STRETCH = 128
"""Points that are thinned out together, so that no ring takes longer than its number of points asks for."""


def holds(boundary: Boundary, latitude: float, longitude: float) -> bool:
    """Tell whether a position lies inside (even-odd rule over all rings, so that holes count as outside)."""
    return sum(longitude < other for other in _longitudes_at(boundary, latitude)) % 2 == 1


def metres_between(one: Point, other: Point) -> float:
    """Return how far two positions lie apart, exact enough within a town."""
    north, east = _metres(one, other)
    return hypot(north, east)


def area_m2(ring: Ring) -> float:
    """Return what a ring encloses in square metres: more than 0 if it runs against the clock, less if with it."""
    flat = in_metres(ring)
    return sum(east * to_north - to_east * north for (north, east), (to_north, to_east) in pairwise(flat)) / 2


def size_m2(boundary: Boundary) -> float:
    """Return what a boundary encloses in square metres, without its holes."""
    return sum(2 * abs(area_m2(outer)) - sum(map(abs, map(area_m2, (outer, *holes)))) for outer, *holes in polygons_of(boundary))


def point_inside(boundary: Boundary) -> Point:
    """Return a position inside: the middle of the widest stretch half way up the largest ring."""
    latitudes = [latitude for latitude, _ in max(boundary, key=lambda ring: abs(area_m2(ring)))]
    latitude = (min(latitudes) + max(latitudes)) / 2
    found = sorted(_longitudes_at(boundary, latitude))
    stretches = list(zip(found[::2], found[1::2], strict=True))
    west, east = max(stretches, key=lambda one: one[1] - one[0], default=(boundary[0][0][1],) * 2)
    return latitude, (west + east) / 2


def polygons_of(boundary: Boundary) -> tuple[Boundary, ...]:
    """Return the rings as polygons: the outer ring first, then the holes in it."""
    around = [_rings_around(ring, boundary) for ring in boundary]
    polygons = [[ring] for ring, rings in zip(boundary, around, strict=True) if len(rings) % 2 == 0]
    for ring, rings in zip(boundary, around, strict=True):
        if len(rings) % 2:
            fitting = [one for one in polygons if one[0] in rings]
            if fitting:
                min(fitting, key=lambda one: abs(area_m2(one[0]))).append(ring)
            else:
                polygons.append([ring])
    return tuple(tuple(rings) for rings in polygons)


def _rings_around(ring: Ring, boundary: Boundary) -> list[Ring]:
    inside, size = point_inside((ring,)), abs(area_m2(ring))
    return [other for other in boundary if abs(area_m2(other)) > size and holds((other,), *inside)]


def has_crossing(boundary: Boundary, *, most_checks: int = 100_000) -> bool | None:
    """Tell whether lines of a boundary cross each other; touching is no crossing. None: too many lines side by side to tell."""
    lines = sorted((min(a[1], b[1]), max(a[1], b[1]), a, b) for ring in boundary for a, b in pairwise(map(_whole, ring)))
    beside: list[tuple[int, tuple[int, int], tuple[int, int]]] = []
    for west, east, start, end in lines:
        beside = [one for one in beside if one[0] > west]
        most_checks -= len(beside)
        if most_checks < 0:
            return None
        if any(_cross(start, end, other, to) for _, other, to in beside):
            return True
        beside.append((east, start, end))
    return False


def simplified(ring: Ring, tolerance_m: float) -> Ring:
    """Return a ring with fewer points that leaves out none further than the tolerance; as it is where nothing would be left of it.

    Source: Douglas and Peucker 1973, in stretches of a bounded length.
    """
    flat = in_metres(ring)
    bounds = [*range(0, len(ring) - 1, _STRETCH), len(ring) - 1]
    kept = {one for first, last in pairwise(bounds) for one in _kept(flat, first, last, tolerance_m)}
    found = tuple(ring[one] for one in sorted(kept))
    return found if len(found) >= 4 else ring


def _kept(flat: Sequence[Point], first: int, last: int, tolerance_m: float) -> Iterator[int]:
    waiting = [(first, last)]
    while waiting:
        start, end = waiting.pop()
        yield from (start, end)
        far = [(from_line(flat[one], flat[start], flat[end]), one) for one in range(start + 1, end)]
        distance, furthest = max(far, default=(0.0, start))
        if distance > tolerance_m:
            waiting += [(start, furthest), (furthest, end)]


def in_metres(ring: Ring) -> Sequence[Point]:
    """Return the points of a ring in metres north and east of the first one."""
    return [_metres(point, ring[0]) for point in ring]


def from_line(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the straight line between two others. Units: metres, all three north and east of one origin."""
    up, right = end[0] - start[0], end[1] - start[1]
    north, east = point[0] - start[0], point[1] - start[1]
    length = up * up + right * right
    share = min(max((north * up + east * right) / length, 0.0), 1.0) if length else 0.0
    return hypot(north - share * up, east - share * right)


def _metres(point: Point, origin: Point) -> tuple[float, float]:
    north = (point[0] - origin[0]) * METRES_PER_DEGREE
    return north, (point[1] - origin[1]) * METRES_PER_DEGREE * cos(radians(origin[0]))


def _longitudes_at(boundary: Boundary, latitude: float) -> Iterator[float]:
    for ring in boundary:
        for (south, west), (north, east) in pairwise(ring):
            if (south > latitude) != (north > latitude):
                yield west + (latitude - south) / (north - south) * (east - west)


def _whole(point: Point) -> tuple[int, int]:
    """Whole numbers, so that three points in a line are seen to be in a line."""
    return round(point[0] * _PER_DEGREE), round(point[1] * _PER_DEGREE)


def _cross(start: Sequence[int], end: Sequence[int], other: Sequence[int], to: Sequence[int]) -> bool:
    return _side(start, end, other) * _side(start, end, to) < 0 and _side(other, to, start) * _side(other, to, end) < 0


def _side(start: Sequence[int], end: Sequence[int], point: Sequence[int]) -> int:
    turn = (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
    return (turn > 0) - (turn < 0)
