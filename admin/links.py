"""Links that sign someone in once. Looking at a link does not use it up: mail scanners open links too."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.tokens import fingerprint, new_token
from angebote.store.tables import AccountRow, SignInLinkRow

LINK = timedelta(minutes=30)
FIRST_LINK = timedelta(hours=24)


def link_for(session: Session, account_id: str, *, address: str, now: datetime, lifetime: timedelta = LINK) -> str:
    """Return a fresh one-time link for an account; links made earlier and not used end here.

    Shape: `address` is the address of the server without the panel's path ("https://hilfe.example.org").
    """
    for earlier in session.scalars(
        select(SignInLinkRow).where(SignInLinkRow.account_id == account_id, SignInLinkRow.used_at.is_(None))
    ):
        earlier.expires_at = now
    token = new_token()
    session.add(SignInLinkRow(token_hash=fingerprint(token), account_id=account_id, created_at=now, expires_at=now + lifetime))
    session.flush()
    return f"{address.rstrip('/')}/admin/link/{token}"


def account_of_link(session: Session, token: str, now: datetime) -> str | None:
    """Return the id of the account a link would sign in, None if it is unknown, used, too old or the account has ended. Changes nothing."""
    row = _open_link(session, token, now)
    return row.account_id if row else None


def use_link(session: Session, token: str, now: datetime) -> str | None:
    """Use a link up and return the id of the account it signs in, None as above."""
    row = _open_link(session, token, now)
    if row is None:
        return None
    row.used_at = now
    return row.account_id


def _open_link(session: Session, token: str, now: datetime) -> SignInLinkRow | None:
    found = session.scalar(
        select(SignInLinkRow)
        .join(AccountRow, AccountRow.id == SignInLinkRow.account_id)
        .where(SignInLinkRow.token_hash == fingerprint(token), AccountRow.is_active.is_(True))
    )
    return found if found and found.used_at is None and now < found.expires_at else None
