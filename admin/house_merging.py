"""Putting two places together that are one: what happens is said before, and all of it can be taken back for a while."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor, not_found
from admin.forms import first
from admin.houses import HouseId, opened, whole
from admin.pages import language_of_page, redirect
from admin.parts import entry_lines, page_before
from admin.town import TownVisitor
from admin.towns import town_row
from angebote.model import Location
from angebote.store.audit import note
from angebote.store.catalogue import Stale
from angebote.store.merged_places import (
    UNDO_DAYS,
    MergedPlace,
    merge_locations,
    merged_place,
    moved_with,
    take_apart,
)
from angebote.store.reading import location_of
from angebote.store.tables import AngebotRow, LocationRow, MunicipalityRow
from locales import say_panel

routes = APIRouter(prefix="/houses")


@routes.get("/{house_id}/merge")
def ask_before_merging(request: Request, visitor: TownVisitor, house_id: HouseId) -> Response:
    """What happens if the place is put together with another one."""
    language = language_of_page(request)
    with visitor.session(is_reading=True) as session:
        house, kept, _ = _both(session, house_id, request.query_params.get("into", ""))
        count = len(entry_lines(session, AngebotRow.location_id == house.id))
    return page_before(
        request,
        visitor,
        heading=say_panel("Put these two together?", language),
        lines=[
            say_panel("This one stays, as it is described there: {name}", language, name=whole(kept)),
            say_panel("This one goes: {name}", language, name=whole(house)),
            say_panel("Entries that move: {count}", language, count=count),
            say_panel("You can take it back for {days} days.", language, days=UNDO_DAYS),
        ],
        button=say_panel("Yes, put them together", language),
        back=f"/houses/{house_id}",
        into=kept.id,
    )


@routes.post("/{house_id}/merge")
def merge(request: Request, visitor: TownVisitor, house_id: HouseId, typed: OwnForm) -> Response:
    """Move the entries of a place to another one and delete the place."""
    try:
        with visitor.session() as session:
            house, kept, town = _both(session, house_id, first(typed, "into"))
            merge_locations(session, house.id, kept.id, author=visitor.author("changed"))
            note(session, visitor.author("places merged"), f"{whole(house)} -> {whole(kept)}", municipality_id=town.id)
    except Stale:
        return redirect(request, f"/houses/{house_id}", done="changed")
    return redirect(request, f"/houses/merged/{house.id}", done="places-merged")


@routes.get("/merged/{house_id}")
def show_merged(request: Request, visitor: TownVisitor, house_id: HouseId) -> Response:
    """What moved when the place went, what has become of it since, and the way back."""
    with visitor.session(is_reading=True) as session:
        merged = _merged(session, visitor, house_id)
        kept = session.get(LocationRow, merged.kept_id)
        return visitor.panel.pages.page(
            request,
            "house_merged.html",
            visitor=visitor,
            town=town_row(session, merged.municipality_id),
            merged=merged,
            gone=whole(merged.place),
            kept=whole(location_of(kept)) if kept else "",
            moved=moved_with(session, merged),
        )


@routes.post("/merged/{house_id}/undo")
def take_back(request: Request, visitor: TownVisitor, house_id: HouseId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Make two places of one again, in one transaction; an entry that has moved on since stays where it is."""
    try:
        with visitor.session() as session:
            merged = _merged(session, visitor, house_id)
            is_whole = take_apart(session, merged, author=visitor.author("undone"))
            note(session, visitor.author("places apart"), whole(merged.place), municipality_id=merged.municipality_id)
    except Stale:
        return redirect(request, f"/houses/merged/{house_id}", done="changed-many")
    return redirect(request, f"/houses/{house_id}", done="places-apart" if is_whole else "places-apart-partly")


def _merged(session: Session, visitor: Visitor, house_id: str) -> MergedPlace:
    """Errors: HTTPException 404 if this place did not go, or too long ago."""
    found = merged_place(session, house_id, visitor.panel.now())
    if found is None:
        raise not_found()
    return found


def _both(session: Session, house_id: str, into: str) -> tuple[Location, Location, MunicipalityRow]:
    """Return the place that goes and the one that stays, of one town.

    Errors: HTTPException 404 if one of them does not exist, is the other one, or lies in another town.
    """
    (house, town), (kept, other_town) = opened(session, house_id), opened(session, into[:36])
    if house.id == kept.id or town.id != other_town.id:
        raise not_found()
    return house, kept, town
