"""The forms of what the entries refer to: organisations, programmes and places."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from admin.faults import Fault, faults_of
from admin.fields import Choice, Choices, ManyChoices, Postcode, RequiredLine, Website, Words
from admin.forms import Typed, first

LONGEST_ICON = 20
_SIGN = "[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]"
_PICTURE = f"{_SIGN}\ufe0f?[\U0001f3fb-\U0001f3ff]?"
_ICON = re.compile(f"(?:{_PICTURE}(?:\u200d{_PICTURE}){{0,3}}){{0,2}}")
Form = TypeVar("Form", bound=BaseModel)


def _icon(value: str) -> str:
    """One picture or two; some are made of several signs joined into one."""
    icon = value.strip()
    is_assigned = all(unicodedata.category(sign) != "Cn" for sign in icon)
    if not (_ICON.fullmatch(icon) and is_assigned and len(icon) <= LONGEST_ICON):
        raise PydanticCustomError("icon", "icon")
    return icon


class TraegerForm(BaseModel):
    """An organisation as the form sends it."""

    model_config = ConfigDict(frozen=True, validate_default=True)

    name: RequiredLine = ""
    aliases: Words = ()
    website: Website = ""


class ProgrammeForm(BaseModel):
    """A programme as the form sends it."""

    model_config = ConfigDict(frozen=True, validate_default=True)

    name: RequiredLine = ""
    icon: Annotated[str, AfterValidator(_icon)] = ""
    aliases: Words = ()
    traeger_ids: ManyChoices = ()


class HouseForm(BaseModel):
    """A place as the form sends it. Shape: `keeps_point`: its point on the map still fits, though the address is written otherwise."""

    model_config = ConfigDict(frozen=True, validate_default=True)

    name: RequiredLine = ""
    street: RequiredLine = ""
    postcode: Postcode = ""
    city: RequiredLine = ""
    stadtteil_id: Choice = ""
    access: ManyChoices = ()
    is_house: bool = False
    keeps_point: bool = False


def read_part(
    kind: type[Form], typed: Typed, choices: Choices, *, many: Sequence[str] = (), flags: Sequence[str] = ()
) -> tuple[Form | None, Mapping[str, Fault]]:
    """Return what a form says, or None and the faults by field. Shape: `many` are fields of boxes, `flags` single boxes."""
    raw: dict[str, Any] = {name: first(typed, name) for name in kind.model_fields if name in typed}
    raw |= {name: tuple(typed.get(name, ())) for name in many} | {name: first(typed, name) == "yes" for name in flags}
    try:
        return kind.model_validate(raw, context=choices), {}
    except ValidationError as error:
        faults = faults_of(error.errors(include_url=False, include_input=False), kind.model_fields, {})
        return None, {fault.field: fault for fault in faults}
