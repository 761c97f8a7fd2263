"""The boundaries of a town as a picture made here: lines in a small square, with names where they fit, else with numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, radians
from typing import Literal

from angebote.rings import Boundary, Point, point_inside

WIDTH = 480
MARGIN = 6
LETTER_WIDTH = 7.2
Kind = Literal["present", "new", "changed", "same", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A boundary to be drawn. Shape: `number` 0 = it gets no label."""

    name: str
    number: int
    kind: Kind
    boundary: Boundary


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A boundary as it is drawn. Units: pixels of the picture, from its upper left."""

    name: str
    kind: Kind
    path: str
    label: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All boundaries of a picture. Units: pixels."""

    width: int
    height: int
    shapes: Sequence[Shape]


def picture_of(outlines: Sequence[Outline]) -> Picture | None:
    """Return the picture of boundaries, north at the top; None if there are none."""
    points = [point for one in outlines for ring in one.boundary for point in ring]
    if not points:
        return None
    paper = _Paper(points)
    return Picture(WIDTH, paper.height, [_shape(one, paper) for one in outlines])


class _Paper:
    """Where a position lies in the picture."""

    def __init__(self, points: Sequence[Point]) -> None:
        latitudes, longitudes = [one[0] for one in points], [one[1] for one in points]
        self._north, self._west = max(latitudes), min(longitudes)
        self._narrow = cos(radians(sum(latitudes) / len(latitudes)))
        across = max((max(longitudes) - self._west) * self._narrow, (self._north - min(latitudes)) * 0.8, 1e-6)
        self._scale = (WIDTH - 2 * MARGIN) / across
        self._left = (WIDTH - (max(longitudes) - self._west) * self._narrow * self._scale) / 2
        self.height = round((self._north - min(latitudes)) * self._scale) + 2 * MARGIN

    def place(self, point: Point) -> tuple[int, int]:
        """Return the pixel of a position: across, down."""
        across = (point[1] - self._west) * self._narrow * self._scale
        return round(self._left + across), round((self._north - point[0]) * self._scale) + MARGIN


def _shape(outline: Outline, paper: _Paper) -> Shape:
    rings = [[place for place, _ in groupby(paper.place(point) for point in ring[:-1])] for ring in outline.boundary]
    x, y = paper.place(point_inside(outline.boundary))
    room = max(max(across for across, _ in ring) - min(across for across, _ in ring) for ring in rings)
    label = outline.name if len(outline.name) * LETTER_WIDTH < room else str(outline.number)
    path = "".join("M" + "L".join(f"{across} {down}" for across, down in ring) + "Z" for ring in rings)
    return Shape(name=outline.name, kind=outline.kind, path=path, label=label if outline.number else "", x=x, y=y)
