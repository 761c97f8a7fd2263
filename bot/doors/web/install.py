"""Puts the web doors into the server's application: routes, static files, error pages and the layers around everything."""

import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from bot.doors.web.api import api_router
from bot.doors.web.around import around_router
from bot.doors.web.chat import chat_router
from bot.doors.web.door import WebDoor
from bot.doors.web.errors import ErrorPages, Faults
from bot.doors.web.form import form_router
from bot.doors.web.guard import MOST_BYTES, Guard
from bot.doors.web.headers import SecurityHeaders
from bot.doors.web.health import health_router
from bot.doors.web.log import AccessLog, Measures
from bot.doors.web.page import page_router


def install(app: FastAPI, door: WebDoor, *, waiting: Callable[[], int]) -> None:
    """Add everything the web doors serve. `waiting` counts the messages that wait to be sent.

    Shape: from the outside in: request id and log, security headers, faults, guard. They stand around everything else in `app`, too.
    """
    measures, errors = Measures(), ErrorPages(door.pages)
    for router in (chat_router(door), form_router(door), api_router(door), page_router(door), around_router(door)):
        app.include_router(router, max_body_size=MOST_BYTES)
    app.include_router(health_router(door, measures, waiting))
    app.mount("/static", KeptFiles(directory=Path(str(files("bot.doors.web").joinpath("static")))), name="static")
    errors.install(app)
    app.add_middleware(Smaller, compresslevel=6)
    app.add_middleware(Guard, public_url=door.settings.public_url, refuse=errors.response)
    app.add_middleware(Faults, errors=errors)
    app.add_middleware(SecurityHeaders, is_https=door.settings.is_https)
    app.add_middleware(AccessLog, measures=measures)


class Smaller(GZipMiddleware):
    """Pages take a third of the data. Not the panel's: its form tokens must not share a compressed page with what somebody typed."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a compressed answer where that is harmless."""
        await (self.app if str(scope.get("path", "")).startswith("/admin") else super().__call__)(scope, receive, send)


class KeptFiles(StaticFiles):
    """Static files whose address changes with their content: a browser may keep them for a year."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return the file, to be kept."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response
