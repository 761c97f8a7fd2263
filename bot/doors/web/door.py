"""What the web routes share: the towns served, turns, pages, limits and the clock. Made by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.responses import HTMLResponse

from angebote.model import Town
from angebote.understanding.normalise import MESSAGE_LIMIT
from bot.dialogue.model import Event, ForgetReply
from bot.doors.turn import CurrentTowns, Turn, Turns
from bot.doors.web.languages import page_language
from bot.doors.web.limits import Limits
from bot.doors.web.pages import Pages
from bot.doors.web.rendering import replies_json
from bot.doors.web.sentences import sentences
from bot.doors.web.session import end_session, new_token, read_session, write_session
from bot.settings import Settings
from locales import Text

MOST_CHARACTERS = MESSAGE_LIMIT
DOOR = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDoor:
    """Everything the web routes need, put together once."""

    turns: Turns
    towns: CurrentTowns
    settings: Settings
    pages: Pages
    limits: Limits
    clock: Callable[[], datetime]

    def served(self) -> Mapping[str, Town]:
        """Return the towns people may ask about, by slug: the fixed one, or all."""
        towns, fixed = self.towns.current(), self.settings.town
        return {fixed: towns[fixed]} if fixed in towns else towns

    def operator(self, slug: str | None) -> str:
        """Return who is responsible for a town; for none the only town's operator, "" if there are several."""
        towns = self.served()
        town = towns.get(slug or "") or (next(iter(towns.values())) if len(towns) == 1 else None)
        return town.operator if town else ""

    def take_one(self, request: Request) -> None:
        """Count one turn of this person. Errors: HTTPException 429 if it is one too many."""
        if seconds := self.limits.wait_seconds(request.client.host if request.client else None):
            raise HTTPException(429, headers={"Retry-After": str(seconds)})

    def session(self, request: Request) -> str | None:
        """Return the token of the person's cookie, None without one."""
        return read_session(request, is_https=self.settings.is_https)

    def turn(self, request: Request, token: str, event: Event, *, town: str | None = None) -> Turn:
        """Take one turn of the conversation a page is about."""
        return self.turns.take(DOOR, token, event, now=self.clock(), guessed_language=page_language(request), town=town)

    def with_session(self, response: Response, token: str, turn: Turn | None = None) -> Response:
        """Return the response with the cookie set - or taken away after everything was deleted."""
        if turn is not None and any(isinstance(reply, ForgetReply) for reply in turn.replies):
            end_session(response, is_https=self.settings.is_https)
        else:
            write_session(response, token, is_https=self.settings.is_https)
        return response

    def forget(self, request: Request, response: Response) -> Response:
        """Drop the conversation of the person's cookie, and the cookie."""
        if token := self.session(request):
            self.turns.forget(DOOR, token)
        end_session(response, is_https=self.settings.is_https)
        return response

    def answer(self, request: Request, name: str, turn: Turn, **content: Any) -> HTMLResponse:
        """Return a page with the replies of a turn."""
        return self.pages.page(request, name, turn.language, **self._with_replies(turn, content))

    def answer_below(self, request: Request, turn: Turn, *, page_tag: str, **content: Any) -> str:
        """Return the answer as a page in `page_tag` puts it below the conversation; the whole page if the language has changed."""
        content = self._with_replies(turn, content)
        if turn.language == page_tag:
            return self.pages.text("turn.html", turn.language, **content)
        return bytes(self.pages.page(request, "chat.html", turn.language, **content).body).decode()

    def _with_replies(self, turn: Turn, content: dict[str, Any]) -> dict[str, Any]:
        return {
            **content,
            "replies": replies_json(turn.replies, turn.language),
            "operator": self.operator(turn.conversation.town),
        }


def known_or_new(token: str | None) -> str:
    """Return the token, or a fresh one if there is none."""
    return token or new_token()


def notes(keys: tuple[str, ...], tag: str) -> list[Text]:
    """Return sentences of the door itself (a link that names something unknown, a conversation that ended)."""
    return [sentences(tag)[key] for key in keys]
