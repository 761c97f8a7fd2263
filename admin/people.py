"""The pages about people: who may sign in, inviting somebody, changing what they may do, ending it, handing over."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor, needs, not_found
from admin.accounts import Account
from admin.forms import Typed, first
from admin.mails import put_in
from admin.pages import redirect
from admin.people_form import TAKEN, Allowed, read_person
from admin.rights import MAY_INVITE, WORKS_FOR_TRAEGER
from admin.staff import (
    AddressTakenError,
    Person,
    add_person,
    begin_again,
    change_person,
    end_person,
    find_person,
    lost_phone,
    new_link,
    people,
    person,
    traeger_choices,
)
from admin.towns import town_names
from angebote.store.audit import note
from angebote.store.tables import TraegerRow

AccountId = Annotated[str, Path(max_length=36)]
LeadVisitor = Annotated[Visitor, Depends(needs("people"))]
routes = APIRouter(prefix="/people")


@routes.get("")
def show_people(request: Request, visitor: LeadVisitor) -> Response:
    """Everybody this person looks after."""
    with visitor.session(is_reading=True) as session:
        found = people(session)
        names = dict(traeger_choices(session, visitor.account))
        towns = town_names(session)
    own = names if visitor.account.role in WORKS_FOR_TRAEGER else {}
    return _page(request, visitor, "people.html", people=found, traeger=names, towns=towns, own_traeger=own)


@routes.get("/new")
def show_invitation(request: Request, visitor: LeadVisitor) -> Response:
    """The form to invite somebody."""
    return _form_page(request, visitor, None, {"role": [MAY_INVITE[visitor.account.role][0]]})


@routes.post("/new")
def invite_person(request: Request, visitor: LeadVisitor, typed: OwnForm) -> Response:
    """Make the account and show the one-time link to hand over."""
    with visitor.session(is_reading=True) as session:
        wanted, faults = read_person(typed, _allowed(session, visitor))
        known = find_person(session, wanted.address) if wanted else None
    if wanted is None or known:
        faults = {"address": TAKEN} if known else faults
        return _form_page(request, visitor, None, typed, faults=faults)
    try:
        with visitor.session() as session:
            account_id = add_person(session, wanted, visitor.panel.now())
            link = _link(session, visitor, account_id)
            note(session, visitor.author("invited"), wanted.address, municipality_id=wanted.municipality_id)
    except AddressTakenError:
        return _form_page(request, visitor, None, typed, faults={"address": TAKEN})
    return _link_page(request, visitor, wanted.name, wanted.address, link)


@routes.get("/{account_id}")
def show_person(request: Request, visitor: LeadVisitor, account_id: AccountId) -> Response:
    """The page of one person."""
    found = _person(visitor, account_id)
    return _form_page(request, visitor, found, _typed_of(found))


@routes.post("/{account_id}")
def change(request: Request, visitor: LeadVisitor, account_id: AccountId, typed: OwnForm) -> Response:
    """Keep what is changed about a person. Nobody changes their own rights."""
    found = _others(visitor, account_id)
    with visitor.session(is_reading=True) as session:
        wanted, faults = read_person(typed, _allowed(session, visitor), address=found.address)
    if wanted is None:
        return _form_page(request, visitor, found, typed, faults=faults)
    with visitor.session() as session:
        change_person(session, account_id, replace(wanted, municipality_id=found.municipality_id))
        _note(session, visitor, "person changed", found)
    return redirect(request, "/people", done="saved")


@routes.post("/{account_id}/link")
def renew_link(request: Request, visitor: LeadVisitor, account_id: AccountId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Show a fresh one-time link: for somebody who did not use the first one, or forgot the password."""
    found = _others(visitor, account_id)
    if not found.is_active:
        raise not_found()
    with visitor.session() as session:
        link = _link(session, visitor, account_id)
        _note(session, visitor, "link made", found)
    return _link_page(request, visitor, found.name, found.address, link)


