"""Random tokens, their fingerprints and the form token. Only fingerprints are ever stored."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """Return a fresh random token for a cookie or a link (43 characters, 256 bits)."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return what is stored in place of a token: its SHA-256 as hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(key: bytes, purpose: str, value: str) -> str:
    """Return the keyed fingerprint of a value for one purpose, as hex: without the key nobody can find the value by trying."""
    return hmac.new(key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def form_token(key: bytes, secret: str) -> str:
    """Return the token every form of one browser session carries; `secret` is the session's (or the visitor's) cookie."""
    return keyed(key, "csrf", secret)


def is_form_token(key: bytes, secret: str, sent: str) -> bool:
    """Tell whether the token sent with a form belongs to this browser session; compared in constant time."""
    return bool(secret) and hmac.compare_digest(form_token(key, secret).encode(), sent.encode("utf-8", "replace"))
