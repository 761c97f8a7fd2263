"""The pages of the second step: giving the code at sign-in, setting the step up, taking it away."""

import segno
from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from admin.access import HalfOwnForm, HalfSignedInVisitor, OwnForm, SignedInVisitor, Visitor
from admin.codes import Offer, new_salt, offer_of, set_up, step_of_code, take_away, use_code
from admin.delays import begin_try, failure_keys, forget_failures
from admin.forms import first
from admin.pages import redirect
from admin.panel import caller_of
from admin.rights import NEEDS_SECOND_STEP
from admin.sessions import note_code
from angebote.store import Scope
from angebote.store.audit import note
from locales import mark_panel

LONGEST_SALT = 64
WRONG_CODE = mark_panel("This code is not right, or it was used before. Please type the one your app shows now.")
WAIT = mark_panel("There were too many tries. Please wait a few minutes, then try again.")
routes = APIRouter()


@routes.get("/second-step")
def show_code(request: Request, visitor: HalfSignedInVisitor) -> Response:
    """The page that asks for the code after the password."""
    if not visitor.signed_in.is_code_due:
        return redirect(request, "/angebote")
    return _page(request, visitor, "second_step.html", fault=None)


@routes.post("/second-step")
def give_code(request: Request, visitor: HalfSignedInVisitor, typed: HalfOwnForm) -> Response:
    """Go on with the right code."""
    panel, account = visitor.panel, visitor.account
    keys = failure_keys(panel.key, f"code {account.id}", caller_of(request))
    with panel.store.session(Scope.system()) as session:
        is_waiting = begin_try(session, keys, panel.now()) is not None
        is_right = not is_waiting and use_code(session, panel.key, account.id, first(typed, "code")[:40], panel.now())
        if is_right:
            forget_failures(session, keys)
            note_code(session, visitor.token)
    if not is_right:
        return _page(request, visitor, "second_step.html", status=422, fault=WAIT if is_waiting else WRONG_CODE)
    return redirect(request, "/angebote", done="welcome")


@routes.get("/two-step")
def show_set_up(request: Request, visitor: HalfSignedInVisitor) -> Response:
    """The page that sets the second step up."""
    if visitor.signed_in.is_code_due:
        return redirect(request, "/second-step")
    return _set_up_page(request, visitor, _offer(visitor, new_salt()))


@routes.post("/two-step")
def keep_set_up(request: Request, visitor: HalfSignedInVisitor, typed: HalfOwnForm) -> Response:
    """Keep the second step after one code was given; show the codes for paper."""
    panel, account = visitor.panel, visitor.account
    salt = first(typed, "salt")[:LONGEST_SALT]
    if visitor.signed_in.is_code_due or account.has_second_step:
        return redirect(request, "/two-step")
    step = step_of_code(panel.key, account.id, salt, first(typed, "code"), panel.now())
    if step is None:
        return _set_up_page(request, visitor, _offer(visitor, salt), status=422, fault=WRONG_CODE)
    with panel.store.session(Scope.system()) as session:
        papers = set_up(session, account.id, salt, step)
        note(session, visitor.author("second step on"), account.name, municipality_id=account.municipality_id)
    return _page(request, visitor, "papers.html", papers=papers)


@routes.post("/two-step/off")
def switch_off(request: Request, visitor: SignedInVisitor, typed: OwnForm) -> Response:
    """Take the second step away; a code is asked once more. Whoever needs the step sets up a new one next."""
    panel, account = visitor.panel, visitor.account
    with panel.store.session(Scope.system()) as session:
        is_right = use_code(session, panel.key, account.id, first(typed, "code")[:40], panel.now())
        if is_right:
            take_away(session, account.id)
            note(session, visitor.author("second step off"), account.name, municipality_id=account.municipality_id)
    if not is_right:
        return _set_up_page(request, visitor, None, status=422, fault=WRONG_CODE)
    return redirect(request, "/two-step" if account.role in NEEDS_SECOND_STEP else "/own", done="code-off")


def _offer(visitor: Visitor, salt: str) -> Offer | None:
    account = visitor.account
    return None if account.has_second_step else offer_of(visitor.panel.key, account.id, account.address, salt)


def _set_up_page(
    request: Request, visitor: Visitor, offer: Offer | None, *, status: int = 200, fault: str | None = None
) -> Response:
    picture = Markup(segno.make(offer.uri).svg_inline(omitsize=True, light="#fff", dark="#000")) if offer else None  # noqa: S704 - written by the library
    is_needed = visitor.account.role in NEEDS_SECOND_STEP
    return _page(request, visitor, "two_step.html", status=status, offer=offer, picture=picture, fault=fault, is_needed=is_needed)


def _page(request: Request, visitor: Visitor, name: str, *, status: int = 200, **values: object) -> Response:
    return visitor.panel.pages.page(request, name, status=status, visitor=visitor, **values)
