"""What residents say is wrong with an entry, and noting that somebody saw to it."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request, Response

from admin.access import OwnForm, SignedInVisitor
from admin.entries import AngebotId, existing, open_entry
from admin.forms import first
from admin.pages import redirect
from angebote.feedback import Reason
from angebote.store.feedback import end_feedback
from angebote.store.history import note_action
from locales import mark_panel

SAID: Mapping[Reason, str] = {
    "unanswered": mark_panel("nobody answered ({count}×)"),
    "closed": mark_panel("closed or moved ({count}×)"),
    "full": mark_panel("no free places ({count}×)"),
    "unfit": mark_panel("not the right help ({count}×)"),
}
routes = APIRouter()


@routes.post("/angebote/{angebot_id}/feedback/seen")
def see_to(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Note that somebody saw to what residents said, up to the day they had read."""
    with visitor.session() as session:
        opened = open_entry(session, visitor, angebot_id)
        if end_feedback(session, angebot_id, until=_day(first(typed, "until"))):
            note_action(session, existing(opened), author=visitor.author("seen_to"), municipality_id=opened.town.id)
    return redirect(request, f"/angebote/{angebot_id}", done="seen-to")


def _day(text: str) -> date | None:
    """Return the day, None for anything that is none: then all of it is meant."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
