"""What residents will see of an entry while it is being written: the talk that leads there and the card, in any of their languages."""

from typing import Any

from fastapi import APIRouter, Request, Response

from admin.access import OwnForm, SignedInVisitor, Visitor
from admin.entries import AngebotId, Opened, form_choices, open_entry, open_new
from admin.form_values import angebot_of
from admin.form_view import field_label
from admin.forms import NEW_PLACE, Read, Typed, first, read_form
from admin.pages import language_of_page
from angebote.model import Angebot
from locales import HOME_LANGUAGE, LANGUAGES, find_language, language_of

NEW = "new"
routes = APIRouter()


@routes.post("/angebote/{angebot_id}/preview")
def show_typed(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """The preview alone, with what is typed and not saved; a small script puts it beside the form."""
    with visitor.session(is_reading=True) as session:
        is_new = angebot_id == NEW
        opened = open_new(session, visitor, first(typed, "traeger_id")) if is_new else open_entry(session, visitor, angebot_id)
    read = read_form(typed, form_choices(opened), opened.source_language)
    angebot = as_typed(opened, visitor, read)
    shown = preview_of(visitor, angebot, wanted_language(typed, language_of_page(request)))
    missing = [] if angebot else list(dict.fromkeys((field_label(fault.field), fault.field) for fault in read.faults))
    return visitor.panel.pages.page(
        request, "preview.html", visitor=visitor, **(shown | {"is_typed_preview": True, "missing": missing})
    )


def wanted_language(typed: Typed, page_language: str) -> str:
    """Return the language the preview is wanted in, else the one of the page."""
    return (find_language(first(typed, "preview_language") or page_language) or language_of(HOME_LANGUAGE)).tag


def as_typed(opened: Opened, visitor: Visitor, read: Read | None) -> Angebot | None:
    """Return the entry as it would be if it were saved now, None if what is typed cannot be read. A place that is not kept yet is left out."""
    form = read.form if read else None
    if form is None:
        return None
    location_id = None if form.location_id == NEW_PLACE else form.location_id or None
    return angebot_of(form, opened.angebot, location_id=location_id, today=visitor.panel.today())


def preview_of(visitor: Visitor, angebot: Angebot | None, tag: str) -> dict[str, Any]:
    """Return what the template of the preview shows of an Angebot.

    Shape:  `talk` as in admin.panel.Talk, the card alone if there is no talk; `missing` names fields (label, name) without which there is no card.
    """
    panel = visitor.panel
    return {
        "preview": panel.preview(angebot, tag) if panel.preview and angebot else None,
        "talk": panel.talk(angebot, tag) if panel.talk and angebot else (None,),
        "missing": (),
        "has_preview": panel.preview is not None,
        "preview_language": tag,
        "preview_dir": language_of(tag).direction,
        "preview_languages": [(one.tag, one.name) for one in LANGUAGES],
    }
