"""The link of a mail that asks whether entries are still right: signed, good without signing in, harmless when it is only opened."""

import hmac
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.orm import Session

from admin.access import VisitorForm, keep_visitor_secret, not_found, scope_of, visitor_secret
from admin.accounts import Account, read_account
from admin.forms import first
from admin.pages import redirect
from admin.panel import Panel, panel_of
from admin.tokens import form_token, keyed
from angebote.store import Scope
from angebote.store.catalogue import Stale, read_angebot, write_angebot
from angebote.store.confirmations import open_askings
from angebote.store.history import Author
from angebote.store.tables import AngebotRow

GOOD_FOR = timedelta(days=90)
Token = Annotated[str, Path(max_length=160)]
routes = APIRouter()


def answer_address(key: bytes, address: str, account_id: str, today: date) -> str:
    """Return the address of the page on which a person answers, signed on that day."""
    return f"{address.rstrip('/')}/admin/still-right/{account_id}.{today.isoformat()}.{_signature(key, account_id, today.isoformat())}"


@routes.get("/still-right/{token}")
def show_questions(request: Request, token: Token) -> Response:
    """The entries that wait for an answer, with one button each. Opening the page changes nothing."""
    panel, account = panel_of(request), _account_of(request, token)
    with panel.store.session(scope_of(account), is_reading=True) as session:
        asked = [(angebot, day) for id_, day in open_askings(session).items() if (angebot := read_angebot(session, id_))]
    secret = visitor_secret(request)
    csrf = form_token(panel.key, secret)
    response = panel.pages.page(request, "still_right.html", visitor=None, account=account, asked=asked, token=token, csrf=csrf)
    keep_visitor_secret(response, panel, secret)
    return response


@routes.post("/still-right/{token}/{angebot_id}")
def answer(request: Request, token: Token, angebot_id: Annotated[str, Path(max_length=36)], typed: VisitorForm) -> Response:
    """Note one answer: still right, or the Angebot is no more."""
    panel, account = panel_of(request), _account_of(request, token)
    try:
        with panel.store.session(scope_of(account)) as session:
            done = _note(session, panel, account, angebot_id, first(typed, "answer"))
    except Stale:
        done = "changed"
    return redirect(request, f"/still-right/{token}", done=done)


def _note(session: Session, panel: Panel, account: Account, angebot_id: str, said: str) -> str:
    angebot = read_angebot(session, angebot_id)
    if angebot is None or angebot.status != "published" or said not in ("right", "gone"):
        raise not_found()
    action = "confirmed" if said == "right" else "archived"
    changed = replace(angebot, checked_on=panel.today()) if said == "right" else replace(angebot, status="archived")
    author = Author(name=account.name, account_id=account.id, at=panel.now(), action=action)
    write_angebot(session, changed, municipality_id=session.get_one(AngebotRow, angebot_id).municipality_id, author=author)
    return action


def _account_of(request: Request, token: str) -> Account:
    """Return who a link was sent to. Errors: 404 if it was not signed here, is too old, or their access has ended."""
    panel = panel_of(request)
    account_id, _, rest = token.partition(".")
    day, _, signature = rest.partition(".")
    if not hmac.compare_digest(_signature(panel.key, account_id, day).encode(), signature.encode("utf-8", "replace")):
        raise not_found()
    with panel.store.session(Scope.system(), is_reading=True) as session:
        account = read_account(session, account_id)
    today = panel.today()
    if account is None or not account.is_active or (account.ends_on and account.ends_on < today):
        raise not_found()
    if not date.fromisoformat(day) <= today <= date.fromisoformat(day) + GOOD_FOR:
        raise not_found()
    return account


def _signature(key: bytes, account_id: str, day: str) -> str:
    return keyed(key, "still right", f"{account_id} {day}")
