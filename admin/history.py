"""What was changed in an entry, by whom and when; every change can be taken back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from admin.access import OwnForm, SignedInVisitor, not_found
from admin.comparison import Difference, compare
from admin.entries import AngebotId, Opened, existing, form_choices, open_entry
from admin.form_values import typed_of
from admin.form_view import FormView
from admin.forms import first
from admin.pages import language_of_page, redirect
from admin.publishing import publishes_alone, suggest
from angebote.model import Angebot
from angebote.store.catalogue import Stale, write_angebot
from angebote.store.history import Change, before_change, changes_of, undone
from angebote.store.references import standing
from locales import mark_panel

ChangeId = Annotated[str, Path(max_length=36)]
MOST_SHOWN = 200
ACTIONS: Mapping[str, str] = {
    "created": mark_panel("made"),
    "changed": mark_panel("changed"),
    "confirmed": mark_panel("confirmed as still right"),
    "published": mark_panel("published"),
    "withdrawn": mark_panel("made a draft again"),
    "archived": mark_panel("archived"),
    "accepted": mark_panel("said yes to a change"),
    "declined": mark_panel("declined it"),
    "planned": mark_panel("had planned this for the day"),
    "undone": mark_panel("took a change back"),
    "merged": mark_panel("put this together with another entry"),
    "merged away": mark_panel("put this into another entry, which stays"),
    "intake": mark_panel("noted how things stand at the moment"),
    "seen_to": mark_panel("saw to what residents said"),
}
routes = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change as the page shows it.

    Shape: `can_be_undone` is False for the first version and where nothing was changed; `went_into` is the id of the entry this one was put into, or "".
    """

    id: str
    at: datetime
    author: str
    action: str
    differences: Sequence[Difference]
    can_be_undone: bool
    went_into: str = ""


@routes.get("/angebote/{angebot_id}/history")
def show_history(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId) -> Response:
    """The page with all changes of an entry, newest first."""
    with visitor.session(is_reading=True) as session:
        opened = open_entry(session, visitor, angebot_id)
        changes = changes_of(session, angebot_id)[:MOST_SHOWN]
    steps = tuple(_steps(existing(opened), changes, opened, language_of_page(request)))
    return visitor.panel.pages.page(request, "history.html", visitor=visitor, angebot=opened.angebot, steps=steps)


@routes.post("/angebote/{angebot_id}/history/{change_id}/undo")
def undo(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, change_id: ChangeId, typed: OwnForm) -> Response:
    """Take one change back; what was changed again since stays as it is."""
    path = f"/angebote/{angebot_id}/history"
    try:
        with visitor.session() as session:
            opened = open_entry(session, visitor, angebot_id)
            change = next((one for one in changes_of(session, angebot_id) if one.id == change_id), None)
            if change is None or change.action == "created" or not change.fields:
                raise not_found()
            if first(typed, "version") != str(existing(opened).version):
                return redirect(request, path, done="changed")
            present = existing(opened)
            wished, later = undone(present, change)
            angebot, gone = standing(session, wished, present)
            is_alone = publishes_alone(visitor.account.role, needs_review=opened.town.needs_review)
            if not is_alone and "published" in (present.status, angebot.status):
                suggest(session, present, angebot, author=visitor.author("undone"), state="open", due_on=None)
                return redirect(request, path, done="sent-for-review")
            write_angebot(session, angebot, municipality_id=opened.town.id, author=visitor.author("undone"))
    except Stale:
        return redirect(request, path, done="changed")
    return redirect(request, path, done="undone-partly" if later or gone else "undone")


def _steps(angebot: Angebot, changes: Sequence[Change], opened: Opened, language: str) -> Iterator[Step]:
    after = angebot
    for change in changes:
        is_first = change.action == "created"
        before = after if is_first else before_change(after, change)
        yield Step(
            id=change.id,
            at=change.at,
            author=change.author,
            action=ACTIONS.get(change.action, ACTIONS["changed"]),
            differences=differences_between(before, after, opened, language),
            can_be_undone=not is_first and bool(change.fields),
            went_into=after.instead[0].angebot_id if change.action == "merged away" and after.instead else "",
        )
        after = before


def differences_between(before: Angebot, after: Angebot, opened: Opened, language: str) -> Sequence[Difference]:
    """Return in which fields of the form two versions of an entry differ, in words."""
    view = FormView(
        typed=typed_of(after, language),
        faults={},
        town=opened.town,
        choices=form_choices(opened),
        source_language=opened.source_language,
        language=language,
    )
    return compare(typed_of(before, language), view)
