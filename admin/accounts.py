"""The people who work in the panel: who they are, inviting them, listing them, ending their access."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.links import FIRST_LINK, link_for
from admin.passwords import hash_password
from admin.rights import WORKS_FOR_TRAEGER, Role
from angebote.store import Scope, Store
from angebote.store.tables import AccountRow, AccountTraegerRow, AdminSessionRow, MunicipalityRow, SignInLinkRow, TraegerRow

FIRST_OPERATOR = "admin"


class AccountError(Exception):
    """An account cannot be made or found; the text says why and what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Someone who may sign in.

    Shape: `address` is what they type to sign in, lower case; `traeger_ids` is empty unless they work for Traeger;
           `ends_on` is the last day of their access; `code_salt` None = no second step is set up.
    """

    id: str
    address: str
    name: str
    role: Role
    municipality_id: str | None
    traeger_ids: tuple[str, ...]
    is_active: bool
    has_password: bool
    ends_on: date | None = None
    code_salt: str | None = None

    @property
    def has_second_step(self) -> bool:
        """True if signing in asks for a code."""
        return self.code_salt is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Whom to invite. Shape: `municipality` is a town's slug ("" for an operator), `traeger` names or ids of Traeger of that town."""

    address: str
    name: str
    role: str
    municipality: str = ""
    traeger: tuple[str, ...] = ()


def find_account(session: Session, address: str) -> Account | None:
    """Return the account with that address, whatever its state."""
    row = session.scalar(select(AccountRow).where(AccountRow.email == address.strip().lower()))
    return as_account(row) if row else None


def read_account(session: Session, account_id: str) -> Account | None:
    """Return the account with that id."""
    row = session.get(AccountRow, account_id)
    return as_account(row) if row else None


def password_hash_of(session: Session, address: str) -> str | None:
    """Return the stored hash of an active account, None if there is no such account or it has no password."""
    row = session.scalar(select(AccountRow).where(AccountRow.email == address.strip().lower(), AccountRow.is_active.is_(True)))
    return row.password_hash if row else None


def set_password(session: Session, account_id: str, hashed: str) -> None:
    """Keep a new password and end every other way in that is open: sessions and unused links of the account."""
    row = session.get_one(AccountRow, account_id)
    row.password_hash = hashed
    _end_access(session, account_id)


def invite(session: Session, invitation: Invitation, *, address: str, now: datetime) -> str:
    """Make the account if it is new and return a one-time link to sign in; for an account that exists, a fresh link (a lost password).

    Errors: AccountError if the role, the town or a Traeger does not exist, or the account is disabled.
    """
    email = invitation.address.strip().lower()
    row = session.scalar(select(AccountRow).where(AccountRow.email == email))
    if row is not None and not row.is_active:
        raise AccountError(f"{email} is disabled. Invite another address.")
    if row is None:
        row = _new_row(session, invitation, email, now)
        session.add(row)
        session.flush()
    return link_for(session, row.id, address=address, now=now, lifetime=FIRST_LINK)


def list_accounts(session: Session) -> tuple[Account, ...]:
    """Return all accounts, by address."""
    return tuple(as_account(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.email)))


def disable(session: Session, address: str) -> None:
    """End the access of an account at once: no sign-in, no open session, no link.

    Errors: AccountError if there is no such account.
    """
    row = session.scalar(select(AccountRow).where(AccountRow.email == address.strip().lower()))
    if row is None:
        raise AccountError(f"There is no account {address}. `lotse user list` shows all of them.")
    end_account(session, row.id)


def end_account(session: Session, account_id: str) -> None:
    """End the access of an account that the Session sees: no sign-in, no open session, no link."""
    session.get_one(AccountRow, account_id).is_active = False
    _end_access(session, account_id)


