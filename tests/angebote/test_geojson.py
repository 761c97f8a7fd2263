"""GeoJSON files as towns have them: right, nearly right, and not at all."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from angebote.geojson import AS_IT_IS, MOST_AREAS, MOST_POINTS_READ, Area, read_areas, write_areas
from angebote.rings import Ring, area_m2
from tests.angebote.test_rings import stars

RING = [[7.0, 51.4], [7.02, 51.4], [7.02, 51.42], [7.0, 51.42], [7.0, 51.4]]
HOLE = [[7.005, 51.405], [7.005, 51.41], [7.01, 51.41], [7.01, 51.405], [7.005, 51.405]]
LATITUDE_FIRST = [[latitude, longitude] for longitude, latitude in RING]


def a_feature(*rings: Any, **properties: Any) -> dict[str, Any]:
    """Return a feature with a Polygon of these rings."""
    geometry = {"type": "Polygon", "coordinates": list(rings or (RING,))}
    return {"type": "Feature", "properties": properties or {"name": "Nord"}, "geometry": geometry}


def a_file(*features: Any) -> bytes:
    """Return a file with these features."""
    return json.dumps({"type": "FeatureCollection", "features": list(features or (a_feature(),))}).encode()


def read_one(feature: Any) -> Area:
    """Read a file with one feature."""
    areas = read_areas(a_file(feature))
    assert not isinstance(areas, str)
    assert len(areas) == 1
    return areas[0]


def test_an_area_is_read_as_latitude_and_longitude_with_its_short_texts() -> None:
    area = read_one(a_feature(RING, name=" Alten\nessen\u202e ", number=7, note="x" * 101, **{"": "x"}))

    assert area.boundary == (tuple((latitude, longitude) for longitude, latitude in RING),)
    assert (area.number, area.names, area.mended, area.fault) == (1, {"name": "Alten essen"}, (), None)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xff\xfe\x00", "not_json"),
        (b'{"type": "FeatureCollection", "features": [', "not_json"),
        ("{ä}".encode("latin-1"), "not_json"),
        (b"[" * 100_000, "deep"),
        (b'{"type":' + b'{"a":' * 50_000, "deep"),
        (b"9" * 5_000, "not_json"),
        (b"[]", "type"),
        (b"NaN", "type"),
        (b'{"type": "Topology", "objects": {}}', "type"),
        (b'{"type": "FeatureCollection", "features": {}}', "type"),
        (b'{"type": "FeatureCollection"}', "type"),
        (b'{"type": "FeatureCollection", "features": []}', "no_areas"),
        (a_file(*[None] * (MOST_AREAS + 1)), "many_areas"),
        (a_file(a_feature([[7.0, 51.0]] * (MOST_POINTS_READ + 1))), "many_points"),
    ],
)
def test_a_file_that_is_none_says_why(content: bytes, fault: str) -> None:
    assert read_areas(content) == fault


@pytest.mark.parametrize(
    ("feature", "fault"),
    [
        (None, "no_geometry"),
        (7, "no_geometry"),
        ({"type": "Feature", "properties": None, "geometry": None}, "no_geometry"),
        ({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}}, "no_geometry"),
        ({"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [[]]}}, "no_geometry"),
        ({"type": "Feature", "geometry": {"type": "Polygon"}}, "no_geometry"),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [7.0, 51.4]}}, "kind"),
        ({"type": "Feature", "geometry": {"type": "MultiPolygon", "coordinates": [[7.0]]}}, "numbers"),
        (a_feature([["7.0", "51.4"], ["7.1", "51.4"], ["7.1", "51.5"], ["7.0", "51.4"]]), "numbers"),
        (a_feature([[7.0, 51.4], [float("nan"), 51.4], [7.1, 51.5], [7.0, 51.4]]), "numbers"),
        (a_feature([[7.0, 51.4], [float("inf"), 51.4], [7.1, 51.5], [7.0, 51.4]]), "numbers"),
        (a_feature([[7.0, 51.4], [10**400, 51.4], [7.1, 51.5], [7.0, 51.4]]), "numbers"),
        (a_feature([[True, 51.4], [7.1, 51.4], [7.1, 51.5], [7.0, 51.4]]), "numbers"),
        (a_feature([[7.0], [7.1, 51.4], [7.1, 51.5], [7.0, 51.4]]), "numbers"),
        (a_feature([[[7.0, 51.4]], [7.1, 51.4], [7.1, 51.5], [7.0, 51.4]]), "numbers"),
        (a_feature([]), "few_points"),
        (a_feature([[7.0, 51.4], [7.1, 51.4], [7.0, 51.4]]), "few_points"),
        (a_feature([[7.0, 51.4]] * 9), "few_points"),
        (a_feature([[360_000.0, 5_700_000.0], [361_000.0, 5_700_000.0], [361_000.0, 5_701_000.0]]), "metres"),
        (a_feature([[32_360_000.0, 5_700_000.0], [32_361_000.0, 5_700_000.0], [32_361_000.0, 5_701_000.0]]), "metres"),
        (a_feature([[2.3, 48.8], [2.4, 48.8], [2.4, 48.9]]), "outside"),
        (a_feature([[7.0, 51.4], [7.1, 51.4], [2.4, 48.9]]), "outside"),
        (a_feature([[7.0, 51.4], [7.1, 51.4], [7.2, 51.4]]), "no_size"),
        (a_feature([[7.0, 51.4], [7.1, 51.5], [7.1, 51.4], [7.0, 51.5]]), "crossing"),
        (a_feature([[7.0, 51.4], [7.1, 51.5], [7.1, 51.4], [7.03, 51.5]]), "crossing"),
        (a_feature([*([7.0 + index % 2 / 10, 51.0 + index / 1e4] for index in range(5_000)), [6.9, 51.5], [6.9, 51.0]]), "fine"),
    ],
)
def test_what_is_wrong_with_an_area_is_said_of_that_area_alone(feature: Any, fault: str) -> None:
    areas = read_areas(a_file(a_feature(name="davor"), feature, a_feature(name="danach")))

    assert [(one.number, one.fault) for one in areas if isinstance(one, Area)] == [(1, None), (2, fault), (3, None)]
    assert [one.boundary for one in areas if isinstance(one, Area) and one.fault] == [()]


@pytest.mark.parametrize(
    ("feature", "mended"),
    [
        (a_feature(RING[:-1]), ("closed",)),
        (a_feature(RING[::-1]), ("order",)),
        (a_feature(LATITUDE_FIRST), ("swapped",)),
        (a_feature([[*point, 87.5] for point in RING]), ()),
        (a_feature(RING[:2] + RING[1:]), ()),
        (a_feature([*RING[:1], [7.01, 51.40001], *RING[1:]]), ("simplified",)),
    ],
)
def test_what_can_be_put_right_is_put_right_and_said(feature: Any, mended: tuple[str, ...]) -> None:
    area = read_one(feature)

    assert set(area.mended) == set(mended)
    assert set(area.boundary[0]) == {(latitude, longitude) for longitude, latitude in RING}
    assert area.boundary[0][0] == area.boundary[0][-1]
    assert area_m2(area.boundary[0]) > 0


def test_a_hole_is_kept_and_one_that_lies_elsewhere_is_left_out() -> None:
    elsewhere = [[longitude + 1, latitude] for longitude, latitude in HOLE]

    kept, left_out = read_one(a_feature(RING, HOLE)), read_one(a_feature(RING, elsewhere))

    assert (len(kept.boundary), kept.mended) == (2, ("holes",))
    assert (len(left_out.boundary), left_out.mended) == (1, ("hole_outside",))


def test_lines_that_would_cross_with_fewer_points_keep_more_of_them() -> None:
    deep_and_thin = [[7.0, 51.4], [7.02, 51.4], [7.02, 51.42], [7.01001, 51.42], [7.01, 51.40003], [7.00999, 51.42], [7.0, 51.42]]

    assert read_one(a_feature(deep_and_thin)).fault is None


@given(st.lists(stars, min_size=1, max_size=3))
def test_what_was_read_is_read_again_as_it_is(rings: list[Ring]) -> None:
    features = [a_feature([[longitude, latitude] for latitude, longitude in ring]) for ring in rings]
    once = read_areas(a_file(*features))
    assert not isinstance(once, str)
    sound = [(one.names, one.boundary) for one in once if one.boundary]
    again = read_areas(write_areas(sound), tolerances_m=AS_IT_IS)

    assert sound == ([(one.names, one.boundary) for one in again] if not isinstance(again, str) else [])
    assert isinstance(again, str) or all(one.mended == () for one in again)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["Polygon", "MultiPolygon"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(["type", "coordinates", "x"]), inner, max_size=3),
    max_leaves=30,
)


@given(st.lists(json_values, min_size=1, max_size=3))
def test_whatever_stands_in_a_file_is_answered(values: list[Any]) -> None:
    for properties in (None, {"name": "x"}):
        features = [{"type": "Feature", "properties": properties, "geometry": value} for value in values]
        found = read_areas(a_file(*features, *values))
        assert isinstance(found, str) or len(found) == 2 * len(values)
    read_areas(json.dumps(values))
    read_areas(json.dumps({"type": "Feature", "properties": values, "geometry": {"type": "Polygon", "coordinates": values}}))


@given(st.binary(max_size=200))
def test_no_bytes_bring_the_reader_down(content: bytes) -> None:
    read_areas(content)
    read_areas(content.decode("latin-1"))
