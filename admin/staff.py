"""The people a Session sees: reading, inviting, changing, ending and handing over their work - all within its scope."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from admin.accounts import Account, as_account, end_account
from admin.codes import take_away
from admin.links import FIRST_LINK, link_for
from admin.rights import WORKS_FOR_TRAEGER, Role
from angebote.store.tables import AccountRow, AccountTraegerRow, TraegerRow


class AddressTakenError(Exception):
    """The address belongs to somebody this Session does not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is kept of somebody who may sign in. Shape: `address` is lower case; `traeger_ids` is empty unless the role works for Traeger."""

    address: str
    name: str
    role: Role
    municipality_id: str | None
    traeger_ids: Sequence[str]
    ends_on: date | None = None


def people(session: Session) -> tuple[Account, ...]:
    """Return the people the Session sees, those with access first, by name."""
    rows = session.scalars(select(AccountRow).order_by(AccountRow.is_active.desc(), AccountRow.name, AccountRow.email))
    return tuple(as_account(row) for row in rows)


def person(session: Session, account_id: str) -> Account | None:
    """Return one of the people the Session sees."""
    row = session.scalar(select(AccountRow).where(AccountRow.id == account_id))
    return as_account(row) if row else None


def find_person(session: Session, address: str) -> Account | None:
    """Return who has that address, if the Session sees them."""
    row = session.scalar(select(AccountRow).where(AccountRow.email == address))
    return as_account(row) if row else None


def add_person(session: Session, wanted: Person, now: datetime) -> str:
    """Keep a new person and return their id.

    Errors: AddressTakenError if somebody the Session does not see has that address; ForeignRow outside of the scope.
    """
    row = AccountRow(
        id=str(uuid.uuid4()),
        municipality_id=wanted.municipality_id,
        email=wanted.address,
        name=wanted.name,
        role=wanted.role,
        created_at=now,
        ends_on=wanted.ends_on,
        recovery_hashes=[],
        traeger=[AccountTraegerRow(traeger_id=one) for one in _traeger_of(wanted)],
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise AddressTakenError from error
    return row.id


def change_person(session: Session, account_id: str, wanted: Person) -> None:
    """Keep a new name, role, Traeger and last day; the address stays. Errors: ForeignRow outside of the scope."""
    row = session.scalars(select(AccountRow).where(AccountRow.id == account_id)).one()
    row.name, row.role, row.ends_on = wanted.name, wanted.role, wanted.ends_on
    chosen = set(_traeger_of(wanted))
    for one in [one for one in row.traeger if one.traeger_id not in chosen]:
        row.traeger.remove(one)
    present = {one.traeger_id for one in row.traeger}
    row.traeger.extend(AccountTraegerRow(traeger_id=one) for one in sorted(chosen - present))
    session.flush()


def new_link(session: Session, account_id: str, *, address: str, now: datetime) -> str:
    """Return a fresh one-time link for one of the people the Session sees; with it a forgotten password is replaced."""
    return link_for(session, account_id, address=address, now=now, lifetime=FIRST_LINK)


def lost_phone(session: Session, account_id: str) -> None:
    """Take the second step of somebody away who lost their phone and their codes on paper."""
    take_away(session, account_id)


def end_person(session: Session, account_id: str) -> None:
    """End the access of somebody at once."""
    end_account(session, account_id)


def begin_again(session: Session, account_id: str) -> None:
    """Give somebody whose access was ended their access back; they come in by a new link."""
    row = session.get_one(AccountRow, account_id)
    row.is_active, row.ends_on, row.password_hash = True, None, None


def end_due(session: Session, today: date) -> tuple[str, ...]:
    """End the access of everybody whose last day is over and return their ids. Needs the scope of the system."""
    due = select(AccountRow.id).where(AccountRow.is_active.is_(True), AccountRow.ends_on < today)
    ids = tuple(session.scalars(due))
    for account_id in ids:
        end_account(session, account_id)
    return ids


def traeger_choices(session: Session, account: Account) -> tuple[tuple[str, str], ...]:
    """Return the Traeger an account may hand out work for, as (id, name)."""
    rows = session.execute(select(TraegerRow.id, TraegerRow.name).order_by(TraegerRow.name))
    return tuple((id_, name) for id_, name in rows if account.role not in WORKS_FOR_TRAEGER or id_ in account.traeger_ids)


def _traeger_of(wanted: Person) -> Sequence[str]:
    return tuple(dict.fromkeys(wanted.traeger_ids)) if wanted.role in WORKS_FOR_TRAEGER else ()
