"""Neighbours read from the boundaries: which Stadtteile share a stretch of line and do not name each other yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from admin.access import OwnForm
from admin.forms import first
from admin.pages import redirect
from admin.town_pages import TownVisitor, open_town, town_page
from angebote.model import Stadtteil
from angebote.store.audit import note
from angebote.store.stadtteile import below, name_as_neighbours, read_stadtteile
from angebote.touching import touching

PAGE = "/town/boundaries/neighbours"
_BETWEEN = " "
routes = APIRouter(prefix=PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the boundaries say. Shape: `new` do not name each other yet; `apart` do, but their areas touch nowhere (they stay as they are)."""

    new: Sequence[tuple[Stadtteil, Stadtteil]]
    known: int
    apart: Sequence[tuple[Stadtteil, Stadtteil]]

    @property
    def new_ids(self) -> frozenset[str]:
        """The new pairs as the form sends them."""
        return frozenset(pair_id(*pair) for pair in self.new)


def pair_id(one: Stadtteil, other: Stadtteil) -> str:
    """Return how a pair is named in the form."""
    return _BETWEEN.join(sorted((one.id, other.id)))


def found_in(stadtteile: Mapping[str, Stadtteil]) -> Found:
    """Compare the lines of all Stadtteile that do not lie within each other with the neighbours they name."""
    drawn = [one for one in stadtteile.values() if one.boundary]
    inner = {one.id: below(stadtteile, one.id) for one in drawn}
    touch = touching({one.id: one.boundary for one in drawn})
    pairs = [
        (one, other)
        for number, one in enumerate(drawn)
        for other in drawn[number + 1 :]
        if one.level == other.level and other.id not in inner[one.id] and one.id not in inner[other.id]
    ]
    near = [pair for pair in pairs if (min(pair[0].id, pair[1].id), max(pair[0].id, pair[1].id)) in touch]
    return Found(
        new=[(one, other) for one, other in near if other.id not in one.neighbour_ids],
        known=sum(other.id in one.neighbour_ids for one, other in near),
        apart=[(one, other) for one, other in pairs if other.id in one.neighbour_ids and (one, other) not in near],
    )


@routes.get("")
def show(request: Request, visitor: TownVisitor) -> Response:
    """The pairs that touch and do not name each other yet, all ticked; nothing is kept."""
    with visitor.session(is_reading=True) as session:
        town = open_town(session, request.query_params.get("town", ""))
        found = found_in(read_stadtteile(session, town.id))
        pairs = [(pair_id(one, other), one, other) for one, other in found.new]
        return town_page(request, visitor, session, town, "boundary_neighbours.html", found=found, pairs=pairs)


@routes.post("")
def keep(request: Request, visitor: TownVisitor, typed: OwnForm) -> Response:
    """Let the ticked pairs name each other; what no longer touches or is known by now is passed over."""
    with visitor.session() as session:
        town = open_town(session, first(typed, "town"), is_changing=True)
        ticked = set(typed.get("pair", ()))
        chosen = [pair for pair in found_in(read_stadtteile(session, town.id)).new if pair_id(*pair) in ticked]
        if chosen:
            name_as_neighbours(session, [(one.id, other.id) for one, other in chosen], municipality_id=town.id)
            said = f"{town.name}: " + ", ".join(f"{one.name} – {other.name}" for one, other in chosen)
            note(session, visitor.author("neighbours from boundaries"), said, municipality_id=town.id)
    return redirect(request, f"/town/boundaries?town={town.id}", done="neighbours" if chosen else "")
