"""Growing delays after failed tries to sign in, per address - whether an account has that address or not."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from admin.tokens import keyed
from angebote.store.tables import SignInFailureRow

FREE_TRIES = 5
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


def failure_key(key: bytes, address: str) -> str:
    """Return under what the failures of an address are counted: a keyed fingerprint, never the address."""
    return keyed(key, "sign-in", address.strip().lower())


def begin_try(session: Session, key: str, now: datetime) -> timedelta | None:
    """Count a try and return None if it may go on, else how long to wait.

    Shape: it is counted before the password is checked, so that many tries at once gain nothing; `forget_failures` takes it back.
    """
    row = session.get(SignInFailureRow, key)
    if row is None:
        row = SignInFailureRow(key=key, count=0, not_before=now)
        session.add(row)
    elif now < row.not_before:
        return row.not_before - now
    elif now - row.not_before > FORGOTTEN_AFTER:
        row.count = 0
    row.count += 1
    row.not_before = now + _delay_after(row.count)
    return None


def forget_failures(session: Session, key: str) -> None:
    """Forget the failures of an address after it signed in."""
    row = session.get(SignInFailureRow, key)
    if row is not None:
        session.delete(row)


def _delay_after(failures: int) -> timedelta:
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings: int = 2 ** min(failures - FREE_TRIES, 10)
    return min(FIRST_DELAY * doublings, LONGEST_DELAY)
