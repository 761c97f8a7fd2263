"""What a town says of itself: who runs the service, what the town is called besides, whom to call when nothing else is left, what the law asks for."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BeforeValidator, Field

from admin.access import OwnForm
from admin.fields import PhoneNumber, Required, Words
from admin.forms import Typed, first
from admin.pages import redirect
from admin.plain import plain_line, plain_text
from admin.town_pages import TownForm, TownVisitor, open_town, overtaken, read_town_form, seen_of, town_page
from angebote.store.audit import note
from angebote.store.municipality import write_municipality
from angebote.store.reading import Municipality, municipality_of
from locales import mark_panel

TEMPLATE = "town_settings.html"
LABELS = {
    "operator": mark_panel("Who runs this service"),
    "aliases": mark_panel("What the town is called besides"),
    "general_advice_phone": mark_panel("Telephone of the town hall"),
    "imprint": mark_panel("Imprint (legal notice)"),
    "privacy_contact": mark_panel("Whom to ask about privacy"),
}
routes = APIRouter(prefix="/town/settings")


class SettingsForm(TownForm):
    """What a town says of itself, as the form sends it."""

    operator: Annotated[str, BeforeValidator(plain_line), Field(max_length=300), Required] = ""
    aliases: Words = ()
    general_advice_phone: Annotated[PhoneNumber, Field(max_length=60)] = ""
    imprint: Annotated[str, BeforeValidator(plain_text), Field(max_length=4000)] = ""
    privacy_contact: Annotated[str, BeforeValidator(plain_line), Field(max_length=300)] = ""


@routes.get("")
def show_settings(request: Request, visitor: TownVisitor) -> Response:
    """The form with what is stored."""
    with visitor.session(is_reading=True) as session:
        town = open_town(session, request.query_params.get("town", ""))
        present = municipality_of(town)
        return town_page(
            request,
            visitor,
            session,
            town,
            TEMPLATE,
            typed=_typed_of(present),
            labels=LABELS,
            municipality=present,
            seen=seen_of(present),
        )


@routes.post("")
def keep_settings(request: Request, visitor: TownVisitor, typed: OwnForm) -> Response:
    """Keep what was typed, or show it again with what is wrong."""
    with visitor.session() as session:
        town = open_town(session, first(typed, "town"), is_changing=True)
        present = municipality_of(town)
        form, faults = read_town_form(SettingsForm, typed, whole_form={})
        faults += overtaken(typed, present)
        if form is None or faults:
            return town_page(
                request,
                visitor,
                session,
                town,
                TEMPLATE,
                typed=typed,
                faults=faults,
                labels=LABELS,
                municipality=present,
                seen=seen_of(present),
            )
        wanted = replace(present, **{name: getattr(form, name) for name in LABELS})
        if wanted != present:
            write_municipality(session, wanted)
            note(session, visitor.author("town changed"), town.name, municipality_id=town.id)
    return redirect(request, f"/town/settings?town={town.id}", done="town-saved")


def _typed_of(present: Municipality) -> Typed:
    return {
        "operator": [present.operator],
        "aliases": ["\n".join(present.aliases)],
        "general_advice_phone": [present.general_advice_phone],
        "imprint": [present.imprint],
        "privacy_contact": [present.privacy_contact],
    }
