"""Changes that wait for somebody else's yes, or for their day: looking at them, saying yes or no, taking one's own back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import OwnForm, SignedInVisitor, Visitor, needs, not_found
from admin.comparison import Difference
from admin.entries import existing, open_entry
from admin.forms import first
from admin.history import differences_between
from admin.pages import language_of_page, redirect
from angebote.store.audit import note
from angebote.store.catalogue import Stale, read_angebot, write_angebot
from angebote.store.proposals import Proposal, accept, drop, overtaken_fields, proposals, proposed
from angebote.store.tables import AngebotRow, MunicipalityRow

ProposalId = Annotated[str, Path(max_length=36)]
TownVisitor = Annotated[Visitor, Depends(needs("town"))]
routes = APIRouter(prefix="/review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One change that waits, as the page shows it. Shape: `overtaken` names fields that were changed otherwise since."""

    proposal: Proposal
    name: str
    differences: Sequence[Difference]
    overtaken: Sequence[str]
    is_own: bool
    may_decide: bool


@routes.get("")
def show_review(request: Request, visitor: SignedInVisitor) -> Response:
    """What waits: one's own wishes, and for those who may those of others."""
    with visitor.session(is_reading=True) as session:
        waiting = [_waiting(session, visitor, one, language_of_page(request)) for one in proposals(session)]
        towns = session.execute(select(MunicipalityRow.id, MunicipalityRow.name, MunicipalityRow.needs_review)).all()
    return visitor.panel.pages.page(request, "review.html", visitor=visitor, waiting=waiting, towns=towns)


@routes.post("/towns/{town_id}")
def set_review(request: Request, visitor: TownVisitor, town_id: Annotated[str, Path(max_length=36)], typed: OwnForm) -> Response:
    """Say whether anybody publishes alone in a town."""
    with visitor.session() as session:
        row = session.scalar(select(MunicipalityRow).where(MunicipalityRow.id == town_id))
        if row is None:
            raise not_found()
        row.needs_review = first(typed, "needs_review") == "yes"
        action = "review on" if row.needs_review else "review off"
        note(session, visitor.author(action), row.name, municipality_id=row.id)
    return redirect(request, "/review", done="saved")


@routes.post("/{proposal_id}/accept")
def say_yes(request: Request, visitor: SignedInVisitor, proposal_id: ProposalId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Put a change in force, or plan it for its day."""
    try:
        with visitor.session() as session:
            proposal = _decidable(session, visitor, proposal_id)
            is_now = accept(session, proposal, author=visitor.author("accepted"), today=visitor.panel.today())
    except Stale:
        return redirect(request, "/review", done="changed")
    return redirect(request, "/review", done="accepted" if is_now else "planned")


@routes.post("/{proposal_id}/decline")
def say_no(request: Request, visitor: SignedInVisitor, proposal_id: ProposalId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Decline a change, or take one's own back; an entry that waited for its first yes is a draft again."""
    with visitor.session() as session:
        proposal = _one(session, proposal_id)
        if not _may_stop(visitor, proposal):
            raise not_found()
        angebot = read_angebot(session, proposal.angebot_id)
        drop(session, proposal.id)
        if angebot is not None and angebot.status == "in_review":
            town_id = session.get_one(AngebotRow, angebot.id).municipality_id
            write_angebot(session, replace(angebot, status="draft"), municipality_id=town_id, author=visitor.author("declined"))
    return redirect(request, "/review", done="declined")


def may_decide(visitor: Visitor, proposal: Proposal) -> bool:
    """Four eyes: nobody says yes to their own wish, and only those with the right say it to others'."""
    return visitor.may("review") and proposal.account_id != visitor.account.id and proposal.state == "open"


def _may_stop(visitor: Visitor, proposal: Proposal) -> bool:
    return proposal.account_id == visitor.account.id or visitor.may("review")


def _decidable(session: Session, visitor: Visitor, proposal_id: str) -> Proposal:
    proposal = _one(session, proposal_id)
    if not may_decide(visitor, proposal):
        raise not_found()
    return proposal


def _one(session: Session, proposal_id: str) -> Proposal:
    found = next((one for one in proposals(session) if one.id == proposal_id), None)
    if found is None:
        raise not_found()
    return found


def _waiting(session: Session, visitor: Visitor, proposal: Proposal, language: str) -> Waiting:
    opened = open_entry(session, visitor, proposal.angebot_id)
    angebot = existing(opened)
    return Waiting(
        proposal=proposal,
        name=angebot.text_for(angebot.source_language)[0].name,
        differences=differences_between(angebot, proposed(angebot, proposal), opened, language),
        overtaken=overtaken_fields(angebot, proposal),
        is_own=proposal.account_id == visitor.account.id,
        may_decide=may_decide(visitor, proposal),
    )
