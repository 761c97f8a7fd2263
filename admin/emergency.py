"""The pages about a town's own places for emergencies, and the national help lines beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor, not_found
from admin.emergency_form import KINDS, LABELS, read_place, typed_of
from admin.faults import Fault
from admin.forms import Typed, first
from admin.hours_field import hours_from
from admin.pages import language_of_page, redirect
from admin.town_pages import TownVisitor, open_town, overtaken, seen_of, town_page
from admin.week import UnderstoodLine, understood_week
from angebote.findings import CHECK_AFTER_DAYS, needs_check
from angebote.helplines import HelpLine, help_lines
from angebote.model import EmergencyPlace
from angebote.store.audit import note
from angebote.store.municipality import delete_emergency_place, read_emergency_places, write_emergency_place
from angebote.store.tables import MunicipalityRow

Kind = Annotated[str, Path(max_length=60)]
routes = APIRouter(prefix="/town/emergency")


@dataclass(frozen=True, slots=True)
class Shown:
    """A number for emergencies on the page. Shape: `place` None = there is none yet; `is_old`: somebody should check it again."""

    place: EmergencyPlace | HelpLine | None
    week: tuple[UnderstoodLine, ...]
    is_old: bool


@routes.get("")
def show_emergency(request: Request, visitor: TownVisitor) -> Response:
    """The town's own places, and the help lines that are the same everywhere."""
    today, language = visitor.panel.today(), language_of_page(request)
    with visitor.session(is_reading=True) as session:
        town = open_town(session, request.query_params.get("town", ""))
        places = read_emergency_places(session, town.id)
        kinds = dict.fromkeys((*KINDS, *places))
        lines = [one for one in help_lines().values() if not one.regions or town.state in one.regions]
        return town_page(
            request,
            visitor,
            session,
            town,
            "emergency.html",
            kinds=KINDS,
            places={kind: _shown(places.get(kind), today, language) for kind in kinds},
            lines=[_shown(one, today, language) for one in lines],
            days=CHECK_AFTER_DAYS,
            seen={kind: seen_of(place) for kind, place in places.items()},
        )


@routes.get("/{kind}")
def show_place(request: Request, visitor: TownVisitor, kind: Kind) -> Response:
    """The form of the place for one kind of emergency."""
    with visitor.session(is_reading=True) as session:
        town, present = _open(session, request.query_params.get("town", ""), kind)
        return _form_page(request, visitor, session, town, kind, present, typed_of(present, language_of_page(request)))


@routes.post("/{kind}")
def keep_place(request: Request, visitor: TownVisitor, kind: Kind, typed: OwnForm) -> Response:
    """Keep what was typed, or show it again: with what is wrong, or - if asked for - with the times as they are understood."""
    with visitor.session() as session:
        town, present = _open(session, first(typed, "town"), kind, is_changing=True)
        wanted, faults = read_place(typed, kind, present, visitor.panel.today())
        faults += overtaken(typed, present)
        if wanted is None or faults or first(typed, "action") == "look":
            return _form_page(request, visitor, session, town, kind, present, typed, faults)
        if wanted != present:
            write_emergency_place(session, wanted, municipality_id=town.id)
            note(session, visitor.author("emergency place changed"), wanted.name, municipality_id=town.id)
    return redirect(request, f"/town/emergency?town={town.id}", done="town-saved")


@routes.post("/{kind}/checked")
def check(request: Request, visitor: TownVisitor, kind: Kind, typed: OwnForm) -> Response:
    """Note that somebody looked today and everything is right."""
    with visitor.session() as session:
        town, present = _existing(session, first(typed, "town"), kind)
        if overtaken(typed, present):
            return redirect(request, f"/town/emergency?town={town.id}", done="changed")
        checked = replace(present, checked_on=visitor.panel.today())
        write_emergency_place(session, checked, municipality_id=town.id)
        note(session, visitor.author("emergency place checked"), present.name, municipality_id=town.id)
    return redirect(request, f"/town/emergency?town={town.id}", done="confirmed")


@routes.post("/{kind}/delete")
def delete(request: Request, visitor: TownVisitor, kind: Kind, typed: OwnForm) -> Response:
    """Take the place for one kind of emergency away."""
    with visitor.session() as session:
        town, present = _existing(session, first(typed, "town"), kind)
        delete_emergency_place(session, kind, municipality_id=town.id)
        note(session, visitor.author("emergency place deleted"), present.name, municipality_id=town.id)
    return redirect(request, f"/town/emergency?town={town.id}", done="town-deleted")


def _open(
    session: Session, town_id: str, kind: str, *, is_changing: bool = False
) -> tuple[MunicipalityRow, EmergencyPlace | None]:
    town = open_town(session, town_id, is_changing=is_changing)
    present = read_emergency_places(session, town.id).get(kind)
    if present is None and kind not in KINDS:
        raise not_found()
    return town, present


def _existing(session: Session, town_id: str, kind: str) -> tuple[MunicipalityRow, EmergencyPlace]:
    town, present = _open(session, town_id, kind, is_changing=True)
    if present is None:
        raise not_found()
    return town, present


def _shown(place: EmergencyPlace | HelpLine | None, today: date, language: str) -> Shown:
    week = understood_week(place.schedules, language) if place else ()
    return Shown(place, week, needs_check(place.checked_on, today) if place else False)


def _form_page(
    request: Request,
    visitor: Visitor,
    session: Session,
    town: MunicipalityRow,
    kind: str,
    present: EmergencyPlace | None,
    typed: Typed,
    faults: Sequence[Fault] = (),
) -> Response:
    return town_page(
        request,
        visitor,
        session,
        town,
        "emergency_place.html",
        typed=typed,
        faults=faults,
        labels=LABELS,
        kind=kind,
        kinds=KINDS,
        place=present,
        seen=seen_of(present),
        week=_week(typed, language_of_page(request)),
        is_looking=first(typed, "action") == "look",
    )


def _week(typed: Typed, language: str) -> tuple[UnderstoodLine, ...]:
    try:
        return understood_week(hours_from(first(typed, "hours"), "open"), language)
    except PydanticCustomError:
        return ()
