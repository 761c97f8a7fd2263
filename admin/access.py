"""The one place that says who may see and do what. Routes get their Session only from a Visitor, so every query has a scope."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from admin.accounts import Account
from admin.panel import Panel, panel_of
from admin.rights import NEEDS_SECOND_STEP, Right, may
from admin.sessions import SignedIn, cookie_name, note_session, read_session
from admin.tokens import form_token, is_form_token, new_token
from angebote.store import Scope
from angebote.store.history import Author

LARGEST_FORM_BYTES = 4 * 1024 * 1024
MOST_FIELDS = 2000
RESUME = "resume"  # the action of a form that only shows again what was typed before the session ended; it changes nothing


class NotSignedInError(Exception):
    """Nobody is signed in (any more): the person is shown the sign-in page."""


class SecondStepError(Exception):
    """Somebody gave the right password, and the second step is still to come: its code, or setting it up."""

    def __init__(self, *, is_set_up: bool) -> None:
        super().__init__()
        self.is_set_up = is_set_up


class FormRefusedError(Exception):
    """A form came without the token of its browser session: it is not believed to be the person's own."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Someone who is signed in, for the time of one request."""

    signed_in: SignedIn
    panel: Panel
    token: str

    @property
    def account(self) -> Account:
        """The account they signed in with."""
        return self.signed_in.account

    @property
    def form_token(self) -> str:
        """The token every form on their pages carries."""
        return form_token(self.panel.key, self.token)

    @property
    def lacks_second_step(self) -> bool:
        """True if their role asks for a second step at sign-in and it is not set up yet."""
        return self.account.role in NEEDS_SECOND_STEP and not self.account.has_second_step

    def may(self, right: Right) -> bool:
        """Tell whether this person's role has a right."""
        return may(self.account.role, right)

    def works_for(self, traeger_id: str) -> bool:
        """Tell whether a Traeger this person's Session sees is theirs: to whoever looks after a town all of its Traeger are."""
        own = scope_of(self.account).traeger_ids
        return own is None or traeger_id in own

    def author(self, action: str) -> Author:
        """Return how this person stands in the history of what they change now."""
        return Author(name=self.account.name, account_id=self.account.id, at=self.panel.now(), action=action)

    def session(self, *, is_reading: bool = False) -> AbstractContextManager[Session]:
        """Give a Session that sees and changes exactly what this person may."""
        return self.panel.store.session(scope_of(self.account), is_reading=is_reading)


def scope_of(account: Account) -> Scope:
    """Return the part of the store an account works in: an operator all, a coordinator one town, an editor their Traeger's entries."""
    if account.role == "operator":
        return Scope.system()
    if account.role == "coordinator":
        return Scope(municipality_id=account.municipality_id, account_id=account.id)
    return Scope(
        municipality_id=account.municipality_id,
        traeger_ids=account.traeger_ids,
        is_lead=account.role == "lead",
        account_id=account.id,
    )


def signed_in(request: Request) -> Visitor:
    """Return who is signed in, with all the steps their role asks for.

    Shape:  whoever came by a one-time link may set up their second step later, but before they next come with a password.
    Errors: NotSignedInError if nobody is, SecondStepError if the second step is still to come.
    """
    visitor = half_signed_in(request)
    found = visitor.signed_in
    if found.is_code_due:
        raise SecondStepError(is_set_up=True)
    if found.account.role in NEEDS_SECOND_STEP and not found.account.has_second_step and not found.is_by_link:
        raise SecondStepError(is_set_up=False)
    return visitor


def half_signed_in(request: Request) -> Visitor:
    """Return who gave the right password or link, even if the second step is still to come: for the pages of that step alone.

    Errors: NotSignedInError if nobody did.
    """
    panel = panel_of(request)
    token = request.cookies.get(cookie_name(is_https=panel.is_https), "")
    with panel.store.session(Scope.system(), is_reading=True) as session:
        found = read_session(session, token, panel.now())
    if found is None:
        raise NotSignedInError
    if found.is_to_be_noted:
        with panel.store.session(Scope.system()) as session:
            note_session(session, token, panel.now())
    return Visitor(found, panel, token)


