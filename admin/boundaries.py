"""The boundaries of the Stadtteile: seen as a picture, brought in as GeoJSON with a look first, taken away, taken along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor, needs, not_found
from admin.boundary_match import Match, Matches, match_areas, name_properties
from admin.boundary_picture import Outline, picture_of
from admin.boundary_words import (
    LEFT_OUT,
    MENDED,
    STATES,
    UNREADABLE,
    Note,
    in_words,
    matching_notes,
    notes_from,
    notes_of,
    square_km,
)
from admin.forms import first
from admin.pages import language_of_page, redirect
from admin.towns import town_names
from admin.uploads import LARGEST_UPLOAD_BYTES, OwnUpload
from angebote.geojson import AS_IT_IS, Area, read_areas, write_areas
from angebote.model import Stadtteil, Town
from angebote.rings import size_m2
from angebote.store.audit import note
from angebote.store.catalogue import read_stadtteile
from angebote.store.tables import StadtteilRow

MOST_SHOWN_AGAIN_BYTES = 200_000
NAME_PROPERTY = "name"
TownVisitor = Annotated[Visitor, Depends(needs("town"))]
routes = APIRouter(prefix="/town/boundaries", max_body_size=LARGEST_UPLOAD_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A file as it is looked at before anything is kept. Shape: `ticked` are ids of Stadtteile, None = all that do not lie far away."""

    areas: Sequence[Area]
    name_property: str
    notes: Sequence[Note]
    ticked: frozenset[str] | None = None
    fault: str = ""


@routes.get("")
def show_boundaries(request: Request, visitor: TownVisitor) -> Response:
    """The present boundaries as a picture and a table, and the form for new ones."""
    with visitor.session(is_reading=True) as session:
        town, names = _town(session, request.query_params.get("town", "")), town_names(session)
    return _page(request, visitor, town, towns=names)


@routes.get("/download")
def download_boundaries(request: Request, visitor: TownVisitor) -> Response:
    """The present boundaries as a GeoJSON file, with the name and level of each Stadtteil."""
    with visitor.session(is_reading=True) as session:
        town = _town(session, request.query_params.get("town", ""))
    known = [({NAME_PROPERTY: one.name, "level": one.level}, one.boundary) for one in town.stadtteile.values() if one.boundary]
    headers = {"Content-Disposition": f'attachment; filename="{town.slug}.geojson"', "Cache-Control": "no-store"}
    return Response(write_areas(known), media_type="application/geo+json", headers=headers)


@routes.post("")
def look_at_file(request: Request, visitor: TownVisitor, upload: OwnUpload) -> Response:
    """Show what a file would change; nothing is kept yet."""
    with visitor.session(is_reading=True) as session:
        town, names = _town(session, first(upload.fields, "town")), town_names(session)
    typed = first(upload.fields, "text")
    areas = "too_large" if upload.content is None else read_areas(upload.content or typed)
    if isinstance(areas, str):
        text = typed or _shown_again(upload.content)
        return _page(request, visitor, town, towns=names, fault=areas, text=text, status=422)
    name_property = next(iter(name_properties(areas, town)), "")
    look = Look(areas=areas, name_property=name_property, notes=notes_of(areas, name_property))
    return _look_page(request, visitor, town, look)


@routes.post("/keep")
def keep_boundaries(request: Request, visitor: TownVisitor, typed: OwnForm) -> Response:
    """Keep the boundaries that were looked at, or look again by another property."""
    with visitor.session() as session:
        town = _town(session, first(typed, "town"))
        areas = read_areas(first(typed, "areas"), tolerances_m=AS_IT_IS)
        if isinstance(areas, str):
            return _page(request, visitor, town, towns=town_names(session), fault=areas, status=422)
        look = Look(areas=areas, name_property=first(typed, "property"), notes=notes_from(typed.get("note", ())))
        if first(typed, "action") != "keep":
            return _look_page(request, visitor, town, look)
        ticked = frozenset(typed.get("keep", ()))
        chosen = [one for one in match_areas(areas, town, look.name_property).found if one.stadtteil.id in ticked]
        if not chosen:
            again = Look(areas=areas, name_property=look.name_property, notes=look.notes, ticked=frozenset(), fault="none_chosen")
            return _look_page(request, visitor, town, again)
        _keep(session, chosen)
        said = f"{town.name}: {', '.join(one.stadtteil.name for one in chosen)}"
        note(session, visitor.author("boundaries kept"), said, municipality_id=town.id)
    return redirect(request, f"/town/boundaries?town={town.id}", done="boundaries")


