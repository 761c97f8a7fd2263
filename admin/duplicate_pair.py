"""Two entries side by side: what of each is kept, and putting them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor
from admin.duplicates import OneId, TownVisitor, town_and_names
from admin.entries import Opened, existing, open_entry
from admin.forms import Typed, first
from admin.history import differences_between
from admin.joining import LISTS, OTHER, PREFIX, Choice, Line, Side, joined, lines, sent_on
from admin.pages import language_of_page, redirect
from admin.readiness import in_words, new_faults
from angebote.model import Angebot
from angebote.store.audit import note
from angebote.store.catalogue import Stale, write_angebot
from angebote.store.proposals import proposals
from locales import mark_panel, say_panel

NO_WAY = mark_panel("Please keep at least one way to reach it: a telephone number, an e-mail address, a website or a place.")
WAITS = mark_panel("A change of “{name}” still waits for a yes or for its day. Please decide about it first.")
routes = APIRouter(prefix="/duplicates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """Two entries of one town, with what is chosen of them so far. Shape: `kept` is the side whose entry stays."""

    opened: Opened
    sides: Mapping[Side, Angebot]
    kept: Side
    lines: Sequence[Line]

    @property
    def entry(self) -> Angebot:
        """The entry that stays."""
        return self.sides[self.kept]

    @property
    def other(self) -> Angebot:
        """The entry that goes into the archive."""
        return self.sides[OTHER[self.kept]]


@routes.get("/{first_id}/{second_id}")
def show_pair(request: Request, visitor: TownVisitor, first_id: OneId, second_id: OneId) -> Response:
    """Both entries field by field, with a proposal what is kept."""
    with visitor.session(is_reading=True) as session:
        comparing = _compare(session, visitor, (first_id, second_id), {}, language_of_page(request))
    return _page(request, visitor, comparing)


@routes.post("/{first_id}/{second_id}")
def merge(request: Request, visitor: TownVisitor, first_id: OneId, second_id: OneId, typed: OwnForm) -> Response:
    """Put both together: one stays with what was chosen, the other goes into the archive and says where to go instead."""
    path, language = f"/duplicates/{first_id}/{second_id}", language_of_page(request)
    try:
        with visitor.session() as session:
            comparing = _compare(session, visitor, (first_id, second_id), typed, language)
            if any(first(typed, f"version.{side}") != str(one.version) for side, one in comparing.sides.items()):
                return redirect(request, path, done="changed")
            whole, faults = _joined(session, comparing, language)
            if whole is None or faults:
                return _page(request, visitor, comparing, faults)
            _keep(session, visitor, comparing, whole)
    except Stale:
        return redirect(request, path, done="changed")
    return redirect(request, f"/angebote/{whole.id}", done="merged")


def _compare(session: Session, visitor: Visitor, ids: tuple[str, str], typed: Typed, language: str) -> Comparing:
    town_and_names(session, *ids)
    opened, second = open_entry(session, visitor, ids[0]), open_entry(session, visitor, ids[1])
    sides: dict[Side, Angebot] = {"first": existing(opened), "second": existing(second)}
    kept = cast("Side", first(typed, "keep")) if first(typed, "keep") in sides else _proposed_to_stay(sides)
    differences = differences_between(sides["first"], sides["second"], opened, language)
    phones: dict[Side, str] = {side: _phones(one) for side, one in sides.items()}
    return Comparing(opened=opened, sides=sides, kept=kept, lines=lines(differences, kept, _chosen(typed), phones))


def _proposed_to_stay(sides: Mapping[Side, Angebot]) -> Side:
    """What residents see stays, else what was checked last."""
    return max(sides, key=lambda side: (sides[side].status == "published", str(sides[side].checked_on or ""), side == "first"))


def _chosen(typed: Typed) -> dict[str, Choice]:
    named = {name.removeprefix(PREFIX): first(typed, name) for name in typed if name.startswith(PREFIX)}
    return {part: cast("Choice", value) for part, value in named.items() if value in OTHER or (value == "both" and part in LISTS)}


def _phones(angebot: Angebot) -> str:
    return "\n".join(f"{phone.number} ({phone.note})" if phone.note else phone.number for phone in angebot.phones)


def _joined(session: Session, comparing: Comparing, language: str) -> tuple[Angebot | None, list[str]]:
    """Return both as one entry, or what keeps them from being one."""
    other = comparing.other
    if proposals(session, angebot_id=other.id):
        return None, [say_panel(WAITS, language, name=other.texts[other.source_language].name).text]
    try:
        whole = joined(comparing.sides, comparing.kept, {line.name: line.chosen for line in comparing.lines})
    except ValueError:
        return None, [say_panel(NO_WAY, language).text]
    return whole, in_words(new_faults(whole, comparing.entry, comparing.opened), language)


def _keep(session: Session, visitor: Visitor, comparing: Comparing, whole: Angebot) -> None:
    town_id, other = comparing.opened.town.id, comparing.other
    write_angebot(session, whole, municipality_id=town_id, author=visitor.author("merged"))
    write_angebot(session, sent_on(other, whole), municipality_id=town_id, author=visitor.author("merged away"))
    names = [one.texts[one.source_language].name for one in (other, whole)]
    note(session, visitor.author("merged"), " → ".join(names), municipality_id=town_id)


def _page(request: Request, visitor: Visitor, comparing: Comparing, faults: Sequence[str] = ()) -> Response:
    return visitor.panel.pages.page(
        request,
        "duplicate_pair.html",
        status=422 if faults else 200,
        visitor=visitor,
        sides=comparing.sides,
        kept=comparing.kept,
        lines=comparing.lines,
        faults=faults,
        traeger=comparing.opened.town.traeger,
    )
