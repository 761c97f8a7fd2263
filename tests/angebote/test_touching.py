"""Which areas lie next to each other."""

from angebote.area import stadtteile_at
from angebote.rings import Boundary
from angebote.touching import touching
from tests.builders import a_stadtteil, a_town


def a_square(south: float, west: float, *, size: float = 0.01) -> Boundary:
    north, east = south + size, west + size
    return (((south, west), (south, east), (north, east), (north, west), (south, west)),)


def test_areas_that_share_a_stretch_of_line_touch() -> None:
    areas = {"a": a_square(51.4, 7.0), "b": a_square(51.4, 7.01), "c": a_square(51.4, 7.02)}

    assert touching(areas) == {("a", "b"), ("b", "c")}


def test_lines_that_moved_when_they_were_read_still_touch() -> None:
    assert touching({"a": a_square(51.4, 7.0), "b": a_square(51.4001, 7.0102)}) == {("a", "b")}


def test_a_shared_corner_makes_no_neighbours() -> None:
    assert not touching({"a": a_square(51.4, 7.0), "b": a_square(51.41, 7.01)})


def test_a_small_area_within_the_hole_of_another_touches_it() -> None:
    hole = a_square(51.403, 7.003, size=0.004)

    assert touching({"ring": (*a_square(51.4, 7.0), *hole), "inner": hole}) == {("inner", "ring")}


def test_areas_apart_and_areas_without_lines_touch_nothing() -> None:
    assert not touching({"a": a_square(51.4, 7.0), "b": a_square(51.4, 7.012), "c": ()})
    assert not touching({})


def test_the_nearest_are_found_by_the_middle_of_their_areas_where_no_point_is_given() -> None:
    drawn, pointed = a_stadtteil("north", boundary=a_square(51.4, 7.0), point=None), a_stadtteil("south", point=(51.3, 7.0))
    town = a_town(stadtteile={one.id: one for one in (pointed, drawn)})

    assert [one.id for one in stadtteile_at(town, 51.38, 7.0)] == ["north", "south"]
