"""Boundaries as rings: what holds for every shape."""

from itertools import pairwise
from math import cos, pi, radians, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from angebote.rings import (
    Boundary,
    Ring,
    area_m2,
    from_line,
    has_crossing,
    holds,
    in_metres,
    metres_between,
    point_inside,
    polygons_of,
    simplified,
    size_m2,
)

SQUARE = ((51.0, 7.0), (51.0, 7.1), (51.1, 7.1), (51.1, 7.0), (51.0, 7.0))
HOLE = ((51.04, 7.04), (51.06, 7.04), (51.06, 7.06), (51.04, 7.06), (51.04, 7.04))
NEXT_DOOR = tuple((latitude, round(longitude + 0.1, 5)) for latitude, longitude in SQUARE)
BOW_TIE = ((51.0, 7.0), (51.1, 7.1), (51.0, 7.1), (51.1, 7.0), (51.0, 7.0))


def around(distances_m: list[float], *, latitude: float = 51.45, longitude: float = 7.0) -> Ring:
    """Return a ring around a position that looks out at each of these distances in turn: it never crosses itself."""
    steps = [(distance, 2 * pi * index / len(distances_m)) for index, distance in enumerate(distances_m)]
    points = [
        (
            round(latitude + distance * sin(angle) / 111_320, 5),
            round(longitude + distance * cos(angle) / (111_320 * cos(radians(latitude))), 5),
        )
        for distance, angle in steps
    ]
    return (*points, points[0])


stars = st.lists(st.floats(300, 3_000), min_size=4, max_size=400).map(around)


@given(stars, st.floats(0.5, 200))
def test_no_point_that_is_left_out_lies_further_away_than_allowed(ring: Ring, tolerance_m: float) -> None:
    fewer = simplified(ring, tolerance_m)
    flat = in_metres(ring)
    lines = list(pairwise(in_metres(fewer)))

    assert set(fewer) <= set(ring)
    assert fewer[0] == fewer[-1] == ring[0]
    assert all(min(from_line(point, *line) for line in lines) <= tolerance_m + 0.01 for point in flat)


@given(stars)
def test_the_position_inside_lies_inside_whichever_way_the_ring_runs(ring: Ring) -> None:
    assume(abs(area_m2(ring)) > 100_000)

    assert holds((ring,), *point_inside((ring,)))
    assert holds((ring[::-1],), *point_inside((ring,)))
    assert area_m2(ring) == pytest.approx(-area_m2(ring[::-1]))


@given(stars, st.integers(0, 398))
def test_where_a_ring_begins_changes_nothing(ring: Ring, start: int) -> None:
    start %= len(ring) - 1
    turned = (*ring[start:-1], *ring[: start + 1])

    assert abs(area_m2(turned)) == pytest.approx(abs(area_m2(ring)), rel=1e-3)
    assert has_crossing((turned,)) == has_crossing((ring,))


@pytest.mark.parametrize(
    ("boundary", "crosses"),
    [
        ((SQUARE,), False),
        ((BOW_TIE,), True),
        ((SQUARE, HOLE), False),
        ((SQUARE, NEXT_DOOR), False),
        ((SQUARE, tuple((a + 0.05, b + 0.05) for a, b in SQUARE)), True),
    ],
)
def test_lines_that_cross_are_found_and_lines_that_touch_are_none(boundary: Boundary, crosses: bool) -> None:
    assert has_crossing(boundary) is crosses
    assert has_crossing(tuple(ring[::-1] for ring in boundary)) is crosses


def test_too_many_lines_side_by_side_are_not_looked_at_for_ever() -> None:
    zigzag = tuple((51 + index / 1e5, 7 + index % 2 / 100) for index in range(5_000))

    assert has_crossing(((*zigzag, zigzag[0]),)) is None


def test_a_square_is_as_large_as_its_sides() -> None:
    high, wide = metres_between((51.0, 7.0), (51.1, 7.0)), metres_between((51.0, 7.0), (51.0, 7.1))

    assert size_m2((SQUARE,)) == pytest.approx(high * wide, rel=0.01)
    assert size_m2((SQUARE, HOLE)) == pytest.approx(high * wide * 0.96, rel=0.01)


@pytest.mark.parametrize("rings", [(SQUARE, HOLE, NEXT_DOOR), (HOLE, NEXT_DOOR, SQUARE)])
def test_holes_are_found_whatever_the_order_of_the_rings(rings: Boundary) -> None:
    assert {frozenset(one) for one in polygons_of(rings)} == {frozenset((SQUARE, HOLE)), frozenset((NEXT_DOOR,))}
    assert (SQUARE, HOLE) in polygons_of(rings)


def test_the_same_ring_twice_is_no_riddle() -> None:
    assert len(polygons_of((SQUARE, SQUARE[::-1]))) == 2
