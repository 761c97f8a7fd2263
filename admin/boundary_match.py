"""Which area of a file is which Stadtteil: by its name, whatever the spelling, and by where it lies."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from angebote.geojson import Area
from angebote.model import Stadtteil, Town
from angebote.rings import Point, metres_between, point_inside
from angebote.understanding.placenames import names_of, spellings

FAR_FROM_ITS_MIDDLE_M = 10_000
FAR_FROM_THE_TOWN_M = 30_000
_AROUND_A_NAME = re.compile(
    r"^[\d\s.:_-]+|^(?:Stadtteil|Stadtbezirk|Ortsteil|Bezirk|Quartier)\s+(?=\S)|[\s(]+Stadt\)?$", re.IGNORECASE
)
State = Literal["new", "changed", "same"]


@dataclass(frozen=True, slots=True)
class Match:
    """An area that is a Stadtteil. Shape: `is_far`: it lies where this Stadtteil cannot be."""

    stadtteil: Stadtteil
    area: Area
    state: State
    is_far: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The areas of a file beside the Stadtteile of a town.

    Shape: `found` and `without` (Stadtteile the file does not have) in the order of the town; `unknown`: areas with a boundary that are no
           Stadtteil (`near`: those of them that lie in or around the town), `unclear` those whose name means several, `double` those whose Stadtteil came before.
    """

    found: Sequence[Match]
    unknown: Sequence[Area]
    near: Sequence[Area]
    unclear: Sequence[Area]
    double: Sequence[Area]
    without: Sequence[Stadtteil]


def name_properties(areas: Sequence[Area], town: Town) -> Sequence[str]:
    """Return the properties that may hold the names, the one that names the most Stadtteile first."""
    known: dict[str, set[str]] = {}
    for area in areas:
        for name, value in area.names.items():
            known.setdefault(name, set()).update(_ids(value, town))
    return sorted(known, key=lambda name: -len(known[name]))


def match_areas(areas: Sequence[Area], town: Town, name_property: str) -> Matches:
    """Return which area is which Stadtteil; areas with a fault are left out."""
    found: dict[str, Match] = {}
    centre = _centre(town, areas)
    unknown, unclear, double = list[Area](), list[Area](), list[Area]()
    for area in areas:
        ids = _ids(area.names.get(name_property, ""), town) if area.boundary else None
        if ids is None:
            continue
        if len(ids) != 1:
            (unclear if ids else unknown).append(area)
        elif ids[0] in found:
            double.append(area)
        else:
            found[ids[0]] = _match(town.stadtteile[ids[0]], area, centre)
    return Matches(
        found=[found[key] for key in town.stadtteile if key in found],
        unknown=unknown,
        near=[one for one in unknown if not _lies_far(one, centre)],
        unclear=unclear,
        double=double,
        without=[one for key, one in town.stadtteile.items() if key not in found],
    )


def _ids(name: str, town: Town) -> Sequence[str]:
    """Return the Stadtteile that are called so: by their name, else by another name of theirs; "Stadtbezirk 7" is "Bezirk VII", too."""
    bare = _AROUND_A_NAME.sub("", name)
    for spelling in (one for text in dict.fromkeys((name, bare, f"Bezirk {bare}")) for one in spellings(text)):
        places = [place for place in names_of(town).exact(spelling) if place.stadtteil_id]
        best = min((place.rank for place in places), default=0)
        if ids := {place.stadtteil_id: None for place in places if place.rank == best and place.stadtteil_id}:
            return list(ids)
    return ()


def _match(stadtteil: Stadtteil, area: Area, centre: Point | None) -> Match:
    state: State = "new" if not stadtteil.boundary else "same" if stadtteil.boundary == area.boundary else "changed"
    is_far = _lies_far(area, stadtteil.point, FAR_FROM_ITS_MIDDLE_M) if stadtteil.point else _lies_far(area, centre)
    return Match(stadtteil, area, state, is_far)


def _lies_far(area: Area, centre: Point | None, far_m: float = FAR_FROM_THE_TOWN_M) -> bool:
    return centre is not None and metres_between(point_inside(area.boundary), centre) > far_m


def _centre(town: Town, areas: Sequence[Area]) -> Point | None:
    """Return the middle of the town as it is known, else that of most areas."""
    known = [one.point or point_inside(one.boundary) for one in town.stadtteile.values() if one.point or one.boundary]
    points = known or [point_inside(one.boundary) for one in areas if one.boundary]
    return (median(one[0] for one in points), median(one[1] for one in points)) if points else None


def names_in(areas: Sequence[Area], name_property: str) -> Mapping[int, str]:
    """Return what each area is called in the file, by its number; nothing for those without a name."""
    return {area.number: area.names[name_property] for area in areas if name_property in area.names}
