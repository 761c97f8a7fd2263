"""Where an Angebot counts: in the person's own Stadtteil, next door, in the whole city. Pure."""

from collections.abc import Iterable
from typing import Literal
from weakref import WeakKeyDictionary

from angebote.model import Angebot, Stadtteil, Town
from angebote.rings import holds, metres_between, point_inside

Nearness = Literal["here", "neighbour", "neighbour_only", "city", "elsewhere", "remote"]


def nearness_of(angebot: Angebot, town: Town, stadtteil_id: str | None) -> Nearness | None:
    """Return how near an Angebot is to somebody in that Stadtteil; None if it is meant for people elsewhere.

    Shape:  here: it serves the Stadtteil, or stands in it and serves the whole town; neighbour: the same for one next door;
            neighbour_only: meant for the people next door, so ask first; city: whole municipality; remote: nationwide, by phone or online.
            Without a Stadtteil all of the town counts: "city" serves everybody, "elsewhere" only a part of the town.
    """
    if angebot.is_nationwide:
        return "remote"
    if stadtteil_id is None or stadtteil_id not in town.stadtteile:
        return "elsewhere" if angebot.stadtteil_ids else "city"
    served = set(angebot.stadtteil_ids) or _standing_in(angebot, town)
    if served & area_of(town, stadtteil_id):
        return "here"
    if served & neighbours_of(town, stadtteil_id):
        return "neighbour_only" if angebot.stadtteil_ids else "neighbour"
    return None if angebot.stadtteil_ids else "city"


def area_of(town: Town, stadtteil_id: str) -> frozenset[str]:
    """Return the ids that count as "in this Stadtteil": itself, all above it and all below it."""
    return frozenset((stadtteil_id, *town.parents_of(stadtteil_id), *_below(town, stadtteil_id)))


def neighbours_of(town: Town, stadtteil_id: str) -> frozenset[str]:
    """Return the ids next door: those that touch it (or touch a part of it); where none is known, those of the same Bezirk."""
    known = _neighbours.setdefault(town, {})
    if stadtteil_id not in known:
        known[stadtteil_id] = _find_neighbours(town, stadtteil_id)
    return known[stadtteil_id]


def stadtteile_at(town: Town, latitude: float, longitude: float, *, most: int = 4) -> tuple[Stadtteil, ...]:
    """Return the Stadtteile a position may lie in: one whose boundary holds it, else the nearest ones (offer them as choices).

    Units:  degrees, WGS 84. Empty if the town knows no positions or the nearest is over 15 km away.
    """
    holding = [one for one in town.stadtteile.values() if holds(one.boundary, latitude, longitude)]
    if holding:
        deepest = max(holding, key=lambda one: len(town.parents_of(one.id)))
        return (deepest,)
    near = sorted(
        (
            (metres_between((latitude, longitude), point), index, one)
            for index, one in enumerate(_choosable(town))
            if (point := one.point or (point_inside(one.boundary) if one.boundary else None))
        ),
        key=lambda row: row[:2],
    )
    return tuple(one for metres, _, one in near[:most] if metres <= 15_000)


_neighbours: WeakKeyDictionary[Town, dict[str, frozenset[str]]] = WeakKeyDictionary()


def _find_neighbours(town: Town, stadtteil_id: str) -> frozenset[str]:
    own = area_of(town, stadtteil_id)
    inner = (stadtteil_id, *_below(town, stadtteil_id))
    touching = {one for part in inner for one in town.stadtteile[part].neighbour_ids} - own
    if not touching:
        parent = town.stadtteile[stadtteil_id].parent_id
        touching = {one.id for one in town.children_of(parent)} - own if parent else set()
    return frozenset(chain_below(town, touching))


def chain_below(town: Town, ids: Iterable[str]) -> set[str]:
    """Return the ids together with all that lie below them."""
    return {one for key in ids for one in (key, *_below(town, key))}


def _below(town: Town, stadtteil_id: str) -> tuple[str, ...]:
    found: list[str] = []
    for child in town.children_of(stadtteil_id):
        found += [child.id, *_below(town, child.id)]
    return tuple(found)


def _standing_in(angebot: Angebot, town: Town) -> set[str]:
    place = town.place_of(angebot)
    return {place.stadtteil_id} if place and place.stadtteil_id else set()


def _choosable(town: Town) -> list[Stadtteil]:
    return [one for one in town.stadtteile.values() if one.is_choice]
