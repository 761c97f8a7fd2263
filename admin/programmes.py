"""The programmes of a town: one name and icon that several organisations share."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor
from admin.faults import Fault
from admin.fields import Choices
from admin.form_values import in_old_order
from admin.forms import Typed, first
from admin.pages import language_of_page, redirect
from admin.parts import EntryLine, count_entries, entry_lines, name_fault, page_before, row_of, said_at
from admin.parts_form import ProgrammeForm, read_part
from admin.town import TownVisitor
from admin.towns import town_names, town_row, traeger_names
from angebote.model import Programme
from angebote.store.audit import note
from angebote.store.catalogue import Stale
from angebote.store.parts import delete_programme, take_out_of_programme, write_programme
from angebote.store.reading import programme_of
from angebote.store.tables import AngebotRow, MunicipalityRow, ProgrammeRow
from locales import say_panel

ProgrammeId = Annotated[str, Path(max_length=36)]
DO = "do"
routes = APIRouter(prefix="/programmes")


@routes.get("")
def show_programmes(request: Request, visitor: TownVisitor) -> Response:
    """The programmes of a town, who takes part and how many entries each has."""
    with visitor.session(is_reading=True) as session:
        town = town_row(session, request.query_params.get("town", ""))
        wanted = select(ProgrammeRow).where(ProgrammeRow.municipality_id == town.id).order_by(ProgrammeRow.name)
        return visitor.panel.pages.page(
            request,
            "programmes.html",
            visitor=visitor,
            town=town,
            towns=town_names(session),
            programmes=[programme_of(row) for row in session.scalars(wanted)],
            entries=count_entries(session, AngebotRow.programme_id),
            traeger=traeger_names(session, town.id),
        )


@routes.get("/new")
def show_new_programme(request: Request, visitor: TownVisitor) -> Response:
    """The empty form."""
    with visitor.session(is_reading=True) as session:
        town = town_row(session, request.query_params.get("town", ""))
        return _page(request, visitor, session, town, {})


@routes.post("/new")
def add_programme(request: Request, visitor: TownVisitor, typed: OwnForm) -> Response:
    """Keep a new programme."""
    with visitor.session() as session:
        town = town_row(session, first(typed, "town"))
        programme, faults = _read(session, typed, town.id, Programme(id=str(uuid.uuid4()), name=""))
        if programme is None:
            return _page(request, visitor, session, town, typed, faults=faults)
        write_programme(session, programme, municipality_id=town.id)
        note(session, visitor.author("programme added"), programme.name, municipality_id=town.id)
    return redirect(request, f"/programmes?town={town.id}", done="added")


@routes.get("/{programme_id}")
def show_programme(request: Request, visitor: TownVisitor, programme_id: ProgrammeId) -> Response:
    """The page of one programme."""
    with visitor.session(is_reading=True) as session:
        row = row_of(session, ProgrammeRow, programme_id)
        town, programme = town_row(session, row.municipality_id), programme_of(row)
        return _page(request, visitor, session, town, _typed_of(programme), programme=programme)


@routes.post("/{programme_id}")
def change_programme(request: Request, visitor: TownVisitor, programme_id: ProgrammeId, typed: OwnForm) -> Response:
    """Keep what is changed; organisations with entries in the programme leave it only once the person has seen what that means."""
    try:
        with visitor.session() as session:
            row = row_of(session, ProgrammeRow, programme_id)
            town, before = town_row(session, row.municipality_id), programme_of(row)
            programme, faults = _read(session, typed, town.id, before)
            if programme is None:
                return _page(request, visitor, session, town, typed, programme=before, faults=faults)
            leaving = [one for one in before.traeger_ids if one not in programme.traeger_ids]
            losing = entry_lines(session, _is_in(row.id) & AngebotRow.traeger_id.in_(leaving))
            if losing and first(typed, "action") != DO:
                return _page(request, visitor, session, town, typed, programme=before, losing=losing)
            take_out_of_programme(session, row.id, leaving, author=visitor.author("changed"))
            write_programme(session, programme, municipality_id=town.id)
            note(session, visitor.author("programme changed"), programme.name, municipality_id=town.id)
    except Stale:
        return redirect(request, f"/programmes/{programme_id}", done="changed")
    return redirect(request, f"/programmes/{programme_id}", done="saved")


@routes.get("/{programme_id}/delete")
def ask_before_deleting(request: Request, visitor: TownVisitor, programme_id: ProgrammeId) -> Response:
    """What happens if the programme is deleted."""
    language = language_of_page(request)
    with visitor.session(is_reading=True) as session:
        row = row_of(session, ProgrammeRow, programme_id)
        count = len(entry_lines(session, _is_in(row.id)))
    return page_before(
        request,
        visitor,
        heading=say_panel("Delete {name}?", language, name=row.name),
        lines=[
            say_panel("Entries that lose this programme: {count}. The entries themselves stay.", language, count=count),
            say_panel("This cannot be taken back.", language),
        ],
        button=say_panel("Yes, delete it", language),
        back=f"/programmes/{programme_id}",
    )


@routes.post("/{programme_id}/delete")
def delete(request: Request, visitor: TownVisitor, programme_id: ProgrammeId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Delete a programme; its entries stay and lose it."""
    try:
        with visitor.session() as session:
            row = row_of(session, ProgrammeRow, programme_id)
            delete_programme(session, programme_id, author=visitor.author("changed"))
            note(session, visitor.author("programme deleted"), row.name, municipality_id=row.municipality_id)
    except Stale:
        return redirect(request, f"/programmes/{programme_id}", done="changed")
    return redirect(request, f"/programmes?town={row.municipality_id}", done="deleted")


def _read(session: Session, typed: Typed, town_id: str, before: Programme) -> tuple[Programme | None, Mapping[str, Fault]]:
    choices = Choices({"traeger_ids": frozenset(traeger_names(session, town_id))})
    form, faults = read_part(ProgrammeForm, typed, choices, many=("traeger_ids",))
    if form is None:
        return None, faults
    if taken := name_fault(session, ProgrammeRow, form.name, town_id, before.id):
        return None, taken
    traeger_ids = in_old_order(form.traeger_ids, before.traeger_ids)
    return Programme(id=before.id, name=form.name, icon=form.icon, aliases=form.aliases, traeger_ids=traeger_ids), {}


def _typed_of(programme: Programme) -> Typed:
    return {
        "name": [programme.name],
        "icon": [programme.icon],
        "aliases": [", ".join(programme.aliases)],
        "traeger_ids": list(programme.traeger_ids),
    }


def _is_in(programme_id: str) -> ColumnElement[bool]:
    return AngebotRow.programme_id == programme_id


def _page(
    request: Request,
    visitor: Visitor,
    session: Session,
    town: MunicipalityRow,
    typed: Typed,
    *,
    programme: Programme | None = None,
    faults: Mapping[str, Fault] | None = None,
    losing: Sequence[EntryLine] = (),
) -> Response:
    return visitor.panel.pages.page(
        request,
        "programme.html",
        status=422 if faults else 200,
        visitor=visitor,
        town=town,
        programme=programme,
        entries=entry_lines(session, _is_in(programme.id)) if programme else [],
        losing=losing,
        values={name: first(typed, name) for name in ("name", "icon", "aliases")},
        chosen=typed.get("traeger_ids", ()),
        traeger_boxes=[(id_, "", name, 0) for id_, name in traeger_names(session, town.id).items()],
        faults=said_at(request, faults or {}),
    )
