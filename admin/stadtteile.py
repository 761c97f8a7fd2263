"""The pages about the Stadtteile of a town: their tree, one of them, a new one, taking one away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor, not_found
from admin.faults import Fault
from admin.forms import Typed, first
from admin.pages import redirect
from admin.stadtteil_form import LABELS, read_stadtteil, typed_of
from admin.town_pages import TownVisitor, open_town, overtaken, seen_of, town_page
from admin.towns import stadtteil_tree
from angebote.model import Stadtteil
from angebote.store.audit import note
from angebote.store.stadtteile import below, delete_stadtteil, new_stadtteil, read_stadtteile, references_to, write_stadtteil
from angebote.store.tables import MunicipalityRow, StadtteilRow
from locales import mark_panel

NEW = Stadtteil(id="", slug="", name="", level="")
# What keeps a Stadtteil from being deleted: a table -> the sentence.
REFERENCES: Mapping[str, str] = {
    "stadtteil": mark_panel("Stadtteile that lie in it: {count}"),
    "location": mark_panel("Places in it: {count}"),
    "angebot_stadtteil": mark_panel("Entries for the people there: {count}"),
    "angebot_change": mark_panel("Entries with an earlier version for the people there, which may be brought back: {count}"),
    "proposal": mark_panel("Entries with a change that waits and names it: {count}"),
}
OTHER_REFERENCES = mark_panel("Others that name it: {count}")
StadtteilId = Annotated[str, Path(max_length=36)]
routes = APIRouter(prefix="/town/stadtteile")


@routes.get("")
def show_stadtteile(request: Request, visitor: TownVisitor) -> Response:
    """The tree of a town's Stadtteile."""
    with visitor.session(is_reading=True) as session:
        town = open_town(session, request.query_params.get("town", ""))
        children: dict[str | None, list[Stadtteil]] = {}
        for one in read_stadtteile(session, town.id).values():
            children.setdefault(one.parent_id, []).append(one)
        return town_page(request, visitor, session, town, "stadtteile.html", children=children)


@routes.get("/new")
def show_new(request: Request, visitor: TownVisitor) -> Response:
    """The empty form."""
    with visitor.session(is_reading=True) as session:
        town = open_town(session, request.query_params.get("town", ""))
        return _form_page(request, visitor, session, town, NEW, typed_of(NEW))


@routes.post("/new")
def add(request: Request, visitor: TownVisitor, typed: OwnForm) -> Response:
    """Add a Stadtteil with a short name of its own."""
    with visitor.session() as session:
        town = open_town(session, first(typed, "town"), is_changing=True)
        wanted, faults = read_stadtteil(typed, NEW, read_stadtteile(session, town.id))
        if wanted is None:
            return _form_page(request, visitor, session, town, NEW, typed, faults)
        new = new_stadtteil(session, wanted.name, municipality_id=town.id)
        write_stadtteil(session, replace(wanted, id=new.id, slug=new.slug), municipality_id=town.id)
        note(session, visitor.author("Stadtteil added"), wanted.name, municipality_id=town.id)
    return redirect(request, f"/town/stadtteile?town={town.id}", done="town-saved")


@routes.get("/{stadtteil_id}")
def show_stadtteil(request: Request, visitor: TownVisitor, stadtteil_id: StadtteilId) -> Response:
    """The form of one Stadtteil."""
    with visitor.session(is_reading=True) as session:
        town, present = _open(session, stadtteil_id)
        return _form_page(request, visitor, session, town, present, typed_of(present))


@routes.post("/{stadtteil_id}")
def change(request: Request, visitor: TownVisitor, stadtteil_id: StadtteilId, typed: OwnForm) -> Response:
    """Keep what was typed, or show it again with what is wrong."""
    with visitor.session() as session:
        town, present = _open(session, stadtteil_id, is_changing=True)
        wanted, faults = read_stadtteil(typed, present, read_stadtteile(session, town.id))
        faults += overtaken(typed, present)
        if wanted is None or faults:
            return _form_page(request, visitor, session, town, present, typed, faults)
        if wanted != present:
            write_stadtteil(session, wanted, municipality_id=town.id)
            note(session, visitor.author("Stadtteil changed"), wanted.name, municipality_id=town.id)
    return redirect(request, f"/town/stadtteile?town={town.id}", done="town-saved")


@routes.post("/{stadtteil_id}/delete")
def delete(request: Request, visitor: TownVisitor, stadtteil_id: StadtteilId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Take a Stadtteil away that nothing refers to; else its page says what does."""
    with visitor.session() as session:
        town, present = _open(session, stadtteil_id, is_changing=True)
        if references_to(session, stadtteil_id):
            return redirect(request, f"/town/stadtteile/{stadtteil_id}")
        delete_stadtteil(session, stadtteil_id)
        note(session, visitor.author("Stadtteil deleted"), present.name, municipality_id=town.id)
    return redirect(request, f"/town/stadtteile?town={town.id}", done="town-deleted")


def _open(session: Session, stadtteil_id: str, *, is_changing: bool = False) -> tuple[MunicipalityRow, Stadtteil]:
    row = session.get(StadtteilRow, stadtteil_id)
    if row is None:
        raise not_found()
    town = open_town(session, row.municipality_id, is_changing=is_changing)
    return town, read_stadtteile(session, town.id)[stadtteil_id]


def _form_page(
    request: Request,
    visitor: Visitor,
    session: Session,
    town: MunicipalityRow,
    present: Stadtteil,
    typed: Typed,
    faults: Sequence[Fault] = (),
) -> Response:
    known = read_stadtteile(session, town.id)
    in_order = [one for one in stadtteil_tree(session, town.id) if one.id != present.id]
    inside = below(known, present.id) if present.id else frozenset()
    return town_page(
        request,
        visitor,
        session,
        town,
        "stadtteil.html",
        typed=typed,
        faults=faults,
        labels=LABELS,
        stadtteil=present,
        seen=seen_of(present) if present.id else "",
        chosen=list(typed.get("neighbour_ids", ())),
        levels=list(dict.fromkeys(one.level for one in known.values())),
        parents=[(one.id, "– " * one.depth + one.name) for one in in_order if one.id not in inside],
        neighbours=[(one.id, "", one.name, one.depth) for one in in_order],
        kept_by=[
            (REFERENCES.get(table, OTHER_REFERENCES), count)
            for table, count in (references_to(session, present.id) if present.id else {}).items()
        ],
    )
