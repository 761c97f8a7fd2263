"""What was done with many entries in one go, and taking all of it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.orm import Session

from admin.access import OwnForm, SignedInVisitor, Visitor, not_found
from admin.pages import redirect
from admin.publishing import publishes_alone
from admin.towns import needs_review_in
from angebote.model import Angebot
from angebote.store.audit import note
from angebote.store.catalogue import Stale, read_some, write_angebot
from angebote.store.history import Change, changes_at, last_changes, undone
from locales import mark_panel

LONGEST_STAMP = 17
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
State = Literal["done", "taken_back", "changed_since", "needs_yes"]
STATES: Mapping[State, str] = {
    "done": mark_panel("done"),
    "taken_back": mark_panel("taken back"),
    "changed_since": mark_panel("changed again since: it stays as it is"),
    "needs_yes": mark_panel("Somebody else has to say yes. Please take it back in its own history."),
}
Stamp = Annotated[str, Path(max_length=LONGEST_STAMP)]
routes = APIRouter(prefix="/bulk/made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One entry that was changed with others. Shape: `before` is what it would be again."""

    angebot: Angebot
    town_id: str
    before: Angebot
    state: State

    @property
    def name(self) -> str:
        """The name the carrier gave it."""
        return self.angebot.texts[self.angebot.source_language].name


def stamp_of(moment: datetime) -> str:
    """Return a moment as it stands in the address of what was done then. Units: microseconds since 1970."""
    return str((moment - EPOCH) // timedelta(microseconds=1))


@routes.get("/{stamp}")
def show_made(request: Request, visitor: SignedInVisitor, stamp: Stamp) -> Response:
    """What this person did with many entries at a moment, and what has become of each since."""
    with visitor.session(is_reading=True) as session:
        made = _made(session, visitor, stamp)
    return visitor.panel.pages.page(request, "bulk_made.html", visitor=visitor, made=made, states=STATES, stamp=stamp)


@routes.post("/{stamp}/undo")
def take_back(request: Request, visitor: SignedInVisitor, stamp: Stamp, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Take all of it back, in one transaction, but for what was changed again since."""
    path = f"/bulk/made/{stamp}"
    try:
        with visitor.session() as session:
            made = _made(session, visitor, stamp)
            possible = [one for one in made if one.state == "done"]
            for one in possible:
                write_angebot(session, one.before, municipality_id=one.town_id, author=visitor.author("undone"))
            _note(session, visitor, possible)
    except Stale:
        return redirect(request, path, done="changed-many")
    return redirect(request, path, done="bulk-undone" if len(possible) == len(made) else "bulk-undone-partly")


def _note(session: Session, visitor: Visitor, made: Sequence[Made]) -> None:
    for town_id in dict.fromkeys(one.town_id for one in made):
        names = [one.name for one in made if one.town_id == town_id]
        note(session, visitor.author("bulk undone"), f"{len(names)}: {', '.join(names)}", municipality_id=town_id)


def _made(session: Session, visitor: Visitor, stamp: str) -> list[Made]:
    """Errors: HTTPException 404 if this person did nothing at that moment."""
    if not (stamp.isascii() and stamp.isdecimal()):
        raise not_found()
    changes = changes_at(session, visitor.account.id, EPOCH + timedelta(microseconds=int(stamp)))
    if not changes:
        raise not_found()
    newest, review = last_changes(session, changes), needs_review_in(session)
    return [
        _one(visitor, angebot, town_id, changes[angebot.id], newest[angebot.id], needs_review=review[town_id])
        for angebot, town_id in read_some(session, changes)
    ]


def _one(visitor: Visitor, angebot: Angebot, town_id: str, change: Change, newest: Change, *, needs_review: bool) -> Made:
    before, _ = undone(angebot, change)
    state: State = "done"
    if angebot.version != change.version:
        is_taken_back = newest.action == "undone" and newest.fields == {
            name: [new, old] for name, (old, new) in change.fields.items()
        }
        state = "taken_back" if is_taken_back else "changed_since"
    elif not publishes_alone(visitor.account.role, needs_review=needs_review) and "published" in (angebot.status, before.status):
        state = "needs_yes"
    return Made(angebot=angebot, town_id=town_id, before=before, state=state)
