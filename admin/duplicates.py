"""The coordinator's desk: pairs of entries that are probably one, and what was said about them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor, needs, not_found
from admin.pages import redirect
from angebote.duplicates import Common, Likelihood, probable_pairs
from angebote.store.audit import note
from angebote.store.duplicates import compare_again, keep_apart, kept_apart, outlines
from angebote.store.tables import AngebotRow, AngebotTextRow, TraegerRow
from locales import mark_panel

MOST_SHOWN = 50
LIKELIHOODS: dict[Likelihood, str] = {
    "very_likely": mark_panel("very probably the same"),
    "likely": mark_panel("probably the same"),
    "possible": mark_panel("perhaps the same"),
}
COMMON: dict[Common, str] = {
    "phone": mark_panel("the same telephone number"),
    "address": mark_panel("the same address"),
    "traeger": mark_panel("the same organisation"),
}
TownVisitor = Annotated[Visitor, Depends(needs("town"))]
OneId = Annotated[str, Path(max_length=36)]
routes = APIRouter(prefix="/duplicates")


@routes.get("")
def show_duplicates(request: Request, visitor: TownVisitor) -> Response:
    """The pairs that are probably one entry, the surest first, and those that were said to be two."""
    with visitor.session(is_reading=True) as session:
        apart = kept_apart(session)
        pairs, count = probable_pairs(outlines(session), apart, most=MOST_SHOWN)
        traeger = {id_: name for id_, name in session.execute(select(TraegerRow.id, TraegerRow.name))}  # noqa: C416 - rows are no tuples to mypy
        shown_apart = list(apart.items())[:MOST_SHOWN]
        names = _names(session, [one for key, _ in shown_apart for one in key])
    return visitor.panel.pages.page(
        request,
        "duplicates.html",
        visitor=visitor,
        pairs=pairs,
        count=count,
        traeger=traeger,
        apart=shown_apart,
        names=names,
        likelihoods=LIKELIHOODS,
        common=COMMON,
    )


@routes.post("/{first_id}/{second_id}/apart")
def say_two(request: Request, visitor: TownVisitor, first_id: OneId, second_id: OneId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Remember that both are two: the pair is not shown again."""
    with visitor.session() as session:
        town_id, names = town_and_names(session, first_id, second_id)
        keep_apart(session, first_id, second_id, author=visitor.author("kept apart"), municipality_id=town_id)
        note(session, visitor.author("kept apart"), names, municipality_id=town_id)
    return redirect(request, "/duplicates", done="apart")


@routes.post("/{first_id}/{second_id}/again")
def look_again(request: Request, visitor: TownVisitor, first_id: OneId, second_id: OneId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Take it back that both are two."""
    with visitor.session() as session:
        town_id, names = town_and_names(session, first_id, second_id)
        if not compare_again(session, first_id, second_id):
            raise not_found()
        note(session, visitor.author("compared again"), names, municipality_id=town_id)
    return redirect(request, "/duplicates", done="again")


def town_and_names(session: Session, first_id: str, second_id: str) -> tuple[str, str]:
    """Return the town of two entries and the names of both.

    Errors: HTTPException 404 if they are not two entries of one town that the Session sees.
    """
    towns = session.scalars(select(AngebotRow.municipality_id).where(AngebotRow.id.in_((first_id, second_id)))).all()
    if len(towns) != 2 or towns[0] != towns[1]:
        raise not_found()
    names = _names(session, [first_id, second_id])
    return towns[0], f"{names[first_id]} / {names[second_id]}"


def _names(session: Session, ids: list[str]) -> dict[str, str]:
    row, text = AngebotRow, AngebotTextRow
    wanted = select(row.id, text.name).join(text, text.angebot_id == row.id).where(text.language == row.source_language)
    return {id_: name for id_, name in session.execute(wanted.where(row.id.in_(ids)))}  # noqa: C416 - rows are no tuples to mypy
