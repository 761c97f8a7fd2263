"""Doing one thing with many entries: choosing what, looking at what would change, doing it in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fastapi import APIRouter, Request, Response
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session

from admin.access import OwnForm, SignedInVisitor, Visitor
from admin.bulk_made import stamp_of
from admin.bulk_plan import MOST_CHOSEN, VERSION_SIGN, Action, Step, Wish, steps_of
from admin.fields import day_from
from admin.forms import Typed, first
from admin.lists import found_ids, wanted_of
from admin.pages import language_of_page, redirect
from admin.plain import plain_line
from admin.towns import writable_traeger
from angebote.store.audit import note
from angebote.store.catalogue import Stale, write_angebot
from angebote.topics import topics
from locales import mark_panel, say_panel

LONGEST_WORD = 80
LIST_FIELDS = ("filter", "town", "words")
"""What the list was narrowed by: the way back leads to the same list."""
ACTIONS: Mapping[Action, str] = {
    "confirm": mark_panel("Everything is still right"),
    "publish": mark_panel("Publish"),
    "archive": mark_panel("Archive"),
    "topic": mark_panel("Add a topic"),
    "word": mark_panel("Add a word to be found by"),
    "ends": mark_panel("Let them end on a day"),
    "traeger": mark_panel("Give them to another organisation"),
}
FOR_COORDINATORS: frozenset[Action] = frozenset({"traeger"})
HISTORY: Mapping[Action, str] = {"confirm": "confirmed", "publish": "published", "archive": "archived"}
NOBODY_CHOSEN = mark_panel("Please tick at least one entry in the list.")
TOO_MANY = mark_panel("Please choose at most {most} entries at once.")
NO_ACTION = mark_panel("Please choose what is to be done.")
NO_TOPIC = mark_panel("Please choose a topic.")
NO_WORD = mark_panel("Please write one word, of at most {most} characters.")
NO_DAY = mark_panel("Please write a day from today on, such as 31.12.2026.")
NO_TRAEGER = mark_panel("Please choose an organisation.")
routes = APIRouter(prefix="/bulk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for. Shape: `wish` is None with a fault, which stands at the field `fault_at`; `chosen` are ids, with versions once looked at."""

    chosen: Sequence[str]
    wish: Wish | None = None
    fault: str = ""
    fault_at: str = ""


@routes.get("")
def show_list(request: Request, visitor: SignedInVisitor) -> Response:  # noqa: ARG001 - only for those who are signed in
    """Nothing is chosen by an address: the list is where it begins, in the language of the page."""
    return redirect(request, f"/angebote?lang={language_of_page(request)}")


@routes.post("")
def work(request: Request, visitor: SignedInVisitor, typed: OwnForm) -> Response:
    """Ask what is to be done, show what would change - or do it."""
    language, step = language_of_page(request), first(typed, "step")
    with visitor.session(is_reading=True) as session:
        asked = _asked(session, visitor, typed)
        steps = steps_of(session, visitor, asked.chosen, asked.wish, language) if asked.wish and step else []
    if step == "do" and asked.wish and first(typed, "looked_at") == _shape(asked.wish):
        return _do(request, visitor, asked.chosen, asked.wish)
    is_first_look = not step and asked.chosen and asked.fault_at != "entry"
    return _page(request, visitor, typed, replace(asked, fault="", fault_at="") if is_first_look else asked, steps)


def _do(request: Request, visitor: Visitor, chosen: Sequence[str], wish: Wish) -> Response:
    """Change all that can be changed, in one transaction; each has its own history."""
    author = visitor.author(HISTORY.get(wish.action, "changed"))
    try:
        with visitor.session() as session:
            steps = [one for one in steps_of(session, visitor, chosen, wish, language_of_page(request)) if not one.reasons]
            for one in steps:
                write_angebot(session, one.wanted, municipality_id=one.town_id, author=author)
            _note(session, visitor, steps, wish)
    except Stale:
        return redirect(request, "/angebote", done="changed-many")
    return redirect(request, f"/bulk/made/{stamp_of(author.at)}", done="bulk") if steps else redirect(request, "/angebote")


