"""Boundaries as GeoJSON: read with everything that can be wrong in such a file, written as the standard says. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from angebote.rings import DECIMALS, Boundary, Point, Ring, area_m2, has_crossing, holds, point_inside, polygons_of, simplified

MOST_AREAS = 500
MOST_POINTS_READ = 200_000
MOST_POINTS_KEPT = 40_000
MOST_POINTS_OF_AREA = 2_000
MOST_NAMES = 12
LONGEST_NAME = 100
LEAST_AREA_M2 = 100.0
TOLERANCES_M = (10.0, 2.0)
AS_IT_IS = (0.0,)
SOUTH, WEST, NORTH, EAST = 47.0, 5.5, 55.2, 15.6  # Germany
Unreadable = Literal["empty", "not_json", "deep", "type", "no_areas", "many_areas", "many_points"]
Fault = Literal["no_geometry", "kind", "numbers", "few_points", "metres", "outside", "no_size", "crossing", "fine"]
Mended = Literal["closed", "order", "swapped", "simplified", "holes", "hole_outside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area of a file.

    Shape: `number` counts from 1 as in the file, `names` are its short texts by property. With a `fault` there is no boundary;
           `mended` says what was put right and what was found on the way.
    """

    number: int
    names: Mapping[str, str] = field(default_factory=dict)
    boundary: Boundary = ()
    mended: tuple[Mended, ...] = ()
    fault: Fault | None = None


class _BadArea(Exception):  # noqa: N818 - says what it is
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_areas(content: bytes | str, *, tolerances_m: Sequence[float] = TOLERANCES_M) -> tuple[Area, ...] | Unreadable:
    """Return the areas of a GeoJSON file, or what is wrong with the file as a whole.

    Units:  `tolerances_m`: how many metres a line may move where points are left out; the next one is tried if lines would cross.
    Source: RFC 7946.
    """
    if not content.strip():
        return "empty"
    try:
        value = json.loads(content.lstrip("\ufeff") if isinstance(content, str) else content)
    except RecursionError:
        return "deep"
    except ValueError:
        return "not_json"
    features = _features(value)
    if isinstance(features, str):
        return features
    return _areas(features, tolerances_m)


def write_areas(areas: Iterable[tuple[Mapping[str, str], Boundary]]) -> str:
    """Return areas with their properties as GeoJSON: every one a MultiPolygon, outer rings against the clock, holes with it."""
    features = [{"type": "Feature", "properties": dict(names), "geometry": _geometry(boundary)} for names, boundary in areas]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))


def _geometry(boundary: Boundary) -> Mapping[str, object]:
    polygons = [
        [[[longitude, latitude] for latitude, longitude in _turned(ring, is_outer=not index)] for index, ring in enumerate(rings)]
        for rings in polygons_of(boundary)
    ]
    return {"type": "MultiPolygon", "coordinates": polygons}


def _features(value: object) -> list[Any] | Unreadable:
    if not isinstance(value, dict) or value.get("type") not in ("FeatureCollection", "Feature"):
        return "type"
    features = value.get("features") if value["type"] == "FeatureCollection" else [value]
    if not isinstance(features, list):
        return "type"
    if len(features) > MOST_AREAS:
        return "many_areas"
    return features or "no_areas"


def _areas(features: Sequence[Any], tolerances_m: Sequence[float]) -> tuple[Area, ...] | Unreadable:
    areas: list[Area] = []
    read = kept = 0
    for number, feature in enumerate(features, start=1):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        read += _count(geometry)
        if read > MOST_POINTS_READ:
            return "many_points"
        area = _area(number, _names(feature), geometry, tolerances_m)
        kept += sum(map(len, area.boundary))
        if kept > MOST_POINTS_KEPT:
            return "many_points"
        areas.append(area)
    return tuple(areas)


def _count(geometry: object) -> int:
    """Return how many positions an area has."""
    value = geometry if isinstance(geometry, dict) else {}
    polygons = [value.get("coordinates")] if value.get("type") == "Polygon" else _listed(value.get("coordinates"))
    return sum(len(_listed(ring)) for polygon in polygons for ring in _listed(polygon))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _names(feature: object) -> Mapping[str, str]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    found: dict[str, str] = {}
    for key, value in properties.items() if isinstance(properties, dict) else ():
        name, text = _printable(key), _printable(value) if isinstance(value, str) else ""
        if name and text and len(name) <= LONGEST_NAME and len(text) <= LONGEST_NAME and len(found) < MOST_NAMES:
            found[name] = text
    return found