SignedInVisitor = Annotated[Visitor, Depends(signed_in)]


def needs(right: Right) -> Callable[[Visitor], Visitor]:
    """Return the dependency of routes that are for some roles only; to the others they do not exist."""

    def allowed(visitor: SignedInVisitor) -> Visitor:
        if not may(visitor.account.role, right):
            raise not_found()
        return visitor

    return allowed


async def sent_form(request: Request) -> Mapping[str, list[str]]:
    """Return the fields of a form as they were sent: name -> values in order. Files are left out.

    Errors: HTTPException 400 if it cannot be read at all.
    """
    fields = await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=LARGEST_FORM_BYTES)
    typed: dict[str, list[str]] = {}
    for name, value in fields.multi_items():
        if isinstance(value, str):
            typed.setdefault(name, []).append(value)
    return typed


def own_form(
    request: Request,
    visitor: Annotated[Visitor, Depends(signed_in)],
    typed: Annotated[Mapping[str, list[str]], Depends(sent_form)],
) -> Mapping[str, list[str]]:
    """Return the fields of a form that a signed-in person sent from a page of their own session.

    Shape:  what was typed before a session ended comes back with the token of the browser instead, to be shown and not saved.
    Errors: NotSignedInError, FormRefusedError.
    """
    is_resumed = typed.get("action") == [RESUME] and is_form_token(visitor.panel.key, _visitor_secret(request), _token_in(typed))
    return typed if is_resumed else _own(visitor, typed)


def half_own_form(
    visitor: Annotated[Visitor, Depends(half_signed_in)],
    typed: Annotated[Mapping[str, list[str]], Depends(sent_form)],
) -> Mapping[str, list[str]]:
    """Return the fields of a form of the second step.

    Errors: NotSignedInError, FormRefusedError.
    """
    return _own(visitor, typed)


def _own(visitor: Visitor, typed: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    if not is_form_token(visitor.panel.key, visitor.token, _token_in(typed)):
        raise FormRefusedError
    return typed


def visitor_form(request: Request, typed: Annotated[Mapping[str, list[str]], Depends(sent_form)]) -> Mapping[str, list[str]]:
    """Return the fields of a form of someone who is not signed in yet, sent from a page this browser opened.

    Errors: FormRefusedError.
    """
    panel = panel_of(request)
    if not is_form_token(panel.key, _visitor_secret(request), _token_in(typed)):
        raise FormRefusedError
    return typed


def visitor_secret(request: Request) -> str:
    """Return the random word that ties the forms before signing in to this browser; a new one if it has none."""
    return _visitor_secret(request) or new_token()


def keep_visitor_secret(response: Response, panel: Panel, secret: str) -> None:
    """Put the random word into this browser."""
    response.set_cookie(_visitor_cookie(panel), secret, path="/", httponly=True, samesite="lax", secure=panel.is_https)


def keep_session(response: Response, panel: Panel, token: str) -> None:
    """Put the session's token into this browser."""
    name = cookie_name(is_https=panel.is_https)
    response.set_cookie(name, token, path="/", httponly=True, samesite="lax", secure=panel.is_https)


def drop_session(response: Response, panel: Panel) -> None:
    """Take the session's token out of this browser."""
    name = cookie_name(is_https=panel.is_https)
    response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=panel.is_https)


def not_found() -> HTTPException:
    """Return the answer for what does not exist - or is not this person's to see, which sounds the same."""
    return HTTPException(404)


def _token_in(typed: Mapping[str, list[str]]) -> str:
    return next(iter(typed.get("csrf", ())), "")


def _visitor_secret(request: Request) -> str:
    return request.cookies.get(_visitor_cookie(panel_of(request)), "")


def _visitor_cookie(panel: Panel) -> str:
    return "__Host-lotse-visitor" if panel.is_https else "lotse-visitor"


HalfSignedInVisitor = Annotated[Visitor, Depends(half_signed_in)]
HalfOwnForm = Annotated[Mapping[str, list[str]], Depends(half_own_form)]
OwnForm = Annotated[Mapping[str, list[str]], Depends(own_form)]
VisitorForm = Annotated[Mapping[str, list[str]], Depends(visitor_form)]
