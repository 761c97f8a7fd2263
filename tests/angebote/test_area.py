"""Positions become Stadtteile."""

from angebote.area import neighbours_of, stadtteile_at
from tests.builders import a_stadtteil, a_town

SQUARE = ((51.0, 7.0), (51.0, 7.1), (51.1, 7.1), (51.1, 7.0), (51.0, 7.0))
HOLE = ((51.04, 7.04), (51.04, 7.06), (51.06, 7.06), (51.06, 7.04), (51.04, 7.04))


def test_a_position_inside_a_boundary_is_that_stadtteil() -> None:
    town = a_town(stadtteile=(a_stadtteil("square", boundary=(SQUARE,)), a_stadtteil("near", point=(51.05, 7.05))))

    assert [one.id for one in stadtteile_at(town, 51.02, 7.02)] == ["square"]


def test_a_position_in_a_hole_of_a_boundary_is_outside() -> None:
    town = a_town(stadtteile=(a_stadtteil("ring", boundary=(SQUARE, HOLE)), a_stadtteil("next", point=(51.0, 7.0))))

    assert [one.id for one in stadtteile_at(town, 51.02, 7.02)] == ["ring"]
    assert {one.id for one in stadtteile_at(town, 51.05, 7.05)} == {"ring", "next"}


def test_without_boundaries_the_nearest_stadtteile_are_offered() -> None:
    assert [one.id for one in stadtteile_at(a_town(), 51.45, 6.98)] == ["altendorf", "nordviertel"]


def test_a_position_far_away_is_no_stadtteil() -> None:
    assert stadtteile_at(a_town(), 48.1, 11.5) == ()


def test_neighbours_of_a_stadtteil_include_their_parts() -> None:
    assert neighbours_of(a_town(), "nordviertel") == {"altendorf", "hafen"}
