"""Passwords: Argon2id hashes, a verification that takes the same time for unknown addresses, and what a password must be."""

from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from locales import mark_panel

SHORTEST = 12
LONGEST = 256
TOO_SHORT = mark_panel("Please use at least 12 characters. A short sentence is easy to remember.")
TOO_LONG = mark_panel("Please use at most 256 characters.")
SAME_AS_ADDRESS = mark_panel("Please do not use your address as the password.")
TOO_SIMPLE = mark_panel("Please use more than a few different characters.")
NOT_REPEATED = mark_panel("The two passwords are different. Please type the same one twice.")


def hash_password(password: str) -> str:
    """Return the Argon2id hash of a password."""
    return _hasher().hash(password)


def is_password(password: str, stored: str | None) -> bool:
    """Tell whether the password belongs to the stored hash; without one a dummy hash is checked, so that the time says nothing."""
    is_right = _hasher().verify(password[: LONGEST + 1], stored or _dummy_hash())
    return is_right and stored is not None


def password_fault(password: str, again: str, address: str) -> str | None:
    """Return the English sentence that says why a new password does not do, or None."""
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    if address.lower() in password.lower() and len(password) - len(address) < SHORTEST:
        return SAME_AS_ADDRESS
    if len(set(password)) < 4:
        return TOO_SIMPLE
    return None if password == again else NOT_REPEATED


@cache
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(memory_cost=19456, time_cost=2, parallelism=1),))


@cache
def _dummy_hash() -> str:
    return hash_password("nobody has this password")
