"""The chat page. With the script it grows downwards; without it each post shows the page with the newest answer."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse

from bot.dialogue.model import ChoseLanguage, Event, Pressed, Said, SharedLocation
from bot.doors.turn import Turn
from bot.doors.web.door import MOST_CHARACTERS, WebDoor, known_or_new, notes
from bot.doors.web.languages import page_language
from bot.doors.web.links import Link, Opening, opening_of
from bot.doors.web.sentences import TOO_LONG, sentences
from locales import Text, ltr, say

COME_BACK = Pressed("other_help")


@dataclass(frozen=True, slots=True)
class Posted:
    """What one post of the chat carries: something written, a button, or a place."""

    text: Annotated[str, Form()] = ""
    action: Annotated[str, Form()] = ""
    lat: Annotated[float | None, Form(ge=-90, le=90, allow_inf_nan=False)] = None
    lon: Annotated[float | None, Form(ge=-180, le=180, allow_inf_nan=False)] = None

    def event(self) -> Event | None:
        """Return the event this is, None if nothing was sent."""
        if self.action:
            return Pressed(self.action)
        if self.lat is not None and self.lon is not None:
            return SharedLocation(self.lat, self.lon)
        return Said(self.text) if self.text.strip() else None


def chat_router(door: WebDoor) -> APIRouter:
    """Return the routes of the chat."""
    chat = _Chat(door)
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/", chat.open, methods=["GET"], name="chat")
    router.add_api_route("/", chat.send, methods=["POST"], name="chat_turn")
    return router


@dataclass(frozen=True, slots=True)
class _Chat:
    door: WebDoor

    def open(self, request: Request, link: Annotated[Link, Depends()]) -> Response:
        """Open the page: a first visit, a deep link, a return, or another language."""
        self.door.take_one(request)
        opening, session = opening_of(link, self.door.served()), self.door.session(request)
        token = known_or_new(session)
        turn = self.door.turn(request, token, _first_event(link, opening, has_session=session is not None))
        return self._shown(request, token, turn, unknown=opening.unknown)

    def send(self, request: Request, posted: Annotated[Posted, Depends()]) -> Response:
        """Take one turn."""
        self.door.take_one(request)
        event, session = posted.event(), self.door.session(request)
        if event is None or len(posted.text) > MOST_CHARACTERS:
            return self._refused(request, posted)
        token = known_or_new(session)
        turn = self.door.turn(request, token, event)
        has_ended = session is not None and (turn.is_new or turn.is_expired)
        said = posted.text if isinstance(event, Said) else ""
        return self._shown(request, token, turn, said=said, unknown=("expired",) if has_ended else ())

    def _shown(self, request: Request, token: str, turn: Turn, *, said: str = "", unknown: tuple[str, ...] = ()) -> Response:
        content = chat_content(turn.language, said=said, notes=notes(unknown, turn.language))
        return self.door.with_session(self.door.answer(request, "chat.html", turn, **content), token, turn)

    def _refused(self, request: Request, posted: Posted) -> Response:
        tag = page_language(request)
        content = chat_content(
            tag, notes=[too_long(tag) if posted.text.strip() else sentences(tag)["chat_empty"]], typed=posted.text
        )
        return self.door.pages.page(request, "chat.html", tag, status=422, replies=[], **content)


def too_long(tag: str) -> Text:
    """Return the sentence for a message that is longer than the door takes."""
    return say(TOO_LONG, tag, count=ltr(str(MOST_CHARACTERS), tag))


def _first_event(link: Link, opening: Opening, *, has_session: bool) -> Event:
    if has_session and link.is_only_a_language and opening.started.language:
        return ChoseLanguage(opening.started.language)
    # Somebody who comes back (the back button, a reload) is shown where the conversation stands.
    return COME_BACK if has_session and link == Link() else opening.started


def chat_content(tag: str, *, said: str = "", notes: list[Text], typed: str = "") -> dict[str, Any]:
    """Return what the chat shows beside the replies: what was said, notes, and what waits in the text field."""
    return {"said": said, "notes": notes, "typed": typed, "post_to": f"/?shown={tag}"}
