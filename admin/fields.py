"""The single fields of the catalogue form: how what is typed becomes a value, and which fault it has otherwise."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from admin.plain import plain_line, plain_text
from angebote.topics import facts, topics

_PHONE = re.compile(r"(?:\+|00)?[0-9](?:[ /()-]*[0-9]){2,19}")
_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]{2,}")
_DATE_SHAPES = ("%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in the form: ids of the town's rows within the person's scope, language tags, coded facts.

    Shape: `allowed` maps the name of a field to the values it may have, `programmes_of` a Traeger to the programmes it takes part in.
    """

    allowed: Mapping[str, frozenset[str]]
    programmes_of: Mapping[str, frozenset[str]] = field(default_factory=dict)


def coded_choices() -> dict[str, frozenset[str]]:
    """Return the choices that are the same in every town: topics and coded facts."""
    kinds = facts()
    return {
        "topics": frozenset(topics()),
        "target_groups": frozenset(kinds["target_group"]),
        "formats": frozenset(kinds["format"]),
        "documents": frozenset(kinds["document"]),
        "access": frozenset(kinds["access"]),
        "cost": frozenset(kinds["cost"]),
    }


def _one_of(value: str, info: ValidationInfo) -> str:
    if value and value not in _allowed(info):
        raise PydanticCustomError("choice", "choice")
    return value


def _some_of(values: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    if not set(values) <= _allowed(info):
        raise PydanticCustomError("choice", "choice")
    return tuple(dict.fromkeys(values))


def _allowed(info: ValidationInfo) -> frozenset[str]:
    choices = cast(Choices, info.context)  # given by read_form
    return choices.allowed[str(info.field_name)]


def _required(value: str) -> str:
    if not value:
        raise PydanticCustomError("required", "required")
    return value


def _none_if_blank(value: Any) -> Any:
    return (plain_line(value) or None) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    typed = _none_if_blank(value)
    return None if typed is None else day_from(str(typed))


def day_from(typed: str) -> date:
    """Read a day as browsers send it (2026-12-31) or as people write it (31.12.2026)."""
    for shape in _DATE_SHAPES:
        try:
            day = datetime.strptime(typed, shape).date()  # noqa: DTZ007 - a calendar day has no time zone
        except ValueError:
            continue
        if 1990 <= day.year <= 2100:
            return day
    raise PydanticCustomError("date", "date")


def _phone(value: str) -> str:
    if value and not _PHONE.fullmatch(value):
        raise PydanticCustomError("phone", "phone")
    return value


def _email(value: str) -> str:
    if value and not _EMAIL.fullmatch(value):
        raise PydanticCustomError("email", "email")
    return value


def _website(value: str) -> str:
    try:
        address = urlsplit(value)
        is_right = address.scheme == "https" and "." in (address.hostname or "") and not address.username and " " not in value
    except ValueError:
        is_right = False
    if value and not is_right:
        raise PydanticCustomError("website", "website")
    return value


def postcode_from(value: str) -> str:
    """Read a German postcode."""
    if not re.fullmatch(r"[0-9]{5}", value):
        raise PydanticCustomError("postcode", "postcode")
    return value


def _cents(value: Any) -> Any:
    typed = _none_if_blank(value)
    if typed is None:
        return None
    found = re.fullmatch(r"([0-9]{1,4})(?:[.,]([0-9]{1,2}))?(?: ?(?:€|Euro|EUR))?", str(typed), re.ASCII)
    if not found:
        raise PydanticCustomError("price", "price")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def _words(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tuple(dict.fromkeys(word for part in re.split(r"[,;\n]", plain_text(value)) if (word := plain_line(part))))


Required = AfterValidator(_required)
Line = Annotated[str, BeforeValidator(plain_line), Field(max_length=200)]
RequiredLine = Annotated[Line, Required]
Paragraphs = Annotated[str, BeforeValidator(plain_text), Field(max_length=2000)]
Choice = Annotated[str, AfterValidator(_one_of)]
RequiredChoice = Annotated[str, Required, AfterValidator(_one_of)]
ManyChoices = Annotated[tuple[str, ...], AfterValidator(_some_of)]
Day = Annotated[date | None, BeforeValidator(_day)]
Age = Annotated[int | None, Field(ge=0, le=120), BeforeValidator(_none_if_blank)]
Weeks = Annotated[int | None, Field(ge=0, le=104), BeforeValidator(_none_if_blank)]
PhoneNumber = Annotated[Line, AfterValidator(_phone)]
Email = Annotated[Line, AfterValidator(_email)]
Website = Annotated[str, BeforeValidator(plain_line), Field(max_length=400), AfterValidator(_website)]
Postcode = Annotated[Line, AfterValidator(postcode_from)]
Cents = Annotated[int | None, BeforeValidator(_cents)]
Words = Annotated[tuple[Annotated[str, Field(max_length=80)], ...], BeforeValidator(_words), Field(max_length=60)]
