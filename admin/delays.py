"""Growing delays after failed tries to sign in: per address and caller, per caller, and - much later - per address alone.

Whoever tries somebody's address again and again from elsewhere slows themselves down, not the person.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from admin.tokens import keyed
from angebote.store.tables import SignInFailureRow

FREE_TRIES = 5
FREE_TRIES_OF_A_CALLER = 30
FREE_TRIES_OF_AN_ADDRESS = 100
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


def failure_keys(key: bytes, address: str, caller: str) -> dict[str, int]:
    """Return under what failures are counted -> how many tries are free: keyed fingerprints, never an address.

    Shape: the first one is the pair, which is forgotten when signing in succeeds.
    """
    who = address.strip().lower()
    return {
        keyed(key, "sign-in", f"{who} {caller}"): FREE_TRIES,
        keyed(key, "sign-in caller", caller): FREE_TRIES_OF_A_CALLER,
        keyed(key, "sign-in address", who): FREE_TRIES_OF_AN_ADDRESS,
    }


def begin_try(session: Session, keys: Mapping[str, int], now: datetime) -> timedelta | None:
    """Count a try and return None if it may go on, else how long to wait.

    Shape: it is counted before the password is checked, so that many tries at once gain nothing; `forget_failures` takes it back.
    """
    rows = [_row(session, key, now) for key in keys]
    waiting = [row.not_before - now for row in rows if now < row.not_before]
    if waiting:
        return max(waiting)
    for row, free in zip(rows, keys.values(), strict=True):
        row.count = 1 if now - row.not_before > FORGOTTEN_AFTER else row.count + 1
        row.not_before = now + _delay_after(row.count, free)
    return None


def _row(session: Session, key: str, now: datetime) -> SignInFailureRow:
    row = session.get(SignInFailureRow, key)
    if row is None:
        row = SignInFailureRow(key=key, count=0, not_before=now)
        session.add(row)
    return row


def forget_failures(session: Session, keys: Mapping[str, int]) -> None:
    """Forget the failures of an address and a caller after they signed in; the caller's other tries stay counted, less this one."""
    pair, *others = keys
    row = session.get(SignInFailureRow, pair)
    if row is not None:
        session.delete(row)
    for key in others:
        other = session.get(SignInFailureRow, key)
        if other is not None:
            other.count -= 1
            other.not_before -= _delay_after(other.count + 1, keys[key])


def _delay_after(failures: int, free: int) -> timedelta:
    if failures < free:
        return timedelta(0)
    doublings: int = 2 ** min(failures - free, 10)
    return min(FIRST_DELAY * doublings, LONGEST_DELAY)
