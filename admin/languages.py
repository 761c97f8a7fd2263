"""The languages of an entry: how each of them stands, and writing one beside the source, field by field."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.orm import Session

from admin import plain_marks
from admin.access import RESUME, OwnForm, SignedInVisitor, Visitor
from admin.entries import AngebotId, existing, open_entry
from admin.faults import Fault
from admin.forms import Typed, first
from admin.language_page import (
    Seen,
    Showing,
    as_worked_on,
    language_page,
    languages_of,
    names_in,
    open_language,
    same_language,
)
from admin.languages_view import LanguageLine, lines_of
from admin.machine import proposal, wanted_fields
from admin.pages import language_of_page, redirect
from admin.publishing import keep, plan_of
from admin.translation import (
    copied,
    field_name,
    fingerprint_of,
    read_words,
    source_of,
    stored_fields,
    typed_fields,
    with_words,
)
from angebote.model import Angebot
from angebote.store.catalogue import Stale
from locales import mark_panel

COPY = "copy:"
PROPOSE = "propose"
CHECK = "check"
NO_ANSWER = mark_panel("The translation server does not answer, or it does not know this language. Nothing was changed.")
NOTHING_EMPTY = mark_panel("There is no empty field that a machine could fill.")
Tag = Annotated[str, Path(max_length=20)]
routes = APIRouter(prefix="/angebote/{angebot_id}/languages")


@routes.get("")
def show_languages(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId) -> Response:
    """All languages with how each of them stands."""
    with visitor.session(is_reading=True) as session:
        angebot, _ = as_worked_on(session, visitor, open_entry(session, visitor, angebot_id))
    lines = lines_of(angebot, languages_of(angebot), language_of_page(request))
    return visitor.panel.pages.page(
        request, "languages.html", visitor=visitor, angebot=angebot, lines=lines, written=sum(map(_is_written, lines))
    )


@routes.get("/{tag}")
def show_language(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, tag: Tag) -> Response:
    """One language beside the source."""
    with visitor.session(is_reading=True) as session:
        seen = open_language(session, visitor, angebot_id, tag)
    text = seen.angebot.texts.get(tag)
    return language_page(
        request, visitor, seen, stored_fields(seen.angebot, tag), Showing(is_machine=text is not None and text.is_machine)
    )


@routes.post("/{tag}")
def write_language(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, tag: Tag, typed: OwnForm) -> Response:
    """Keep what is written in one language - or only fill a field from the source, with everything typed kept."""
    action = first(typed, "action")
    with visitor.session(is_reading=True) as session:
        seen = open_language(session, visitor, angebot_id, tag)
    fields, showing = typed_fields(typed, tag), Showing(is_machine=is_from_machine(typed), begun_with=first(typed, "seen"))
    if action.startswith(COPY):
        return language_page(request, visitor, seen, copied(fields, action.removeprefix(COPY), source_of(seen.angebot)), showing)
    if action == PROPOSE and visitor.panel.translate and not same_language(seen):
        return _propose(request, visitor, seen, fields, showing)
    if action in (RESUME, CHECK):
        return language_page(
            request, visitor, seen, fields, replace(showing, is_checked=action == CHECK and tag == plain_marks.TAG)
        )
    return _save(request, visitor, angebot_id, tag, typed)


def is_from_machine(typed: Typed) -> bool:
    """Tell whether a machine wrote the text in the fields and nobody said yet that it was read."""
    return first(typed, "machine") == "yes" and first(typed, "is_read") != "yes"


def _propose(request: Request, visitor: Visitor, seen: Seen, fields: Mapping[str, str], showing: Showing) -> Response:
    """Show the page with the empty fields filled by the machine; nothing is kept."""
    translate, source = visitor.panel.translate, source_of(seen.angebot)
    wanted = wanted_fields(fields, source)
    if not wanted or translate is None:
        return language_page(request, visitor, seen, fields, replace(showing, notice=NOTHING_EMPTY))
    found = proposal(translate, wanted, source, (seen.angebot.source_language, seen.tag), names_in(seen.opened, seen.angebot))
    if found is None:
        return language_page(request, visitor, seen, fields, replace(showing, notice=NO_ANSWER))
    faults = tuple(Fault(field_name(seen.tag, field), "machine") for field in found.dropped)
    is_machine = showing.is_machine or bool(found.filled)
    return language_page(
        request, visitor, seen, {**fields, **found.filled}, replace(showing, faults=faults, is_machine=is_machine)
    )


def _save(request: Request, visitor: Visitor, angebot_id: str, tag: str, typed: Typed) -> Response:
    fields, is_machine = typed_fields(typed, tag), is_from_machine(typed)
    try:
        with visitor.session() as session:
            seen = open_language(session, visitor, angebot_id, tag)
            words, faults = read_words(typed, tag, source_of(seen.angebot))
            is_overtaken = first(typed, "seen") not in ("", fingerprint_of(seen.angebot, tag))
            if words is None or is_overtaken:
                showing = Showing(faults=faults, is_conflict=is_overtaken, is_machine=is_machine)
                return language_page(request, visitor, seen, fields, showing)
            changed = with_words(seen.angebot, tag, words, is_machine=is_machine)
            done = _keep(session, visitor, seen, changed) if changed != seen.angebot else "saved"
    except Stale:
        return _overtaken(request, visitor, angebot_id, tag, typed)
    return redirect(request, f"/angebote/{angebot_id}/languages", done=done)


def _keep(session: Session, visitor: Visitor, seen: Seen, changed: Angebot) -> str:
    is_later = seen.due_on is not None and seen.due_on > visitor.panel.today()
    plan = plan_of(seen.opened, visitor, wants_public=existing(seen.opened).status == "published", is_later=is_later)
    keep(session, changed, seen.opened, plan, visitor=visitor, due_on=seen.due_on)
    return plan.done


def _overtaken(request: Request, visitor: Visitor, angebot_id: str, tag: str, typed: Typed) -> Response:
    """Somebody was faster by a moment: what they saved is shown beside what was typed."""
    with visitor.session(is_reading=True) as session:
        seen = open_language(session, visitor, angebot_id, tag)
    showing = Showing(is_conflict=True, is_machine=is_from_machine(typed))
    return language_page(request, visitor, seen, typed_fields(typed, tag), showing)


def _is_written(line: LanguageLine) -> bool:
    return line.state != "missing"