@routes.post("/away")
def take_away(request: Request, visitor: TownVisitor, typed: OwnForm) -> Response:
    """Take the boundary of one Stadtteil away."""
    with visitor.session() as session:
        row = session.get(StadtteilRow, first(typed, "stadtteil")[:36])
        if row is None:
            raise not_found()
        if row.boundary is not None:
            row.boundary = None
            note(session, visitor.author("boundary away"), row.name, municipality_id=row.municipality_id)
    return redirect(request, f"/town/boundaries?town={row.municipality_id}", done="boundary-away")


def _town(session: Session, town_id: str) -> Town:
    """Return the town asked for, else the first by name, within what this person sees."""
    wanted = town_id or next(iter(town_names(session)), "")
    town = read_stadtteile(session, wanted[:36])
    if town is None:
        raise not_found()
    return town


def _keep(session: Session, chosen: Sequence[Match]) -> None:
    boundaries = {one.stadtteil.id: [[list(point) for point in ring] for ring in one.area.boundary] for one in chosen}
    for row in session.scalars(select(StadtteilRow).where(StadtteilRow.id.in_(list(boundaries)))):
        row.boundary = boundaries[row.id]
    session.flush()


def _shown_again(content: bytes | None) -> str:
    """Return a small file as text, so that it can be put right in the page."""
    return content.decode("utf-8", "replace") if content and len(content) <= MOST_SHOWN_AGAIN_BYTES else ""


def _page(
    request: Request,
    visitor: Visitor,
    town: Town,
    *,
    towns: Mapping[str, str],
    fault: str = "",
    text: str = "",
    status: int = 200,
) -> Response:
    language = language_of_page(request)
    rows = [
        (number, one, square_km(size_m2(one.boundary), language) if one.boundary else "")
        for number, one in enumerate(town.stadtteile.values(), start=1)
    ]
    shown = [
        Outline(name=one.name, number=0 if _has_drawn_parts(one, town) else number, kind="present", boundary=one.boundary)
        for number, one, _ in rows
    ]
    return visitor.panel.pages.page(
        request,
        "boundaries.html",
        status=status,
        visitor=visitor,
        town=town,
        towns=towns,
        rows=rows,
        missing=[one for one in town.stadtteile.values() if one.is_choice and not one.boundary],
        picture=picture_of(_largest_first(shown)),
        fault=UNREADABLE.get(fault),
        text=text,
    )


def _look_page(request: Request, visitor: Visitor, town: Town, look: Look) -> Response:
    language = language_of_page(request)
    matches = match_areas(look.areas, town, look.name_property)
    properties = name_properties(look.areas, town)
    fault = look.fault or ("" if matches.found else "none_found")
    notes = [*look.notes, *matching_notes(matches, look.name_property)]
    return visitor.panel.pages.page(
        request,
        "boundaries_look.html",
        status=422 if fault else 200,
        visitor=visitor,
        town=town,
        rows=[_row(number, one, look, language) for number, one in enumerate(matches.found, start=1)],
        name_property=look.name_property,
        properties={one: one for one in properties},
        left_out=in_words(notes, LEFT_OUT, language),
        mended=in_words(notes, MENDED, language),
        without=[one for one in matches.without if one.is_choice],
        notes=look.notes,
        areas=write_areas((area.names, area.boundary) for area in look.areas if area.boundary),
        picture=picture_of(_largest_first(_outlines(matches, look.name_property))),
        fault=UNREADABLE.get(fault),
    )


def _row(number: int, match: Match, look: Look, language: str) -> Mapping[str, object]:
    is_ticked = not match.is_far if look.ticked is None else match.stadtteil.id in look.ticked
    before, called = match.stadtteil.boundary, match.area.names.get(look.name_property, "")
    return {
        "number": number,
        "stadtteil": match.stadtteil,
        "called": called if called != match.stadtteil.name else "",
        "state": STATES[match.state],
        "size": square_km(size_m2(match.area.boundary), language),
        "before": square_km(size_m2(before), language) if match.state == "changed" else "",
        "is_far": match.is_far,
        "is_ticked": is_ticked,
    }


def _outlines(matches: Matches, name_property: str) -> Sequence[Outline]:
    """Return what is drawn of a file. What lies far away would make everything else tiny: it is left out."""
    found = [
        Outline(name=one.stadtteil.name, number=number, kind=one.state, boundary=one.area.boundary)
        for number, one in enumerate(matches.found, start=1)
        if not one.is_far
    ]
    unknown = [
        Outline(name=one.names.get(name_property, ""), number=0, kind="unknown", boundary=one.boundary)
        for one in matches.near
        if found
    ]
    return [*found, *unknown]


def _has_drawn_parts(stadtteil: Stadtteil, town: Town) -> bool:
    """Its name would lie upon the names of its parts."""
    return any(one.boundary for one in town.children_of(stadtteil.id))


def _largest_first(outlines: Sequence[Outline]) -> Sequence[Outline]:
    """What lies within another is drawn after it."""
    return sorted((one for one in outlines if one.boundary), key=lambda one: -size_m2(one.boundary))
