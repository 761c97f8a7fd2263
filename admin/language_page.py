"""The page of one language of an entry: the source, the fields beside it, and what residents see without them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import Request, Response
from sqlalchemy.orm import Session

from admin import plain_marks
from admin.access import Visitor, not_found
from admin.entries import Opened, existing, open_entry
from admin.faults import Fault
from admin.languages_view import TranslationView
from admin.pages import language_of_page
from admin.publishing import own_proposals
from admin.translation import fingerprint_of, source_of, without
from angebote.model import Angebot
from angebote.store.proposals import proposed
from locales import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry with one of its languages, as this person works on it: with their own change that still waits.

    Shape: `due_on` is the day from which that change is to hold, None without one.
    """

    opened: Opened
    angebot: Angebot
    due_on: date | None
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What the page of a language shows besides the fields.

    Shape: `notice` is an English sentence, "" for none; `is_checked`: what is hard to read is marked;
           `begun_with` is the fingerprint of what the person saw when they began, "" = what is kept now.
    """

    faults: tuple[Fault, ...] = ()
    is_conflict: bool = False
    is_machine: bool = False
    begun_with: str = ""
    notice: str = ""
    is_checked: bool = False


def languages_of(angebot: Angebot) -> tuple[str, ...]:
    """Return the languages an entry may be written in besides its source: those of the product, and others it is written in already."""
    tags = dict.fromkeys((*(language.tag for language in LANGUAGES), *angebot.texts))
    return tuple(tag for tag in tags if tag != angebot.source_language)


def open_language(session: Session, visitor: Visitor, angebot_id: str, tag: str) -> Seen:
    """Return a language of an entry.

    Errors: HTTPException 404 if the entry is not this person's to see, or the language not one it may be translated into.
    """
    opened = open_entry(session, visitor, angebot_id)
    angebot, due_on = as_worked_on(session, visitor, opened)
    if tag not in languages_of(angebot):
        raise not_found()
    return Seen(opened=opened, angebot=angebot, due_on=due_on, tag=tag)


def as_worked_on(session: Session, visitor: Visitor, opened: Opened) -> tuple[Angebot, date | None]:
    """Return an entry as this person works on it: with their own change that still waits, and the day from which that is to hold."""
    angebot = existing(opened)
    own = own_proposals(session, angebot.id, visitor.account.id) if angebot.status == "published" else ()
    return (proposed(angebot, own[-1]), own[-1].due_on) if own else (angebot, None)


def language_page(request: Request, visitor: Visitor, seen: Seen, fields: Mapping[str, str], showing: Showing) -> Response:
    """Return the page with these values in the fields."""
    card_of, language = visitor.panel.preview, language_of_page(request)
    view = TranslationView(
        angebot=seen.angebot,
        tag=seen.tag,
        fields=fields,
        faults={fault.field: fault for fault in showing.faults},
        language=language,
        is_conflict=showing.is_conflict,
        is_checked=showing.is_checked,
    )
    return visitor.panel.pages.page(
        request,
        "translation.html",
        status=409 if showing.is_conflict else 422 if showing.faults else 200,
        visitor=visitor,
        angebot=seen.angebot,
        view=view,
        is_machine=showing.is_machine,
        is_conflict=showing.is_conflict,
        notice=showing.notice,
        is_checked=showing.is_checked,
        has_check=seen.tag == plain_marks.TAG,
        has_machine=visitor.panel.translate is not None and not same_language(seen),
        begun_with=showing.begun_with or fingerprint_of(seen.angebot, seen.tag),
        preview=card_of(without(seen.angebot, seen.tag), seen.tag) if card_of else None,
    )


def names_in(opened: Opened, angebot: Angebot) -> tuple[str, ...]:
    """Return the proper names that may stand in the words of an entry: of the carriers, of the place, of the town, of the entry itself.

    Shape: the name of an entry counts from two words up; a single one may be an ordinary word.
    """
    own = source_of(angebot).name
    place = opened.town.places.get(angebot.location_id or "", "").split(", ")
    stadtteile = [one.name for one in opened.town.stadtteile]
    return (*opened.town.traeger.values(), *place, opened.town.name, *stadtteile, *([own] if " " in own else ()))


def same_language(seen: Seen) -> bool:
    """Tell whether it is the source in other words ("de" and "de-simple"): no machine is asked for that."""
    return seen.tag.partition("-")[0] == seen.angebot.source_language.partition("-")[0]
