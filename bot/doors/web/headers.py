"""Security headers on every response of the server, the panel's and the errors' too. Pure ASGI."""

from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SOURCES = ("script-src", "style-src", "img-src", "connect-src", "font-src", "manifest-src", "form-action")
CONTENT_SECURITY_POLICY = "; ".join(
    ("default-src 'none'", *(f"{kind} 'self'" for kind in _SOURCES), "base-uri 'none'", "frame-ancestors 'none'")
)
_OFF = ("camera", "microphone", "payment", "usb", "display-capture", "browsing-topics")
PERMISSIONS_POLICY = ", ".join(("geolocation=(self)", *(f"{name}=()" for name in _OFF)))
HEADERS: Mapping[str, str] = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": PERMISSIONS_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
NO_STORE = "no-store"


class SecurityHeaders:
    """Adds the headers. A response that sets `cache-control` itself keeps it (static files); all else is never stored."""

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self._app = app
        extra = {"strict-transport-security": STRICT_TRANSPORT} if is_https else {}
        self._headers = [(name.encode(), value.encode()) for name, value in {**HEADERS, **extra}.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._completed(message.get("headers", ()))
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _completed(self, headers: object) -> list[tuple[bytes, bytes]]:
        own = {name for name, _ in self._headers}
        kept = [(name, value) for name, value in headers if name.lower() not in own]  # type: ignore[attr-defined]
        if not any(name.lower() == b"cache-control" for name, _ in kept):
            kept.append((b"cache-control", NO_STORE.encode()))
        return kept + self._headers
