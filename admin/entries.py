"""One entry as a page works on it: the Angebot within the person's scope, with the choices of its town."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Path
from sqlalchemy.orm import Session

from admin.access import Visitor, not_found
from admin.fields import Choices
from admin.towns import TownChoices, read_choices, town_of_angebot, writable_traeger
from angebote.model import Angebot
from angebote.store.catalogue import read_angebot
from locales import HOME_LANGUAGE

AngebotId = Annotated[str, Path(max_length=36)]


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry that is being worked on (None = a new one), with the choices of its town."""

    angebot: Angebot | None
    town: TownChoices
    traeger_id: str

    @property
    def subject(self) -> str:
        """What is being worked on, as unsaved texts are kept under it: the id, or "new:" and the Traeger."""
        return self.angebot.id if self.angebot else f"new:{self.traeger_id}"

    @property
    def path(self) -> str:
        """Where the form of it stands in the panel."""
        return f"/angebote/{self.angebot.id}" if self.angebot else f"/angebote/new?traeger={self.traeger_id}"

    @property
    def draft_path(self) -> str:
        """Where a form sends what is not saved yet."""
        return f"/angebote/{self.angebot.id}/draft" if self.angebot else f"/angebote/new/{self.traeger_id}/draft"

    @property
    def source_language(self) -> str:
        """The language the carrier writes in."""
        return self.angebot.source_language if self.angebot else HOME_LANGUAGE


def open_entry(session: Session, visitor: Visitor, angebot_id: str) -> Opened:
    """Return an entry with the choices of its town.

    Errors: HTTPException 404 if it does not exist or is not this person's to see.
    """
    angebot, town_id = read_angebot(session, angebot_id), town_of_angebot(session, angebot_id)
    choices = read_choices(session, visitor.account, town_id) if angebot and town_id else None
    if angebot is None or choices is None:
        raise not_found()
    return Opened(angebot, choices, angebot.traeger_id)


def open_new(session: Session, visitor: Visitor, traeger_id: str) -> Opened:
    """Return the beginning of a new entry of a Traeger, with the choices of its town.

    Errors: HTTPException 404 if the Traeger is not this person's to write for.
    """
    town_id = next((town for id_, _, town in writable_traeger(session, visitor.account) if id_ == traeger_id), None)
    choices = read_choices(session, visitor.account, town_id) if town_id else None
    if choices is None:
        raise not_found()
    return Opened(None, choices, traeger_id)


def existing(opened: Opened) -> Angebot:
    """Return the entry itself.

    Errors: HTTPException 404 for one that is not kept yet.
    """
    if opened.angebot is None:
        raise not_found()
    return opened.angebot


def form_choices(opened: Opened) -> Choices:
    """Return what may be chosen in the form of an entry."""
    angebot = opened.angebot
    if angebot is None:
        return opened.town.choices()
    return opened.town.choices(
        kept_languages=[language.tag for language in angebot.languages],
        kept_texts=list(angebot.texts),
        kept_programme=(angebot.traeger_id, angebot.programme_id) if angebot.programme_id else None,
    )
