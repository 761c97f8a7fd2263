"""The JSON door: one event in, the replies out. For own clients, other bots and tests."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from bot.dialogue.links import started_from
from bot.dialogue.model import ChoseLanguage, Event, ForgetReply, Pressed, Said, SharedLocation, Started, TextReply
from bot.doors.turn import Turn
from bot.doors.web.api_models import Choose, Place, Press, Refusal, TurnBody, TurnResult, Typed
from bot.doors.web.chat import chat_content
from bot.doors.web.door import WebDoor, known_or_new, notes
from bot.doors.web.languages import guessed_language, page_language
from bot.doors.web.rendering import replies_json
from bot.doors.web.sentences import NO_SUCH_LANGUAGE, NO_SUCH_TOWN, sentences
from bot.doors.web.session import token_or_new
from locales import LANGUAGES, Text, find_language, language_of, ltr, say

DOOR = "api"
OF_THE_PAGE = "session"


def api_router(door: WebDoor) -> APIRouter:
    """Return the routes below /api/v1."""
    router = APIRouter(prefix="/api/v1")
    router.add_api_route(
        "/turns",
        _Api(door).take,
        methods=["POST"],
        name="take_turn",
        summary="Take one turn of a conversation",
        response_class=JSONResponse,
        responses={
            200: {"model": TurnResult},
            404: {"model": Refusal, "description": "An unknown town or language"},
            422: {"model": Refusal, "description": "The body cannot be used"},
            429: {"model": Refusal, "description": "Too many turns; wait as long as Retry-After says"},
        },
    )
    return router


@dataclass(frozen=True, slots=True)
class _Api:
    door: WebDoor

    def take(self, request: Request, body: TurnBody) -> Response:
        """Take one turn. An unknown or expired token begins a new conversation and says so."""
        self.door.take_one(request)
        if refusal := self._unknown(request, body):
            return JSONResponse(refusal, 404)
        if body.conversation == OF_THE_PAGE:
            return self._of_the_page(request, body)
        token, is_known = token_or_new(body.conversation)
        turn = self._turn(request, body, token)
        has_ended = body.conversation is not None and (turn.is_new or turn.is_expired or not is_known)
        return JSONResponse(_result(token, turn, has_ended=has_ended))

    def _of_the_page(self, request: Request, body: TurnBody) -> Response:
        """Take one turn of the chat page: its conversation is that of the cookie, its answer comes as HTML, too."""
        session = self.door.session(request)
        token, event = known_or_new(session), _event(body)
        turn = self.door.turn(request, token, event)
        has_ended = session is not None and (turn.is_new or turn.is_expired)
        said = event.text if isinstance(event, Said) else ""
        shown = chat_content(turn.language, said=said, notes=notes(("expired",) if has_ended else (), turn.language))
        html = self.door.answer_below(request, turn, page_tag=body.page or "", **shown)
        result = {**_result(OF_THE_PAGE, turn, has_ended=False), "html": html}
        return self.door.with_session(JSONResponse(result), token, turn)

    def _turn(self, request: Request, body: TurnBody, token: str) -> Turn:
        return self.door.turns.take(
            DOOR,
            token,
            _event(body),
            now=self.door.clock(),
            guessed_language=body.lang or guessed_language(request),
            is_language_chosen=bool(body.lang),
            town=body.town,
        )

    def _unknown(self, request: Request, body: TurnBody) -> dict[str, Any] | None:
        named = find_language(body.lang)
        tag = named.tag if named else page_language(request)
        wanted = body.event.tag if isinstance(body.event, Choose) else body.lang
        if wanted is not None and find_language(wanted) is None:
            return _refusal(say(NO_SUCH_LANGUAGE, tag, name=ltr(wanted, tag)), languages=[one.tag for one in LANGUAGES])
        if body.town is not None and body.town not in self.door.served():
            return _refusal(say(NO_SUCH_TOWN, tag, name=ltr(body.town, tag)), towns=list(self.door.served()))
        return None


def _event(body: TurnBody) -> Event:
    event = body.event
    if isinstance(event, Typed):
        return Said(event.text)
    if isinstance(event, Press):
        return Pressed(event.action)
    if isinstance(event, Place):
        return SharedLocation(event.lat, event.lon)
    if isinstance(event, Choose):
        return ChoseLanguage(event.tag)
    link = started_from(event.payload)
    return Started(
        town=link.town or body.town or "", stadtteil=link.stadtteil, topic=link.topic, language=link.language or body.lang or ""
    )


def _result(token: str, turn: Turn, *, has_ended: bool) -> dict[str, Any]:
    tag = turn.language
    replies = turn.replies
    if has_ended:
        replies = (TextReply(paragraphs=(sentences(tag)["expired"],)), *replies)
    is_forgotten = any(isinstance(reply, ForgetReply) for reply in replies)
    return {
        "conversation": None if is_forgotten else token,
        "language": tag,
        "dir": language_of(tag).direction,
        "replies": replies_json(replies, tag),
    }


def _refusal(sentence: Text, **exists: list[str]) -> dict[str, Any]:
    return {"detail": sentence.text, "language": sentence.language, **exists}
