"""Coming in and going out: password, one-time link, own password, sign-out."""

import math
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from admin.access import (
    OwnForm,
    SignedInVisitor,
    VisitorForm,
    drop_session,
    keep_session,
    keep_visitor_secret,
    visitor_secret,
)
from admin.accounts import find_account, new_password, password_hash_of, read_account
from admin.delays import begin_try, failure_keys, forget_failures
from admin.devices import device_of
from admin.forms import first
from admin.links import account_of_link, use_link
from admin.pages import redirect
from admin.panel import caller_of, panel_of
from admin.passwords import is_password, password_fault
from admin.sessions import begin_session, end_session
from admin.tokens import form_token
from angebote.store import Scope
from locales import mark_panel

LONGEST_ADDRESS = 320
WRONG = mark_panel("The address or the password is not right. Please check both.")
WAIT = mark_panel("There were too many tries. Please wait {minutes} min, then try again.")
NO_LINK = mark_panel("This link has been used already or is too old. Please ask for a new one.")
OLD_PASSWORD_WRONG = mark_panel("Your present password is not right.")
Token = Annotated[str, Path(max_length=100)]
routes = APIRouter()


@routes.get("/sign-in")
def show_sign_in(request: Request) -> Response:
    """The page to sign in with address and password."""
    return _visitor_page(request, "sign_in.html", typed_address="", fault=None)


@routes.post("/sign-in")
def sign_in(request: Request, typed: VisitorForm) -> Response:
    """Sign in with address and password; unknown and wrong sound and take the same."""
    address, password = first(typed, "address").strip().lower()[:LONGEST_ADDRESS], first(typed, "password")
    delay, account_id = _try_password(request, address, password)
    if delay is not None:
        minutes = math.ceil(delay.total_seconds() / 60)
        return _visitor_page(request, "sign_in.html", status=429, typed_address=address, fault=WAIT, minutes=minutes)
    if account_id is None:
        return _visitor_page(request, "sign_in.html", status=422, typed_address=address, fault=WRONG)
    return _enter(request, account_id, "/angebote", is_by_link=False)


@routes.get("/link/{token}")
def show_link(request: Request, token: Token) -> Response:
    """The page behind a one-time link: one button. Opening it changes nothing."""
    panel = panel_of(request)
    with panel.store.session(Scope.system(), is_reading=True) as session:
        is_open = account_of_link(session, token, panel.now()) is not None
    return _visitor_page(
        request, "link.html", status=200 if is_open else 404, is_open=is_open, fault=None if is_open else NO_LINK
    )


@routes.post("/link/{token}")
def follow_link(request: Request, token: Token, typed: VisitorForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Sign in by a one-time link and use it up; whoever has no password yet is asked for one."""
    panel = panel_of(request)
    with panel.store.session(Scope.system()) as session:
        account_id = use_link(session, token, panel.now())
    if account_id is None:
        return _visitor_page(request, "link.html", status=404, is_open=False, fault=NO_LINK)
    return _enter(request, account_id, "/password", is_by_link=True)


@routes.post("/sign-out")
def sign_out(request: Request, visitor: SignedInVisitor, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """End the session on both sides."""
    with visitor.panel.store.session(Scope.system()) as session:
        end_session(session, visitor.token)
    response = redirect(request, "/sign-in", done="signed-out")
    drop_session(response, visitor.panel)
    return response


@routes.get("/password")
def show_password(request: Request, visitor: SignedInVisitor) -> Response:
    """The page to set or change one's own password."""
    return visitor.panel.pages.page(request, "password.html", visitor=visitor, fault=None, fault_at="")


@routes.post("/password")
def change_password(request: Request, visitor: SignedInVisitor, typed: OwnForm) -> Response:
    """Set a new password: every other session of the account ends, this one gets a new token."""
    fault, fault_at = password_fault(first(typed, "password"), first(typed, "again"), visitor.account.address), "password"
    if _asks_old_password(visitor) and not _is_old_password(request, visitor, first(typed, "old")):
        fault, fault_at = OLD_PASSWORD_WRONG, "old"
    if fault:
        return visitor.panel.pages.page(request, "password.html", status=422, visitor=visitor, fault=fault, fault_at=fault_at)
    new_password(visitor.panel.store, visitor.account.id, first(typed, "password"))
    return _enter(
        request, visitor.account.id, "/angebote", is_by_link=visitor.signed_in.is_by_link, done="password", is_code_given=True
    )


def _asks_old_password(visitor: SignedInVisitor) -> bool:
    return visitor.account.has_password and not visitor.signed_in.needs_no_old_password


def _is_old_password(request: Request, visitor: SignedInVisitor, typed: str) -> bool:
    delay, account_id = _try_password(request, visitor.account.address, typed)
    return delay is None and account_id == visitor.account.id


def _try_password(request: Request, address: str, password: str) -> tuple[timedelta | None, str | None]:
    """Return how long to wait before a next try, or the id of the account that address and password belong to."""
    panel = panel_of(request)
    keys = failure_keys(panel.key, address, caller_of(request))
    with panel.store.session(Scope.system()) as session:
        delay = begin_try(session, keys, panel.now())
        stored = password_hash_of(session, address)
    if delay is not None or not is_password(password, stored):
        return delay, None
    with panel.store.session(Scope.system()) as session:
        forget_failures(session, keys)
        account = find_account(session, address)
    return None, account.id if account and account.is_active else None


def _enter(
    request: Request, account_id: str, path: str, *, is_by_link: bool, done: str = "welcome", is_code_given: bool = False
) -> Response:
    """Begin a session. Whoever has a second step gives its code next - after a link, too, but not again after a new password."""
    panel = panel_of(request)
    with panel.store.session(Scope.system()) as session:
        account = read_account(session, account_id)
        is_code_due = account is not None and account.has_second_step and not is_code_given
        device = device_of(request.headers.get("user-agent", ""))
        token = begin_session(session, account_id, panel.now(), is_by_link=is_by_link, is_code_due=is_code_due, device=device)
    response = redirect(request, path, done="" if is_code_due else done)
    keep_session(response, panel, token)
    return response


def _visitor_page(request: Request, name: str, *, status: int = 200, **values: object) -> Response:
    panel, secret = panel_of(request), visitor_secret(request)
    values = {"visitor": None, "minutes": 0} | values
    response = panel.pages.page(request, name, status=status, csrf=form_token(panel.key, secret), **values)
    keep_visitor_secret(response, panel, secret)
    return response