@routes.post("/{account_id}/mail")
def mail_link(request: Request, visitor: LeadVisitor, account_id: AccountId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Send somebody a fresh one-time link by mail; it is made when the mail goes out, and never kept."""
    found = _others(visitor, account_id)
    if not found.is_active or not visitor.panel.has_mail_server:
        raise not_found()
    with visitor.session() as session:
        put_in(session, [account_id], "invitation", visitor.panel.now())
        _note(session, visitor, "link mailed", found)
    return redirect(request, f"/people/{account_id}", done="mailed")


@routes.post("/{account_id}/end")
def end(request: Request, visitor: LeadVisitor, account_id: AccountId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """End the access of somebody at once."""
    found = _others(visitor, account_id)
    with visitor.session() as session:
        end_person(session, account_id)
        _note(session, visitor, "access ended", found)
    return redirect(request, "/people", done="access-ended")


@routes.post("/{account_id}/again")
def again(request: Request, visitor: LeadVisitor, account_id: AccountId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Give somebody their access back and show a link to come in."""
    found = _others(visitor, account_id)
    with visitor.session() as session:
        begin_again(session, account_id)
        link = _link(session, visitor, account_id)
        _note(session, visitor, "access given back", found)
    return _link_page(request, visitor, found.name, found.address, link)


@routes.post("/{account_id}/lost-phone")
def take_second_step(request: Request, visitor: LeadVisitor, account_id: AccountId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Take the second step away from somebody who lost their phone."""
    found = _others(visitor, account_id)
    with visitor.session() as session:
        lost_phone(session, account_id)
        _note(session, visitor, "second step off", found)
    return redirect(request, f"/people/{account_id}", done="code-off")


@routes.get("/{account_id}/hand-over")
def show_hand_over(request: Request, visitor: LeadVisitor, account_id: AccountId) -> Response:
    """The page that hands the work of one person to another: who comes, and when the other goes."""
    return _hand_over_page(request, visitor, _others(visitor, account_id), {})


@routes.post("/{account_id}/hand-over")
def hand_over(request: Request, visitor: LeadVisitor, account_id: AccountId, typed: OwnForm) -> Response:
    """Invite the one who comes with the same rights, and note the last day of the one who goes - once it was looked at."""
    old = _others(visitor, account_id)
    same: dict[str, list[str]] = {"role": [old.role], "traeger": list(old.traeger_ids), "town": [old.municipality_id or ""]}
    with visitor.session(is_reading=True) as session:
        wanted, faults = read_person({name: list(values) for name, values in typed.items()} | same, _allowed(session, visitor))
        known = find_person(session, wanted.address) if wanted else None
    if wanted is None or known:
        return _hand_over_page(request, visitor, old, typed, faults={"address": TAKEN} if known else faults)
    if first(typed, "action") != "do":
        return _hand_over_page(request, visitor, old, typed, wanted=wanted)
    leaves = Person(
        address=old.address, name=old.name, role=old.role, municipality_id=old.municipality_id, traeger_ids=old.traeger_ids
    )
    try:
        with visitor.session() as session:
            new_id = add_person(session, replace(wanted, ends_on=None, municipality_id=old.municipality_id), visitor.panel.now())
            if wanted.ends_on:
                change_person(session, account_id, replace(leaves, ends_on=wanted.ends_on))
            else:
                end_person(session, account_id)
            link = _link(session, visitor, new_id)
            subject = f"{old.address} -> {wanted.address}"
            note(session, visitor.author("handed over"), subject, municipality_id=old.municipality_id)
    except AddressTakenError:
        return _hand_over_page(request, visitor, old, typed, faults={"address": TAKEN})
    return _link_page(request, visitor, wanted.name, wanted.address, link)


def _person(visitor: Visitor, account_id: str) -> Account:
    with visitor.session(is_reading=True) as session:
        found = person(session, account_id)
    if found is None:
        raise not_found()
    return found


def _others(visitor: Visitor, account_id: str) -> Account:
    """Return somebody else the visitor may decide about; nobody changes or ends their own access here."""
    found = _person(visitor, account_id)
    if not _may_decide(visitor, found):
        raise not_found()
    return found


def _may_decide(visitor: Visitor, found: Account) -> bool:
    return found.id != visitor.account.id and found.role in MAY_INVITE[visitor.account.role]


def _note(session: Session, visitor: Visitor, action: str, found: Account) -> None:
    """Put what is done to somebody into the log, in the same transaction."""
    note(session, visitor.author(action), found.address, municipality_id=found.municipality_id)


def _allowed(session: Session, visitor: Visitor) -> Allowed:
    traeger = dict(traeger_choices(session, visitor.account))
    town_of = {id_: town for id_, town in session.execute(select(TraegerRow.id, TraegerRow.municipality_id)) if id_ in traeger}
    return Allowed(
        own_role=visitor.account.role,
        towns=town_names(session),
        traeger=traeger,
        town_of=town_of,
        today=visitor.panel.today(),
    )


def _link(session: Session, visitor: Visitor, account_id: str) -> str:
    return new_link(session, account_id, address=visitor.panel.address, now=visitor.panel.now())


def _typed_of(found: Account) -> Typed:
    return {
        "name": [found.name],
        "role": [found.role],
        "town": [found.municipality_id or ""],
        "traeger": list(found.traeger_ids),
        "ends_on": [str(found.ends_on or "")],
    }


def _form_page(
    request: Request, visitor: Visitor, found: Account | None, typed: Typed, *, faults: Mapping[str, str] | None = None
) -> Response:
    with visitor.session(is_reading=True) as session:
        allowed = _allowed(session, visitor)
    values = {name: first(typed, name) for name in ("address", "name", "role", "town", "ends_on")}
    is_own = found is not None and not _may_decide(visitor, found)
    return _page(
        request,
        visitor,
        "person.html",
        status=422 if faults else 200,
        person=found,
        is_own=is_own,
        values=values,
        chosen=list(typed.get("traeger", ())),
        allowed=allowed,
        roles_to_choose=MAY_INVITE[visitor.account.role],
        traeger_boxes=[(id_, "", name, 0) for id_, name in allowed.traeger.items()],
        faults=faults or {},
    )


def _hand_over_page(
    request: Request,
    visitor: Visitor,
    old: Account,
    typed: Typed,
    *,
    faults: Mapping[str, str] | None = None,
    wanted: Person | None = None,
) -> Response:
    with visitor.session(is_reading=True) as session:
        names = dict(traeger_choices(session, visitor.account))
    values = {name: first(typed, name) for name in ("address", "name", "ends_on")}
    carriers = [names.get(one, "") for one in old.traeger_ids] if old.role in WORKS_FOR_TRAEGER else []
    return _page(
        request,
        visitor,
        "hand_over.html",
        status=422 if faults else 200,
        old=old,
        carriers=carriers,
        values=values,
        faults=faults or {},
        wanted=wanted,
    )


def _link_page(request: Request, visitor: Visitor, name: str, address: str, link: str) -> Response:
    return _page(request, visitor, "invited.html", called=name, address=address, link=link)


def _page(request: Request, visitor: Visitor, template: str, *, status: int = 200, **values: Any) -> Response:
    return visitor.panel.pages.page(request, template, status=status, visitor=visitor, **values)
