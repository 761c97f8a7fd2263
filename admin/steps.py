"""What can be done with an entry by one press: confirm, hide, archive - and say how things stand at the moment, which ends by itself."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from fastapi import APIRouter, Request, Response

from admin.access import OwnForm, SignedInVisitor, Visitor
from admin.entries import AngebotId, existing, open_entry
from admin.forms import Typed, first
from admin.pages import language_of_page, redirect
from angebote.model import Angebot, ScheduleException
from angebote.store.catalogue import Stale, write_angebot
from locales import HOME_LANGUAGE, mark_panel, say_panel

LONGEST_CLOSED = timedelta(days=730)
MOST_WEEKS = 104
LONGEST_NAME = 300
WAITING_HOLDS_FOR = timedelta(days=56)
COPY_OF = mark_panel("Copy of {name}")
BAD_DATE = mark_panel("Please give a day from today on, within two years.")
BAD_WEEKS = mark_panel("Please give a whole number of weeks from 1 to {most}.")
FAULTS = {"closed_until": BAD_DATE, "waiting_weeks": BAD_WEEKS}
routes = APIRouter()
Changed = Callable[[Angebot], Angebot]


@routes.post("/angebote/{angebot_id}/confirm")
def confirm(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Note that everything is still right today."""
    today = visitor.panel.today()
    return _step(request, visitor, angebot_id, typed, lambda entry: replace(entry, checked_on=today), action="confirmed")


@routes.post("/angebote/{angebot_id}/withdraw")
def withdraw(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Make a draft of an entry that was published or archived."""
    return _step(request, visitor, angebot_id, typed, lambda entry: replace(entry, status="draft"), action="withdrawn")


@routes.post("/angebote/{angebot_id}/archive")
def archive(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Put an entry away; it can be brought back."""
    return _step(request, visitor, angebot_id, typed, lambda entry: replace(entry, status="archived"), action="archived")


@routes.post("/angebote/{angebot_id}/copy")
def copy(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Make a draft of the same Traeger that says the same; it was checked by nobody yet."""
    with visitor.session() as session:
        opened = open_entry(session, visitor, angebot_id)
        original = existing(opened)
        own = original.texts[original.source_language]
        name = say_panel(COPY_OF, HOME_LANGUAGE, name=own.name).text[:LONGEST_NAME]
        texts = dict(original.texts) | {original.source_language: replace(own, name=name)}
        copied = replace(
            original, id=str(uuid.uuid4()), texts=texts, status="draft", checked_on=None, asked_on=None, source="", version=1
        )
        write_angebot(session, copied, municipality_id=opened.town.id, author=visitor.author("changed"))
    return redirect(request, f"/angebote/{copied.id}", done="copied")


@routes.get("/angebote/{angebot_id}/moment")
def show_moment(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId) -> Response:
    """The page that says how things stand at the moment: closed today, no new people, a waiting time."""
    return _moment_page(request, visitor, angebot_id)


@routes.post("/angebote/{angebot_id}/closed-today")
def close_today(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Close an entry for today only."""
    today = visitor.panel.today()
    return _step(request, visitor, angebot_id, typed, lambda entry: _closed_on(entry, today), action="intake")


@routes.post("/angebote/{angebot_id}/no-new-people")
def close_intake(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Take no new people until a day; an empty day takes new people again."""
    day, today = first(typed, "closed_until").strip(), visitor.panel.today()
    until = _day(day)
    if day and (until is None or not today <= until <= today + LONGEST_CLOSED):
        return _moment_page(request, visitor, angebot_id, typed=typed, fault_at="closed_until")
    return _step(request, visitor, angebot_id, typed, lambda entry: _intake(entry, closed_until=until), action="intake")


@routes.post("/angebote/{angebot_id}/waiting")
def note_waiting(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Note a waiting time in weeks, for eight weeks; an empty number takes it away."""
    text = first(typed, "waiting_weeks").strip()
    weeks = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None
    if text and (weeks is None or not 0 < weeks <= MOST_WEEKS):
        return _moment_page(request, visitor, angebot_id, typed=typed, fault_at="waiting_weeks")
    valid_to = visitor.panel.today() + WAITING_HOLDS_FOR if weeks else None
    return _step(
        request,
        visitor,
        angebot_id,
        typed,
        lambda entry: _intake(entry, waiting_weeks=weeks, waiting_valid_to=valid_to),
        action="intake",
    )


def _step(request: Request, visitor: Visitor, angebot_id: str, typed: Typed, changed: Changed, *, action: str) -> Response:
    """Change an entry and go back to where the press came from; nothing is changed if somebody else was faster."""
    path = "/angebote" if first(typed, "back") == "list" else f"/angebote/{angebot_id}"
    try:
        with visitor.session() as session:
            opened = open_entry(session, visitor, angebot_id)
            angebot = existing(opened)
            if first(typed, "version") != str(angebot.version):
                return redirect(request, f"/angebote/{angebot_id}", done="changed")
            write_angebot(session, changed(angebot), municipality_id=opened.town.id, author=visitor.author(action))
    except Stale:
        return redirect(request, f"/angebote/{angebot_id}", done="changed")
    return redirect(request, path, done=action)


def _moment_page(
    request: Request, visitor: Visitor, angebot_id: str, *, typed: Typed | None = None, fault_at: str = ""
) -> Response:
    with visitor.session(is_reading=True) as session:
        angebot = existing(open_entry(session, visitor, angebot_id))
    intake = angebot.intake
    values = {
        "closed_until": str(intake.closed_until or ""),
        "waiting_weeks": str(intake.waiting_weeks or ""),
    }
    values |= {name: first(typed, name) for name in values if typed and name in typed}
    today = visitor.panel.today()
    return visitor.panel.pages.page(
        request,
        "moment.html",
        status=422 if fault_at else 200,
        visitor=visitor,
        angebot=angebot,
        values=values,
        fault_at=fault_at,
        is_closed_today=any(one.is_closed and one.first_day <= today <= one.last_day for one in angebot.exceptions),
        holds_until=today + WAITING_HOLDS_FOR,
        fault=say_panel(FAULTS[fault_at], language_of_page(request), most=MOST_WEEKS) if fault_at else None,
    )


def _closed_on(angebot: Angebot, day: date) -> Angebot:
    kept = tuple(one for one in angebot.exceptions if not (one.first_day == one.last_day == day))
    return replace(angebot, exceptions=(*kept, ScheduleException(first_day=day, last_day=day)))


def _intake(angebot: Angebot, **changed: object) -> Angebot:
    return replace(angebot, intake=replace(angebot.intake, **changed))  # type: ignore[arg-type]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
