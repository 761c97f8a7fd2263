"""The places of a town: the list, the page of one, putting two together that are one."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor, not_found
from admin.faults import Fault
from admin.fields import Choices
from admin.form_values import in_old_order
from admin.forms import Typed, first
from admin.lists import ROWS_PER_PAGE, page_number
from admin.pages import language_of_page, redirect
from admin.parts import count_entries, entry_lines, page_before, row_of, said_at
from admin.parts_form import HouseForm, read_part
from admin.town import TownVisitor
from admin.towns import stadtteil_tree, town_names, town_row
from angebote.model import Location
from angebote.store.audit import note
from angebote.store.catalogue import Stale
from angebote.store.parts import merge_locations, write_location
from angebote.store.reading import location_of
from angebote.store.tables import AngebotRow, LocationRow, MunicipalityRow
from angebote.topics import facts
from locales import say, say_panel

HouseId = Annotated[str, Path(max_length=36)]
ADDRESS = ("street", "postcode", "city")
FLAGS = ("is_house", "keeps_point")
routes = APIRouter(prefix="/houses")


@routes.get("")
def show_houses(request: Request, visitor: TownVisitor) -> Response:
    """The places of a town with how many entries are there; two of one address stand out."""
    with visitor.session(is_reading=True) as session:
        town = town_row(session, request.query_params.get("town", ""))
        asked = request.query_params
        words, houses = asked.get("words", "")[:100], _houses(session, town.id)
        alike = Counter(_address(one) for one in houses)
        chosen = [one for one in houses if all(word in _whole(one).casefold() for word in words.casefold().split())]
        pages = max(1, math.ceil(len(chosen) / ROWS_PER_PAGE))
        page = min(max(page_number(asked.get("page", "")), 1), pages)
        return visitor.panel.pages.page(
            request,
            "houses.html",
            visitor=visitor,
            town=town,
            towns=town_names(session),
            words_sought=words,
            count=len(chosen),
            page=page,
            pages=pages,
            houses=chosen[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE],
            doubled={one.id for one in houses if alike[_address(one)] > 1},
            entries=count_entries(session, AngebotRow.location_id),
            stadtteile={one.id: one.name for one in stadtteil_tree(session, town.id)},
        )


@routes.get("/{house_id}")
def show_house(request: Request, visitor: TownVisitor, house_id: HouseId) -> Response:
    """The page of one place."""
    with visitor.session(is_reading=True) as session:
        house, town = _opened(session, house_id)
        return _page(request, visitor, session, town, house, _typed_of(house))


@routes.post("/{house_id}")
def change_house(request: Request, visitor: TownVisitor, house_id: HouseId, typed: OwnForm) -> Response:
    """Keep what is changed about a place."""
    with visitor.session() as session:
        house, town = _opened(session, house_id)
        form, faults = read_part(HouseForm, typed, _choices(session, town.id), many=("access",), flags=FLAGS)
        if form is None:
            return _page(request, visitor, session, town, house, typed, faults=faults)
        write_location(session, _changed(house, form), municipality_id=town.id)
        note(session, visitor.author("place changed"), form.name, municipality_id=town.id)
    return redirect(request, f"/houses/{house_id}", done="saved")


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
            say_panel("This one stays, as it is described there: {name}", language, name=_whole(kept)),
            say_panel("This one goes: {name}", language, name=_whole(house)),
            say_panel("Entries that move: {count}", language, count=count),
            say_panel("This cannot be taken back.", language),
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
            note(session, visitor.author("places merged"), f"{_whole(house)} -> {_whole(kept)}", municipality_id=town.id)
    except Stale:
        return redirect(request, f"/houses/{house_id}", done="changed")
    return redirect(request, f"/houses/{kept.id}", done="places-merged")


def _opened(session: Session, house_id: str) -> tuple[Location, MunicipalityRow]:
    row = row_of(session, LocationRow, house_id)
    return location_of(row), town_row(session, row.municipality_id)


def _both(session: Session, house_id: str, into: str) -> tuple[Location, Location, MunicipalityRow]:
    """Return the place that goes and the one that stays, of one town.

    Errors: HTTPException 404 if one of them does not exist, is the other one, or lies in another town.
    """
    (house, town), (kept, other_town) = _opened(session, house_id), _opened(session, into[:36])
    if house.id == kept.id or town.id != other_town.id:
        raise not_found()
    return house, kept, town


def _houses(session: Session, town_id: str) -> Sequence[Location]:
    rows = session.scalars(select(LocationRow).where(LocationRow.municipality_id == town_id).order_by(LocationRow.name))
    return [location_of(row) for row in rows]


def _choices(session: Session, town_id: str) -> Choices:
    stadtteile = frozenset(one.id for one in stadtteil_tree(session, town_id))
    return Choices({"stadtteil_id": stadtteile, "access": frozenset(facts()["access"])})


def _changed(house: Location, form: HouseForm) -> Location:
    """Return the place as the form says; where it moves, its point on the map is forgotten, because nobody measured the new one."""
    has_moved = any(getattr(form, part) != getattr(house, part) for part in ADDRESS) and not form.keeps_point
    return replace(
        house,
        name=form.name,
        street=form.street,
        postcode=form.postcode,
        city=form.city,
        stadtteil_id=form.stadtteil_id or None,
        access=in_old_order(form.access, house.access),
        is_house=form.is_house,
        latitude=None if has_moved else house.latitude,
        longitude=None if has_moved else house.longitude,
    )


def _typed_of(house: Location) -> Typed:
    single = {name: [getattr(house, name) or ""] for name in ("name", *ADDRESS, "stadtteil_id")}
    return {**single, "access": list(house.access), "is_house": ["yes"] if house.is_house else []}


def _address(house: Location) -> tuple[str, str]:
    """Return what two places that are one have in common, however the street is written."""
    street = house.street.casefold().replace("straße", "str").replace("strasse", "str")
    return "".join(sign for sign in street if sign.isalnum()), house.postcode


def _whole(house: Location) -> str:
    return f"{house.name}, {house.street}, {house.postcode} {house.city}"


def _others(session: Session, town_id: str, house: Location) -> list[tuple[str, str]]:
    """Return the other places of the town to choose from, those of the same address first."""
    others = [one for one in _houses(session, town_id) if one.id != house.id]
    return [(one.id, _whole(one)) for one in sorted(others, key=lambda one: _address(one) != _address(house))]


def _page(
    request: Request,
    visitor: Visitor,
    session: Session,
    town: MunicipalityRow,
    house: Location,
    typed: Typed,
    *,
    faults: Mapping[str, Fault] | None = None,
) -> Response:
    language = language_of_page(request)
    return visitor.panel.pages.page(
        request,
        "house.html",
        status=422 if faults else 200,
        visitor=visitor,
        town=town,
        house=house,
        entries=entry_lines(session, AngebotRow.location_id == house.id),
        others=_others(session, town.id, house),
        values={name: first(typed, name) for name in ("name", *ADDRESS, "stadtteil_id", *FLAGS)},
        chosen=typed.get("access", ()),
        access=[(key, "", say(label, language).text, 0) for key, label in facts()["access"].items()],
        stadtteile=[(one.id, "– " * one.depth + one.name) for one in stadtteil_tree(session, town.id)],
        faults=said_at(request, faults or {}),
    )
