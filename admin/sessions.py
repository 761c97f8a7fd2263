"""Who is signed in: sessions of a browser, kept as fingerprints, ended by rest or by time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from admin.accounts import Account, read_account
from admin.delays import FORGOTTEN_AFTER
from admin.tokens import fingerprint, new_token
from angebote.store.tables import AdminSessionRow, SignInFailureRow, SignInLinkRow

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
LINK_COUNTS_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account of an open session.

    Shape: `needs_no_old_password`: it came by a one-time link a short while ago; `is_to_be_noted`: call `note_session`, it was last noted a while ago;
           `is_code_due`: the code of the second step is still missing; `is_by_link`: it began with a one-time link.
    """

    account: Account
    needs_no_old_password: bool
    is_to_be_noted: bool
    is_code_due: bool = False
    is_by_link: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A browser somebody is signed in with. Shape: `number` is the fingerprint of its token, worth nothing to sign in with."""

    number: str
    name: str
    since: datetime
    last_seen: datetime
    is_this: bool


def cookie_name(*, is_https: bool) -> str:
    """Return the name of the session cookie: bound to this host where the connection is secure."""
    return "__Host-lotse-admin" if is_https else "lotse-admin"


def begin_session(
    session: Session, account_id: str, now: datetime, *, is_by_link: bool, is_code_due: bool = False, device: str = ""
) -> str:
    """Sign an account in and return the token for the cookie: always a new one. What has ended is cleared away on the way."""
    _clear_ended(session, now)
    token = new_token()
    session.add(
        AdminSessionRow(
            token_hash=fingerprint(token),
            account_id=account_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + LONGEST,
            is_by_link=is_by_link,
            is_code_due=is_code_due,
            device=device,
        )
    )
    return token


def read_session(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Return who is signed in with that token, None if nobody is (any more). Changes nothing."""
    row = session.get(AdminSessionRow, fingerprint(token)) if token else None
    if row is None or now >= row.expires_at or now - row.last_seen_at >= IDLE:
        return None
    account = read_account(session, row.account_id)
    if account is None or not account.is_active or (account.ends_on is not None and account.ends_on < now.date()):
        return None
    return SignedIn(
        account,
        needs_no_old_password=row.is_by_link and now - row.created_at < LINK_COUNTS_FOR,
        is_to_be_noted=now - row.last_seen_at >= NOTED_EVERY,
        is_code_due=row.is_code_due,
        is_by_link=row.is_by_link,
    )


def note_session(session: Session, token: str, now: datetime) -> None:
    """Note that the person of a session was here, so that its rest begins anew."""
    row = session.get(AdminSessionRow, fingerprint(token))
    if row is not None:
        row.last_seen_at = now


def note_code(session: Session, token: str) -> None:
    """Note that the code of the second step was given."""
    session.get_one(AdminSessionRow, fingerprint(token)).is_code_due = False


def end_session(session: Session, token: str) -> None:
    """Sign out: the token is worth nothing from now on."""
    session.execute(delete(AdminSessionRow).where(AdminSessionRow.token_hash == fingerprint(token)))


def devices_of(session: Session, account_id: str, token: str, now: datetime) -> tuple[Device, ...]:
    """Return where an account is signed in, the one seen last first."""
    row, this = AdminSessionRow, fingerprint(token)
    found = session.scalars(
        select(row)
        .where(row.account_id == account_id, row.expires_at > now, row.last_seen_at > now - IDLE)
        .order_by(row.last_seen_at.desc(), row.created_at.desc())
    )
    return tuple(
        Device(
            number=one.token_hash,
            name=one.device,
            since=one.created_at,
            last_seen=one.last_seen_at,
            is_this=one.token_hash == this,
        )
        for one in found
    )


def end_device(session: Session, account_id: str, number: str) -> bool:
    """Sign one device of an account out; False if there is none with that number."""
    row = session.get(AdminSessionRow, number)
    if row is None or row.account_id != account_id:
        return False
    session.delete(row)
    return True


def end_other_devices(session: Session, account_id: str, token: str) -> None:
    """Sign an account out everywhere but here."""
    row = AdminSessionRow
    session.execute(delete(row).where(row.account_id == account_id, row.token_hash != fingerprint(token)))


def _clear_ended(session: Session, now: datetime) -> None:
    session.execute(
        delete(AdminSessionRow).where(or_(AdminSessionRow.expires_at <= now, AdminSessionRow.last_seen_at <= now - IDLE))
    )
    session.execute(delete(SignInLinkRow).where(SignInLinkRow.expires_at <= now - FORGOTTEN_AFTER))
    session.execute(delete(SignInFailureRow).where(SignInFailureRow.not_before <= now - FORGOTTEN_AFTER))