def _printable(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _area(number: int, names: Mapping[str, str], geometry: object, tolerances_m: Sequence[float]) -> Area:
    try:
        boundary, mended = _boundary(geometry, tolerances_m)
    except _BadArea as bad:
        return Area(number=number, names=names, fault=bad.fault)
    return Area(number=number, names=names, boundary=boundary, mended=tuple(dict.fromkeys(mended)))


def _boundary(geometry: object, tolerances_m: Sequence[float]) -> tuple[Boundary, list[Mended]]:
    mended: list[Mended] = []
    polygons = _in_germany([[_positions(ring) for ring in polygon] for polygon in _polygons(geometry)], mended)
    exact = tuple(ring for polygon in polygons for ring in _rings(polygon, mended))
    state: bool | None = True
    for tolerance in tolerances_m:
        boundary = tuple(simplified(ring, tolerance) if tolerance else ring for ring in exact)
        state = has_crossing(boundary)
        if state is False:
            break
    if state is None or sum(map(len, boundary)) > MOST_POINTS_OF_AREA:
        raise _BadArea("fine")
    if state:
        raise _BadArea("crossing")
    return boundary, [*mended, *(["simplified"] if boundary != exact else [])]  # type: ignore[list-item]


def _polygons(geometry: object) -> list[list[Any]]:
    if not isinstance(geometry, dict):
        raise _BadArea("no_geometry")
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise _BadArea("kind")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons or not all(isinstance(one, list) and one for one in polygons):
        raise _BadArea("no_geometry")
    return polygons


def _positions(ring: object) -> list[Point]:
    if not isinstance(ring, list) or not all(_is_position(one) for one in ring):
        raise _BadArea("numbers")
    return [(one[1], one[0]) for one in ring]


def _is_position(value: object) -> bool:
    """Infinity, what is not a number, and whole numbers too long for a float are no positions."""
    return isinstance(value, list) and len(value) >= 2 and all(type(one) in (int, float) and abs(one) < 1e9 for one in value[:2])


def _in_germany(polygons: list[list[list[Point]]], mended: list[Mended]) -> list[list[list[Point]]]:
    points = [point for polygon in polygons for ring in polygon for point in ring]
    if any(abs(latitude) > 180 or abs(longitude) > 180 for latitude, longitude in points):
        raise _BadArea("metres")
    if all(_is_german(latitude, longitude) for latitude, longitude in points):
        return polygons
    if not all(_is_german(longitude, latitude) for latitude, longitude in points):
        raise _BadArea("outside")
    mended.append("swapped")
    return [[[(longitude, latitude) for latitude, longitude in ring] for ring in polygon] for polygon in polygons]


def _is_german(latitude: float, longitude: float) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def _rings(polygon: list[list[Point]], mended: list[Mended]) -> list[Ring]:
    """Return the rings of a polygon as they are kept; a hole that does not lie in it, or is no area, is left out."""
    outer = _ring(polygon[0], mended, is_outer=True)
    if abs(area_m2(outer)) < LEAST_AREA_M2:
        raise _BadArea("crossing" if has_crossing((outer,)) else "no_size")
    found = [outer]
    for one in polygon[1:]:
        hole = _ring(one, mended, is_outer=False)
        is_inside = abs(area_m2(hole)) >= LEAST_AREA_M2 and holds((outer,), *point_inside((hole,)))
        mended.append("holes" if is_inside else "hole_outside")
        found += [hole] if is_inside else []
    return found


def _ring(points: Sequence[Point], mended: list[Mended], *, is_outer: bool) -> Ring:
    rounded = [(round(float(latitude), DECIMALS), round(float(longitude), DECIMALS)) for latitude, longitude in points]
    ring = [point for index, point in enumerate(rounded) if index == 0 or point != rounded[index - 1]]
    if ring and ring[0] != ring[-1]:
        ring.append(ring[0])
        mended.append("closed")
    if len(ring) < 4:
        raise _BadArea("few_points")
    turned = _turned(tuple(ring), is_outer=is_outer)
    if turned != tuple(ring):
        mended.append("order")
    return turned


def _turned(ring: Ring, *, is_outer: bool) -> Ring:
    return ring if (area_m2(ring) >= 0) == is_outer else ring[::-1]
