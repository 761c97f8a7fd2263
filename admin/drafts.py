"""What somebody types is kept while they type, for them alone: by a script after a pause, or by a button. The entry is not touched."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import PlainTextResponse
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from admin.access import RESUME, OwnForm, SignedInVisitor, Visitor
from admin.entries import AngebotId, Opened, open_entry, open_new
from admin.form_page import Showing, form_page
from admin.forms import Typed, first
from admin.pages import GERMANY, language_of_page, redirect
from angebote.store.drafts import Draft, TooLargeError, drop_draft, keep_draft, read_draft
from locales import say_panel

NOT_KEPT = ("csrf", "action", "draft", "quiet")
TOO_LARGE = 413
TraegerId = Annotated[str, Path(max_length=36)]
routes = APIRouter()


@routes.post("/angebote/new/{traeger_id}/draft")
def keep_new(request: Request, visitor: SignedInVisitor, traeger_id: TraegerId, typed: OwnForm) -> Response:
    """Keep what was typed into the form of a new entry."""
    with visitor.session() as session:
        return _keep(request, visitor, session, open_new(session, visitor, traeger_id), typed)


@routes.post("/angebote/new/{traeger_id}/draft/drop")
def drop_new(request: Request, visitor: SignedInVisitor, traeger_id: TraegerId, typed: OwnForm) -> Response:
    """Throw away what was typed for a new entry."""
    with visitor.session() as session:
        opened = open_new(session, visitor, traeger_id)
        return _drop(request, visitor, session, opened, typed)


@routes.post("/angebote/{angebot_id}/draft")
def keep(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Keep what was typed into the form of an entry."""
    with visitor.session() as session:
        return _keep(request, visitor, session, open_entry(session, visitor, angebot_id), typed)


@routes.post("/angebote/{angebot_id}/draft/drop")
def drop(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Throw away what was typed and not saved."""
    with visitor.session() as session:
        opened = open_entry(session, visitor, angebot_id)
        return _drop(request, visitor, session, opened, typed)


def offered(session: Session, visitor: Visitor, opened: Opened) -> Draft | None:
    """Return what this person typed into this form and did not save, None if there is nothing."""
    return read_draft(session, visitor.account.id, opened.subject, visitor.panel.now())


def forget(session: Session, visitor: Visitor, typed: Typed) -> None:
    """Throw the kept text away when it is saved - not one that was offered and that nobody decided about yet."""
    subject = first(typed, "draft")
    if subject.isascii() and subject.isprintable():
        drop_draft(session, visitor.account.id, subject)


def _keep(request: Request, visitor: Visitor, session: Session, opened: Opened, typed: Typed) -> Response:
    if first(typed, "action") == RESUME:  # the session had ended: what was typed is shown, as everywhere
        return form_page(request, visitor, opened, typed, Showing())
    if not any(name.startswith("texts.") for name in typed):
        return redirect(request, opened.path)
    now = visitor.panel.now()
    draft = Draft({name: values for name, values in typed.items() if name not in NOT_KEPT}, now)
    try:
        keep_draft(session, visitor.account.id, opened.subject, draft)
    except TooLargeError as error:
        raise HTTPException(TOO_LARGE) from error
    if "quiet" in typed:
        clock = f"{now.astimezone(GERMANY):%H:%M}"
        words = say_panel("Kept at {time}, not saved yet.", language_of_page(request), time=clock).text
        return PlainTextResponse(words, headers={"Cache-Control": "no-store"})
    return redirect(request, "/angebote", done="kept")


def _drop(request: Request, visitor: Visitor, session: Session, opened: Opened, typed: Typed) -> Response:
    if first(typed, "action") == RESUME:
        return redirect(request, opened.path)
    drop_draft(session, visitor.account.id, opened.subject)
    return redirect(request, opened.path, done="dropped")
