"""The places of a town: the list, with what was put together lately, and the page of one."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor
from admin.faults import Fault
from admin.fields import Choices
from admin.form_values import in_old_order
from admin.forms import Typed, first
from admin.lists import ROWS_PER_PAGE, page_number
from admin.pages import language_of_page, redirect
from admin.parts import count_entries, entry_lines, row_of, said_at
from admin.parts_form import HouseForm, read_part
from admin.town import TownVisitor
from admin.towns import stadtteil_tree, town_names, town_row
from angebote.model import Location
from angebote.store.audit import note
from angebote.store.merged_places import UNDO_DAYS, merged_places
from angebote.store.parts import write_location
from angebote.store.reading import location_of
from angebote.store.tables import AngebotRow, LocationRow, MunicipalityRow
from angebote.topics import facts
from locales import say

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
        chosen = [one for one in houses if all(word in whole(one).casefold() for word in words.casefold().split())]
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
            merged=[(one.place.id, whole(one.place)) for one in merged_places(session, town.id, visitor.panel.now())],
            undo_days=UNDO_DAYS,
        )


@routes.get("/{house_id}")
def show_house(request: Request, visitor: TownVisitor, house_id: HouseId) -> Response:
    """The page of one place."""
    with visitor.session(is_reading=True) as session:
        house, town = opened(session, house_id)
        return _page(request, visitor, session, town, house, _typed_of(house))


@routes.post("/{house_id}")
def change_house(request: Request, visitor: TownVisitor, house_id: HouseId, typed: OwnForm) -> Response:
    """Keep what is changed about a place."""
    with visitor.session() as session:
        house, town = opened(session, house_id)
        form, faults = read_part(HouseForm, typed, _choices(session, town.id), many=("access",), flags=FLAGS)
        if form is None:
            return _page(request, visitor, session, town, house, typed, faults=faults)
        write_location(session, _changed(house, form), municipality_id=town.id)
        note(session, visitor.author("place changed"), form.name, municipality_id=town.id)
    return redirect(request, f"/houses/{house_id}", done="saved")


def opened(session: Session, house_id: str) -> tuple[Location, MunicipalityRow]:
    """Return a place the Session sees and its town.

    Errors: HTTPException 404 if there is none.
    """
    row = row_of(session, LocationRow, house_id)
    return location_of(row), town_row(session, row.municipality_id)


def whole(house: Location) -> str:
    """Return a place as one line: its name and its address."""
    return f"{house.name}, {house.street}, {house.postcode} {house.city}"


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


def _others(session: Session, town_id: str, house: Location) -> list[tuple[str, str]]:
    """Return the other places of the town to choose from, those of the same address first."""
    others = [one for one in _houses(session, town_id) if one.id != house.id]
    return [(one.id, whole(one)) for one in sorted(others, key=lambda one: _address(one) != _address(house))]


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