def first_sign_in_link(store: Store, address: str, now: datetime) -> str | None:
    """Return a one-time link for the operator "admin" as long as nobody could sign in otherwise, else None.

    Shape: on an empty installation the account is made; later there is a fresh link at each start until that operator has a password.
    """
    with store.session(Scope.system()) as session:
        if session.scalar(select(AccountRow.id).limit(1)) is None:
            return invite(
                session, Invitation(address=FIRST_OPERATOR, name="Administration", role="operator"), address=address, now=now
            )
        row = session.scalar(select(AccountRow).where(AccountRow.email == FIRST_OPERATOR))
        if row is None or row.password_hash is not None or not row.is_active:
            return None
        return link_for(session, row.id, address=address, now=now, lifetime=FIRST_LINK)


def new_password(store: Store, account_id: str, password: str) -> None:
    """Hash and keep a new password. The hashing is done before the transaction, so that nobody waits for it."""
    hashed = hash_password(password)
    with store.session(Scope.system()) as session:
        set_password(session, account_id, hashed)


def as_account(row: AccountRow) -> Account:
    """Return an account as a value."""
    role: Role = next(role for role in get_args(Role) if role == row.role)
    return Account(
        id=row.id,
        address=row.email,
        name=row.name,
        role=role,
        municipality_id=row.municipality_id,
        traeger_ids=tuple(one.traeger_id for one in row.traeger) if role in WORKS_FOR_TRAEGER else (),
        is_active=row.is_active,
        has_password=row.password_hash is not None,
        ends_on=row.ends_on,
        code_salt=row.code_salt,
    )


def _new_row(session: Session, invitation: Invitation, email: str, now: datetime) -> AccountRow:
    if invitation.role not in get_args(Role):
        raise AccountError(f"There is no role {invitation.role}. Use one of: {', '.join(get_args(Role))}.")
    if email != FIRST_OPERATOR and ("@" not in email or " " in email):
        raise AccountError(f"{email or 'An empty text'} is not an e-mail address.")
    town_id = _town_id(session, invitation)
    carriers = _traeger_ids(session, town_id, invitation) if invitation.role in WORKS_FOR_TRAEGER else ()
    return AccountRow(
        id=str(uuid.uuid4()),
        municipality_id=town_id,
        email=email,
        name=invitation.name.strip() or email,
        role=invitation.role,
        created_at=now,
        traeger=[AccountTraegerRow(traeger_id=one) for one in carriers],
    )


def _town_id(session: Session, invitation: Invitation) -> str | None:
    if invitation.role == "operator" and not invitation.municipality:
        return None
    town_id = session.scalar(select(MunicipalityRow.id).where(MunicipalityRow.slug == invitation.municipality))
    if town_id is None:
        known = ", ".join(session.scalars(select(MunicipalityRow.slug).order_by(MunicipalityRow.slug)))
        raise AccountError(f"There is no town {invitation.municipality or '(none named)'}. Known towns: {known or 'none yet'}.")
    return town_id


def _traeger_ids(session: Session, town_id: str | None, invitation: Invitation) -> Sequence[str]:
    rows = session.scalars(select(TraegerRow).where(TraegerRow.municipality_id == town_id).order_by(TraegerRow.name)).all()
    by_word = {word.lower(): row.id for row in rows for word in (row.id, row.name)}
    missing = [word for word in invitation.traeger if word.strip().lower() not in by_word]
    if missing or not invitation.traeger:
        known = "; ".join(row.name for row in rows) or "none yet"
        raise AccountError(
            f"An editor or a lead needs a Traeger of the town; not found: {', '.join(missing) or '(none named)'}. Known: {known}."
        )
    return list(dict.fromkeys(by_word[word.strip().lower()] for word in invitation.traeger))


def _end_access(session: Session, account_id: str) -> None:
    """Row by row, so that a Session within a scope can do it as well."""
    for row in session.scalars(select(AdminSessionRow).where(AdminSessionRow.account_id == account_id)):
        session.delete(row)
    for link in session.scalars(
        select(SignInLinkRow).where(SignInLinkRow.account_id == account_id, SignInLinkRow.used_at.is_(None))
    ):
        session.delete(link)
    session.flush()
