"""The form of a Stadtteil: what was typed -> a Stadtteil, or faults at the fields."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from admin.faults import Fault
from admin.fields import Choice, Choices, ManyChoices, Required, RequiredLine, Words, postcode_from
from admin.forms import Typed
from admin.plain import plain_line, plain_text
from admin.town_pages import TownForm, read_town_form
from angebote.model import Stadtteil
from angebote.store.stadtteile import below
from locales import mark_panel

MOST_POSTCODES = 60
NORTH = (47.2, 55.1)
EAST = (5.8, 15.1)
"""Degrees, WGS 84: what holds all of Germany."""
_DEGREES = r"(\d{1,2}(?:[.,]\d{1,10})?)\s*°?"
_POINT = re.compile(rf"{_DEGREES}\s*N?\s*[,;\s]\s*{_DEGREES}\s*[EO]?", re.ASCII | re.IGNORECASE)
LABELS = {
    "name": mark_panel("Name"),
    "level": mark_panel("What it is"),
    "parent_id": mark_panel("Lies in"),
    "is_choice": mark_panel("Offered as a button"),
    "aliases": mark_panel("Other names"),
    "postcodes": mark_panel("Postcodes"),
    "point": mark_panel("Its middle on the map"),
    "neighbour_ids": mark_panel("Neighbours"),
}


def _point(value: Any) -> Any:
    typed = plain_line(value) if isinstance(value, str) else value
    if not typed or not isinstance(typed, str):
        return typed or None
    found = _POINT.fullmatch(typed)
    north, east = (float(one.replace(",", ".")) for one in found.groups()) if found else (0.0, 0.0)
    if not (NORTH[0] <= north <= NORTH[1] and EAST[0] <= east <= EAST[1]):
        raise PydanticCustomError("point", "point")
    return north, east


def _postcodes(value: Any) -> Any:
    return tuple(dict.fromkeys(re.split(r"[\s,;]+", plain_text(value)))) if plain_text(value) else ()


class StadtteilForm(TownForm):
    """A Stadtteil as the form sends it."""

    name: RequiredLine = ""
    level: Annotated[str, BeforeValidator(plain_line), Field(max_length=60), Required] = ""
    parent_id: Choice = ""
    is_choice: bool = False
    aliases: Words = ()
    postcodes: Annotated[
        tuple[Annotated[str, AfterValidator(postcode_from)], ...], Field(max_length=MOST_POSTCODES), BeforeValidator(_postcodes)
    ] = ()
    point: Annotated[tuple[float, float] | None, BeforeValidator(_point)] = None
    neighbour_ids: ManyChoices = ()


def read_stadtteil(
    typed: Typed, present: Stadtteil, stadtteile: Mapping[str, Stadtteil]
) -> tuple[Stadtteil | None, tuple[Fault, ...]]:
    """Return the Stadtteil as it was typed, or None and the faults. Shape: `stadtteile` are all of the town; what has no field stays."""
    others = frozenset(stadtteile) - {present.id}
    choices = Choices({"parent_id": others, "neighbour_ids": others})
    form, faults = read_town_form(StadtteilForm, typed, whole_form={}, choices=choices)
    if form is None:
        return None, faults
    if form.parent_id and form.parent_id in below(stadtteile, present.id):
        return None, (Fault("parent_id", "in_itself"),)
    wanted = replace(
        present,
        name=form.name,
        level=form.level,
        parent_id=form.parent_id or None,
        is_choice=form.is_choice,
        aliases=tuple(one for one in form.aliases if one != form.name),
        postcodes=form.postcodes,
        point=form.point,
        neighbour_ids=tuple(sorted(form.neighbour_ids, key=list(stadtteile).index)),
    )
    is_same = set(wanted.neighbour_ids) == set(present.neighbour_ids)
    return replace(wanted, neighbour_ids=present.neighbour_ids) if is_same else wanted, ()


def typed_of(stadtteil: Stadtteil) -> Typed:
    """Return a Stadtteil as it stands in the fields of the form."""
    return {
        "name": [stadtteil.name],
        "level": [stadtteil.level],
        "parent_id": [stadtteil.parent_id or ""],
        "is_choice": ["yes"] if stadtteil.is_choice else [],
        "aliases": ["\n".join(stadtteil.aliases)],
        "postcodes": [", ".join(stadtteil.postcodes)],
        "point": [f"{stadtteil.point[0]}, {stadtteil.point[1]}" if stadtteil.point else ""],
        "neighbour_ids": list(stadtteil.neighbour_ids),
    }
