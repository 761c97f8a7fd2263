"""The plain form: everything on one page, answers on the same page, step by step with the same dialogue. No script needed."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse

from angebote.topics import topics
from bot.dialogue.model import Event, Pressed, Said
from bot.doors.turn import Turn
from bot.doors.web.chat import too_long
from bot.doors.web.door import MOST_CHARACTERS, WebDoor, known_or_new, notes
from bot.doors.web.languages import page_language
from bot.doors.web.links import Link, opening_of
from bot.doors.web.sentences import sentences
from locales import Text, find_language, say


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of the form; `is_new` marks the whole form, without it the post answers what was asked last.

    Shape: `guessed` is the language that was preselected without anybody having chosen it: left as it is, it is no choice.
    """

    text: Annotated[str, Form()] = ""
    town: Annotated[str, Form()] = ""
    stadtteil: Annotated[str, Form()] = ""
    topic: Annotated[str, Form()] = ""
    lang: Annotated[str, Form()] = ""
    action: Annotated[str, Form()] = ""
    is_new: Annotated[str, Form()] = ""
    guessed: Annotated[str, Form()] = ""

    @property
    def chosen_language(self) -> str:
        """The language the person chose, "" if the preselected one was left as it was."""
        return "" if self.lang == self.guessed else self.lang

    @property
    def has_a_question(self) -> bool:
        """True if anything was written or chosen that can be answered."""
        return bool(self.action or self.text.strip() or (self.is_new and (self.topic or self.stadtteil.strip())))

    @property
    def length(self) -> int:
        """How many characters were typed."""
        return len(self.text) + len(self.stadtteil)


def form_router(door: WebDoor) -> APIRouter:
    """Return the routes of the form."""
    form = _Form(door)
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    router.add_api_route("/form", form.open, methods=["GET"], name="form")
    router.add_api_route("/form", form.send, methods=["POST"], name="form_turn")
    return router


@dataclass(frozen=True, slots=True)
class _Form:
    door: WebDoor

    def open(self, request: Request, link: Annotated[Link, Depends()]) -> Response:
        """Show the form; a link that names a topic is answered at once."""
        opening = opening_of(link, self.door.served())
        if not opening.started.topic:
            tag = page_language(request)
            return self._blank(request, link, tag, notes(opening.unknown, tag))
        self.door.take_one(request)
        token = known_or_new(self.door.session(request))
        return self._answered(request, token, self.door.turn(request, token, opening.started), unknown=opening.unknown)

    def send(self, request: Request, filled: Annotated[Filled, Depends()]) -> Response:
        """Take what was filled in as one turn, or two: first what was chosen, then what was written."""
        self.door.take_one(request)
        tag = language.tag if (language := find_language(filled.lang[:40])) else page_language(request)
        if filled.length > MOST_CHARACTERS:
            return self._blank(request, filled, tag, [too_long(tag)], status=422)
        if not filled.has_a_question:
            return self._blank(request, filled, tag, [sentences(tag)["form_empty"]], status=422)
        session = self.door.session(request)
        token = known_or_new(session)
        turns = [self.door.turn(request, token, event) for event in self._events(filled)]
        has_ended = not filled.is_new and session is not None and (turns[0].is_new or turns[0].is_expired)
        unknown = (*(("expired",) if has_ended else ()), *(("unknown_stadtteil",) if _is_unplaced(filled, turns[-1]) else ()))
        return self._answered(request, token, turns[-1], said=filled.text, unknown=unknown)

    def _events(self, filled: Filled) -> list[Event]:
        if filled.action:
            return [Pressed(filled.action)]
        if not filled.is_new:
            return [Said(filled.text)]
        started = opening_of(
            Link(filled.town, filled.stadtteil, filled.topic, filled.chosen_language), self.door.served()
        ).started
        typed = [filled.text.strip(), "" if started.stadtteil else filled.stadtteil.strip()]
        written = "\n".join(part for part in typed if part)
        return [started, Said(written)] if written else [started]

    def _answered(self, request: Request, token: str, turn: Turn, *, said: str = "", unknown: tuple[str, ...] = ()) -> Response:
        tag = turn.language
        content = {
            "said": said,
            "notes": notes(unknown, tag),
            "post_to": f"/form?shown={tag}",
            "values": {"town": turn.conversation.town},
        }
        return self.door.with_session(self.door.answer(request, "form.html", turn, **content), token, turn)

    def _blank(self, request: Request, values: Link | Filled, tag: str, said: list[Text], *, status: int = 200) -> Response:
        content: dict[str, Any] = {
            "values": {"text": "", "guessed": "" if values.lang else tag, **asdict(values)},
            "notes": said,
            "replies": [],
            "post_to": f"/form?shown={tag}",
            "towns": list(self.door.served().values()),
            "topics": [{"id": one.id, "icon": one.icon, "label": say(one.label, tag)} for one in topics().values()],
            "operator": self.door.operator(values.town),
        }
        return self.door.pages.page(request, "form.html", tag, status=status, **content)


def _is_unplaced(filled: Filled, turn: Turn) -> bool:
    """True if a Stadtteil was typed into its field and nothing was understood by it."""
    now = turn.conversation
    return bool(filled.is_new and filled.stadtteil.strip()) and not (now.stadtteil_id or now.choices or now.is_whole_city)
