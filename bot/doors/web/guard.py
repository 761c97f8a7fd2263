"""What is refused before any route sees it: posts from foreign pages and bodies that are too large. Pure ASGI, for the panel too."""

from collections.abc import Callable
from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_BYTES = 300_000
Refuse = Callable[[Request, int], Response]


class Guard:
    """Answers 403 to a cross-site post and 413 to a large body.

    Shape: `refuse` makes the response of a status; paths below `large_bodies` (uploads) set their own limit.
    Source: Fetch Metadata (Sec-Fetch-Site); where a browser does not send it, Origin.
    """

    def __init__(self, app: ASGIApp, *, public_url: str, refuse: Refuse, large_bodies: tuple[str, ...] = ("/admin",)) -> None:
        self._app = app
        self._public_host = urlsplit(public_url).netloc
        self._refuse = refuse
        self._large_bodies = large_bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        status = self._fault(scope) if scope["type"] == "http" else None
        if status is None:
            await self._app(scope, receive, send)
        else:
            await self._refuse(Request(scope), status)(scope, receive, send)

    def _fault(self, scope: Scope) -> int | None:
        headers = Headers(scope=scope)
        if scope["method"] not in SAFE_METHODS and is_cross_site(headers, self._public_host):
            return 403
        length = headers.get("content-length", "")
        is_large = length.isascii() and length.isdigit() and (len(length) > 12 or int(length) > MOST_BYTES)
        return 413 if is_large and not scope["path"].startswith(self._large_bodies) else None


def is_cross_site(headers: Headers, public_host: str) -> bool:
    """Tell whether a request was sent by a page of another site. Programs (no browser) send neither header and may pass."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc not in {headers.get("host", ""), public_host} - {""}