def _note(session: Session, visitor: Visitor, steps: Sequence[Step], wish: Wish) -> None:
    for town_id in dict.fromkeys(one.town_id for one in steps):
        names = [one.name for one in steps if one.town_id == town_id]
        note(session, visitor.author(f"bulk {wish.action}"), f"{len(names)}: {', '.join(names)}", municipality_id=town_id)


def _asked(session: Session, visitor: Visitor, typed: Typed) -> Asked:
    chosen = _chosen(session, visitor, typed)
    if not chosen:
        return Asked(chosen=(), fault=NOBODY_CHOSEN, fault_at="entry")
    if len(chosen) > MOST_CHOSEN:
        return Asked(chosen=(), fault=TOO_MANY, fault_at="entry")
    action = first(typed, "do")
    if action not in _offered(visitor):
        return Asked(chosen=chosen, fault=NO_ACTION, fault_at="do")
    return _with_value(session, visitor, typed, chosen, action)


def _chosen(session: Session, visitor: Visitor, typed: Typed) -> list[str]:
    if first(typed, "all") == "yes":
        wanted = wanted_of({name: first(typed, name) for name in LIST_FIELDS})
        return found_ids(session, wanted, visitor.panel.today())
    return list({one.partition(VERSION_SIGN)[0]: one for one in typed.get("entry", ()) if one}.values())


def _with_value(session: Session, visitor: Visitor, typed: Typed, chosen: Sequence[str], action: Action) -> Asked:
    value, today = plain_line(first(typed, action)), visitor.panel.today()
    day = _day(value) if action == "ends" else today
    if action == "topic" and value not in topics():
        return Asked(chosen=chosen, fault=NO_TOPIC, fault_at=action)
    if action == "word" and not 0 < len(value) <= LONGEST_WORD:
        return Asked(chosen=chosen, fault=NO_WORD, fault_at=action)
    if day is None or day < today:
        return Asked(chosen=chosen, fault=NO_DAY, fault_at=action)
    if action == "traeger" and value not in {id_ for id_, _, _ in writable_traeger(session, visitor.account)}:
        return Asked(chosen=chosen, fault=NO_TRAEGER, fault_at=action)
    return Asked(chosen=chosen, wish=Wish(action=action, value="" if action == "ends" else value, day=day))


def _day(typed: str) -> date | None:
    try:
        return day_from(typed)
    except PydanticCustomError:
        return None


def _offered(visitor: Visitor) -> dict[Action, str]:
    return {action: label for action, label in ACTIONS.items() if action not in FOR_COORDINATORS or visitor.may("town")}


def _shape(wish: Wish) -> str:
    """Return the wish as the page carries it: what is done is what was looked at."""
    return f"{wish.action} {wish.value} {wish.day}"


def _page(request: Request, visitor: Visitor, typed: Typed, asked: Asked, steps: Sequence[Step]) -> Response:
    language = language_of_page(request)
    most = LONGEST_WORD if asked.fault_at == "word" else MOST_CHOSEN
    with visitor.session(is_reading=True) as session:
        traeger = [(id_, name) for id_, name, _ in writable_traeger(session, visitor.account)]
    return visitor.panel.pages.page(
        request,
        "bulk.html",
        status=422 if asked.fault else 200,
        visitor=visitor,
        shown={name: first(typed, name)[:100] for name in LIST_FIELDS},
        entries=[f"{one.angebot.id}{VERSION_SIGN}{one.angebot.version}" for one in steps] or asked.chosen,
        count=len(asked.chosen),
        steps=steps,
        possible=sum(not one.reasons for one in steps),
        looked_at=_shape(asked.wish) if asked.wish and steps else "",
        actions=_offered(visitor),
        action=first(typed, "do"),
        values={name: plain_line(first(typed, name)) for name in ("topic", "word", "ends", "traeger")},
        topics=[(topic.id, topic.label) for topic in topics().values()],
        traeger=traeger,
        fault=say_panel(asked.fault, language, most=most) if asked.fault else None,
        fault_at=asked.fault_at,
    )
