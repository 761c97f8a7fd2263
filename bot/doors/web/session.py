"""One session cookie with a random token in it; the token is the address of the conversation."""

import re
import secrets

from fastapi import Request, Response

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")


def new_token() -> str:
    """Return a fresh random token (256 bits)."""
    return secrets.token_urlsafe(32)


def token_or_new(token: str | None) -> tuple[str, bool]:
    """Return the token if it has the shape of ours, else a fresh one - and whether it was known."""
    return (token, True) if token and _TOKEN.fullmatch(token) else (new_token(), False)


def cookie_name(*, is_https: bool) -> str:
    """Return the name of the cookie: with https it carries the prefix that browsers guard."""
    return "__Host-lotse" if is_https else "lotse"


def read_session(request: Request, *, is_https: bool) -> str | None:
    """Return the token of the person's cookie, None without a usable one."""
    token = request.cookies.get(cookie_name(is_https=is_https), "")
    return token if _TOKEN.fullmatch(token) else None


def write_session(response: Response, token: str, *, is_https: bool) -> None:
    """Set the cookie; it ends with the browser session."""
    response.set_cookie(cookie_name(is_https=is_https), token, path="/", secure=is_https, httponly=True, samesite="lax")


def end_session(response: Response, *, is_https: bool) -> None:
    """Take the cookie away."""
    response.delete_cookie(cookie_name(is_https=is_https), path="/", secure=is_https, httponly=True, samesite="lax")
