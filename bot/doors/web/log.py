"""One line per request - id, method, route, status, milliseconds - and the counters of /metrics. No address, query, body or token."""

import logging
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger("lotse.access")
Key = tuple[str, str, int]


@dataclass(slots=True)
class Measures:
    """Counts of this process since it started. Units: seconds."""

    started: float = field(default_factory=time.time)
    requests: Counter[Key] = field(default_factory=Counter)
    seconds: Counter[Key] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        with self._lock:
            self.requests[method, route, status] += 1
            self.seconds[method, route, status] += seconds  # type: ignore[assignment]

    def rows(self) -> list[tuple[Key, int, float]]:
        """Return a copy: method, route and status, how many, how long together."""
        with self._lock:
            return [(key, count, float(self.seconds[key])) for key, count in sorted(self.requests.items())]


class AccessLog:
    """Gives each request an id (`X-Request-Id`), logs it and counts it. Pure ASGI; the outermost layer."""

    def __init__(self, app: ASGIApp, *, measures: Measures) -> None:
        self._app = app
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note what came of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number, begun, status = secrets.token_hex(8), time.perf_counter(), 500

        async def noting_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", number.encode())]
            await send(message)

        try:
            await self._app(scope, receive, noting_send)
        finally:
            seconds = time.perf_counter() - begun
            method, route = _method_of(scope), route_of(scope)
            self._measures.add(method, route, status, seconds)
            logger.info("%s %s %s %d %.1f ms", number, method, route, status, seconds * 1000)


def route_of(scope: Scope) -> str:
    """Return the template of the route that answered ("/angebote/{id}"), "-" if none did: never the address itself."""
    route = scope.get("route")
    path = str(getattr(route, "path_format", None) or getattr(route, "path", "") or "")
    return f"{scope.get('root_path', '')}{path}" or "-"


def _method_of(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "other"
