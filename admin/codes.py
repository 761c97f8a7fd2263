"""The second step at sign-in: codes of an app (TOTP, RFC 6238) and ten codes on paper, each good once."""

import base64
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy.orm import Session

from admin.tokens import fingerprint, keyed
from angebote.store.tables import AccountRow

ISSUER = "Stadtteillotse"
SECRET_BYTES = 20
PERIOD_SECONDS = 30
PAPER_CODES = 10
PAPER_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Offer:
    """A second step that may be set up. Shape: `secret` is what the app is to hold (base32), `uri` the same as otpauth:// for a picture code."""

    salt: str
    secret: str
    uri: str


def new_salt() -> str:
    """Return the random half of a secret; the other half is the server's key."""
    return secrets.token_hex(16)


def offer_of(key: bytes, account_id: str, address: str, salt: str) -> Offer:
    """Return what an app needs for the codes of an account."""
    secret = _secret(key, account_id, salt)
    return Offer(salt, secret, pyotp.TOTP(secret).provisioning_uri(name=address, issuer_name=ISSUER))


def step_of_code(key: bytes, account_id: str, salt: str, code: str, now: datetime) -> int | None:
    """Return the 30 seconds a code belongs to: the present ones or those just before or after, as clocks differ; None if it is wrong."""
    typed = "".join(code.split())
    codes = pyotp.TOTP(_secret(key, account_id, salt))
    present = int(now.timestamp()) // PERIOD_SECONDS
    for step in (present, present - 1, present + 1):
        if hmac.compare_digest(codes.at(step * PERIOD_SECONDS).encode(), typed.encode("utf-8", "replace")):
            return step
    return None


def set_up(session: Session, account_id: str, salt: str, step: int) -> Sequence[str]:
    """Keep a second step that was tried once and return the codes for paper: they are shown now and never again."""
    row = session.get_one(AccountRow, account_id)
    papers = ["-".join("".join(secrets.choice(PAPER_LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(PAPER_CODES)]
    row.code_salt, row.code_step, row.recovery_hashes = salt, step, [fingerprint(paper) for paper in papers]
    return papers


def take_away(session: Session, account_id: str) -> None:
    """Sign in without a second step from now on."""
    row = session.get_one(AccountRow, account_id)
    row.code_salt, row.code_step, row.recovery_hashes = None, 0, []


def use_code(session: Session, key: bytes, account_id: str, code: str, now: datetime) -> bool:
    """Use a code of the app or of the paper up; False if it is wrong or was used before."""
    row = session.get_one(AccountRow, account_id)
    if row.code_salt is None:
        return False
    step = step_of_code(key, account_id, row.code_salt, code, now)
    if step is not None and step > row.code_step:
        row.code_step = step
        return True
    paper = fingerprint(code.strip().lower())
    if paper not in row.recovery_hashes:
        return False
    row.recovery_hashes = [one for one in row.recovery_hashes if one != paper]
    return True


def _secret(key: bytes, account_id: str, salt: str) -> str:
    return base64.b32encode(bytes.fromhex(keyed(key, "second step", f"{account_id} {salt}"))[:SECRET_BYTES]).decode()
