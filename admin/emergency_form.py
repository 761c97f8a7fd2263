"""The form of a town's place for one kind of emergency: what was typed -> the place, or faults at the fields."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from admin.faults import Fault
from admin.fields import Line, PhoneNumber, Required, RequiredLine
from admin.forms import Typed
from admin.hours_field import OpenHours, hours_text
from admin.town_pages import TownForm, read_town_form
from angebote.model import EmergencyPlace, Schedule
from locales import mark_panel

# The emergencies in which residents are shown the town's own place: what it is called, and what it should be.
KINDS: Mapping[str, tuple[str, str]] = {
    "homeless_tonight": (
        mark_panel("A place for the night"),
        mark_panel("For people who have nowhere to sleep tonight: a night shelter, or the office that must find a place."),
    ),
    "child_protection_24h": (
        mark_panel("Children in danger"),
        mark_panel("A number that is answered day and night: the emergency service of the Jugendamt."),
    ),
}
LABELS = {
    "name": mark_panel("Name"),
    "phone": mark_panel("Telephone"),
    "street": mark_panel("Street and number"),
    "is_always_open": mark_panel("day and night"),
    "hours": mark_panel("Times"),
    "is_checked_today": mark_panel("I have called or looked it up today: everything is right"),
}
WHOLE_FORM = {"always_and_hours": "hours", "never_open": "hours"}


class EmergencyForm(TownForm):
    """A place for one kind of emergency as the form sends it."""

    name: RequiredLine = ""
    phone: Annotated[PhoneNumber, Field(max_length=60), Required] = ""
    street: Line = ""
    is_always_open: bool = False
    hours: OpenHours = ()
    is_checked_today: bool = False

    @field_validator("hours")
    @classmethod
    def _just_come(cls, value: tuple[Schedule, ...]) -> tuple[Schedule, ...]:
        if any(one.kind != "open" for one in value):
            raise PydanticCustomError("places_hours", "places_hours")
        return value

    @model_validator(mode="after")
    def _says_when(self) -> "EmergencyForm":
        if self.is_always_open == bool(self.hours):
            kind = "always_and_hours" if self.hours else "never_open"
            raise PydanticCustomError(kind, kind)
        return self


def read_place(
    typed: Typed, kind: str, present: EmergencyPlace | None, today: date
) -> tuple[EmergencyPlace | None, tuple[Fault, ...]]:
    """Return the place as it was typed, or None and the faults. What was changed counts as not checked, but for a tick."""
    form, faults = read_town_form(EmergencyForm, typed, whole_form=WHOLE_FORM)
    if form is None:
        return None, faults
    wanted = EmergencyPlace(
        kind=kind,
        name=form.name,
        phone=form.phone,
        street=form.street,
        schedules=form.hours,
        is_always_open=form.is_always_open,
        checked_on=present.checked_on if present else None,
    )
    if form.is_checked_today:
        return replace(wanted, checked_on=today), ()
    return wanted if wanted == present else replace(wanted, checked_on=None), ()


def typed_of(place: EmergencyPlace | None, language: str) -> Typed:
    """Return a place as it stands in the fields of the form."""
    if place is None:
        return {}
    open_hours = [replace(one, kind="open") for one in place.schedules]
    return {
        "name": [place.name],
        "phone": [place.phone],
        "street": [place.street],
        "is_always_open": ["yes"] if place.is_always_open else [],
        "hours": [hours_text(open_hours, "open", language)],
    }
