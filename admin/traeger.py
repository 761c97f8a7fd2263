"""The organisations of a town: the list, the page of one, which its lead keeps too, adding one, deleting one that nothing belongs to."""

import uuid
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor, needs, not_found
from admin.faults import Fault
from admin.fields import Choices
from admin.forms import Typed, first
from admin.pages import language_of_page, redirect
from admin.parts import count_entries, count_people, name_fault, page_before, row_of, said_at
from admin.parts_form import TraegerForm, read_part
from admin.town import TownVisitor
from admin.towns import town_names, town_row
from angebote.model import Traeger
from angebote.store.audit import note
from angebote.store.parts import StillUsedError, delete_traeger, write_traeger
from angebote.store.tables import AngebotRow, MunicipalityRow, ProgrammeRow, ProgrammeTraegerRow, TraegerRow
from locales import say_panel

TraegerVisitor = Annotated[Visitor, Depends(needs("traeger"))]
TraegerId = Annotated[str, Path(max_length=36)]
routes = APIRouter(prefix="/traeger")


@routes.get("")
def show_traeger_list(request: Request, visitor: TownVisitor) -> Response:
    """The organisations of a town with how many entries and people each has."""
    with visitor.session(is_reading=True) as session:
        town = town_row(session, request.query_params.get("town", ""))
        found = session.scalars(select(TraegerRow).where(TraegerRow.municipality_id == town.id).order_by(TraegerRow.name)).all()
        entries, people = count_entries(session, AngebotRow.traeger_id), count_people(session)
        towns = town_names(session)
    return visitor.panel.pages.page(
        request, "traeger_list.html", visitor=visitor, town=town, towns=towns, traeger=found, entries=entries, people=people
    )


@routes.get("/new")
def show_new_traeger(request: Request, visitor: TownVisitor) -> Response:
    """The empty form."""
    with visitor.session(is_reading=True) as session:
        town = town_row(session, request.query_params.get("town", ""))
    return _page(request, visitor, town, None, {})


@routes.post("/new")
def add_traeger(request: Request, visitor: TownVisitor, typed: OwnForm) -> Response:
    """Keep a new organisation."""
    with visitor.session() as session:
        town = town_row(session, first(typed, "town"))
        form, faults = _read(session, typed, town.id, "")
        if form is None:
            return _page(request, visitor, town, None, typed, faults=faults)
        _keep(session, visitor, town.id, str(uuid.uuid4()), form, "organisation added")
    return redirect(request, f"/traeger?town={town.id}", done="added")


@routes.get("/{traeger_id}")
def show_traeger(request: Request, visitor: TraegerVisitor, traeger_id: TraegerId) -> Response:
    """The page of one organisation, for its lead too."""
    with visitor.session(is_reading=True) as session:
        row = _own_row(session, visitor, traeger_id)
        town, left = town_row(session, row.municipality_id), _what_is_left(session, row)
    typed = {"name": [row.name], "aliases": [", ".join(row.aliases)], "website": [row.website]}
    return _page(request, visitor, town, row, typed, left=left)


@routes.post("/{traeger_id}")
def change_traeger(request: Request, visitor: TraegerVisitor, traeger_id: TraegerId, typed: OwnForm) -> Response:
    """Keep what is changed about an organisation."""
    with visitor.session() as session:
        row = _own_row(session, visitor, traeger_id)
        town = town_row(session, row.municipality_id)
        form, faults = _read(session, typed, town.id, row.id)
        if form is None:
            return _page(request, visitor, town, row, typed, faults=faults, left=_what_is_left(session, row))
        _keep(session, visitor, town.id, row.id, form, "organisation changed")
    return redirect(request, f"/traeger/{traeger_id}", done="saved")


@routes.get("/{traeger_id}/delete")
def ask_before_deleting(request: Request, visitor: TownVisitor, traeger_id: TraegerId) -> Response:
    """What happens if the organisation is deleted; if something still belongs to it, its page says so."""
    language = language_of_page(request)
    with visitor.session(is_reading=True) as session:
        row = row_of(session, TraegerRow, traeger_id)
        if any(_what_is_left(session, row)):
            return redirect(request, f"/traeger/{traeger_id}")
        programmes = session.scalars(
            select(ProgrammeRow.name)
            .join(ProgrammeTraegerRow, ProgrammeTraegerRow.programme_id == ProgrammeRow.id)
            .where(ProgrammeTraegerRow.traeger_id == traeger_id)
        ).all()
    lines = [say_panel("It has no entries and nobody who works for it.", language)]
    if programmes:
        lines.append(say_panel("It no longer takes part in: {names}", language, names=", ".join(programmes)))
    lines.append(say_panel("This cannot be taken back.", language))
    return page_before(
        request,
        visitor,
        heading=say_panel("Delete {name}?", language, name=row.name),
        lines=lines,
        button=say_panel("Yes, delete it", language),
        back=f"/traeger/{traeger_id}",
    )


@routes.post("/{traeger_id}/delete")
def delete(request: Request, visitor: TownVisitor, traeger_id: TraegerId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Delete an organisation that nothing belongs to."""
    try:
        with visitor.session() as session:
            row = row_of(session, TraegerRow, traeger_id)
            delete_traeger(session, traeger_id)
            note(session, visitor.author("organisation deleted"), row.name, municipality_id=row.municipality_id)
    except StillUsedError:
        return redirect(request, f"/traeger/{traeger_id}")
    return redirect(request, f"/traeger?town={row.municipality_id}", done="deleted")


def _own_row(session: Session, visitor: Visitor, traeger_id: str) -> TraegerRow:
    """Return an organisation this person looks after or leads.

    Errors: HTTPException 404 for any other one.
    """
    row = row_of(session, TraegerRow, traeger_id)
    if not visitor.works_for(row.id):
        raise not_found()
    return row


def _read(session: Session, typed: Typed, town_id: str, own_id: str) -> tuple[TraegerForm | None, Mapping[str, Fault]]:
    form, faults = read_part(TraegerForm, typed, Choices({}))
    taken = name_fault(session, TraegerRow, form.name, town_id, own_id) if form else {}
    return (None, taken) if taken else (form, faults)


def _keep(session: Session, visitor: Visitor, town_id: str, traeger_id: str, form: TraegerForm, action: str) -> None:
    traeger = Traeger(id=traeger_id, name=form.name, aliases=form.aliases, website=form.website)
    write_traeger(session, traeger, municipality_id=town_id)
    note(session, visitor.author(action), form.name, municipality_id=town_id)


def _what_is_left(session: Session, row: TraegerRow) -> tuple[int, int]:
    """Return how many entries, archived ones too, and how many people with access still belong to it."""
    wanted = select(func.count(AngebotRow.id)).where(AngebotRow.traeger_id == row.id)
    return session.scalar(wanted) or 0, count_people(session).get(row.id, 0)


def _page(
    request: Request,
    visitor: Visitor,
    town: MunicipalityRow,
    row: TraegerRow | None,
    typed: Typed,
    *,
    faults: Mapping[str, Fault] | None = None,
    left: tuple[int, int] = (0, 0),
) -> Response:
    return visitor.panel.pages.page(
        request,
        "traeger.html",
        status=422 if faults else 200,
        visitor=visitor,
        town=town,
        traeger=row,
        left=left,
        values={name: first(typed, name) for name in TraegerForm.model_fields},
        faults=said_at(request, faults or {}),
    )
