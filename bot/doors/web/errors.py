"""Faults as pages and as JSON: in the person's language, with the way to help in an emergency, never with a trace."""

import logging
import secrets
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.doors.web.languages import page_language
from bot.doors.web.pages import Pages
from bot.doors.web.sentences import BAD_FIELDS, FAULT_NUMBER, sentences, status_sentences
from locales import ltr, say

logger = logging.getLogger(__name__)
FOR_PROGRAMS = ("/api/", "/health/", "/metrics", "/telegram/", "/hsds")


@dataclass(frozen=True, slots=True)
class ErrorPages:
    """Makes the response of a fault."""

    pages: Pages

    def response(self, request: Request, status: int, *, number: str = "", headers: Mapping[str, str] | None = None) -> Response:
        """Return a page, or JSON for a program. `number` is the id under which a fault of ours was logged."""
        tag = page_language(request)
        title, advice = status_sentences(status, tag)
        said = say(FAULT_NUMBER, tag, number=ltr(number, tag)) if number else None
        if request.url.path.startswith(FOR_PROGRAMS):
            danger = say("Is somebody in danger? Call {number}.", tag, number=ltr("112", tag))
            content = {
                "detail": f"{title.text}. {advice.text} {danger.text}",
                "language": title.language,
                **({"number": number} if number else {}),
            }
            return JSONResponse(content, status, dict(headers or {}))
        link = sentences(tag)["back_to_chat"]
        page = self.pages.page(request, "message.html", tag, status=status, title=title, advice=advice, number=said, link=link)
        page.headers.update(headers or {})
        return page

    def install(self, app: FastAPI) -> None:
        """Answer what the framework refuses: unknown pages, wrong methods, forms that cannot be read."""

        async def refused(request: Request, error: Exception) -> Response:
            assert isinstance(error, HTTPException)
            if error.status_code == 400 and request.url.path.startswith("/api/"):
                return _fields(request, [("body", "cannot be read as JSON in UTF-8")])
            return self.response(request, error.status_code, headers=error.headers)

        async def unreadable(request: Request, error: Exception) -> Response:
            assert isinstance(error, RequestValidationError)
            return _fields(request, _faults_of(error)) if request.url.path.startswith("/api/") else self.response(request, 422)

        app.add_exception_handler(HTTPException, refused)
        app.add_exception_handler(RequestValidationError, unreadable)


class Faults:
    """Turns our own faults into a 500 with a number. Pure ASGI; stands inside the security headers."""

    def __init__(self, app: ASGIApp, *, errors: ErrorPages) -> None:
        self._app = app
        self._errors = errors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer with an error page if it breaks before a response began."""
        has_begun = False

        async def noticing_send(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noticing_send)
        except Exception as error:
            if scope["type"] != "http":
                raise
            number = _noted(error)
            if not has_begun:
                await self._errors.response(Request(scope), 500, number=number)(scope, receive, send)


def _noted(error: Exception) -> str:
    """Log where it broke - never the error's text, which may quote a person - and return the number it is logged under."""
    number = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    where = " < ".join(f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    logger.error("request failed number=%s kind=%s at %s", number, type(error).__name__, where)
    return number


def _faults_of(error: RequestValidationError) -> list[tuple[str, str]]:
    return [(_field_of(fault["loc"]), fault["msg"]) for fault in error.errors()]


def _field_of(location: tuple[int | str, ...]) -> str:
    """The path of a field in the body; pydantic puts the kind of event in between ("event.location.lat" is "event.lat")."""
    path = [str(part) for part in location[1:]]
    if path[:1] == ["event"] and len(path) > 2:
        path = ["event", *path[2:]]
    return ".".join(path) or "body"


def _fields(request: Request, faults: list[tuple[str, str]]) -> Response:
    tag = page_language(request)
    fields = [{"field": _encodable(field), "message": _encodable(message)} for field, message in faults]
    sentence = say(BAD_FIELDS, tag, fields=ltr(", ".join(one["field"] for one in fields), tag))
    return JSONResponse({"detail": sentence.text, "language": sentence.language, "fields": fields}, 422)


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
