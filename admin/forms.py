"""The catalogue form: what was typed -> an Angebot, or faults at the fields. What was typed is never lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from admin.closed_days import ClosedDays
from admin.faults import Fault, faults_of
from admin.fields import (
    Age,
    Cents,
    Choice,
    Choices,
    Day,
    Email,
    Line,
    ManyChoices,
    Paragraphs,
    PhoneNumber,
    Postcode,
    RequiredChoice,
    RequiredLine,
    Website,
    Weeks,
    Words,
)
from admin.hours_field import HOUR_FIELDS, AppointmentHours, GroupHours, OpenHours, PhoneHours
from admin.hours_ways import overlooked, read_way, table_fields, way_of
from admin.hours_words import said_in
from admin.plain import plain_line
from angebote.model import Schedule
from angebote.translating import TEXT_FIELDS

Typed = Mapping[str, Sequence[str]]
NEW_PLACE = "new"
PHONE_ROWS = 12
MANY = ("topics", "target_groups", "formats", "languages", "documents", "access", "stadtteil_ids")
FLAGS = (
    "closed_in_school_holidays",
    "is_interpreter_possible",
    "is_confidential",
    "is_anonymous",
    "is_not_an_authority",
    "is_checked_today",
)
SINGLE = (
    "traeger_id",
    "programme_id",
    "minimum_age",
    "maximum_age",
    "hours",
    "hours_phone",
    "hours_appointment",
    "hours_group",
    "closed_days",
    "cost",
    "price",
    "email",
    "website",
    "location_id",
    "closed_until",
    "waiting_weeks",
    "waiting_valid_to",
    "expires_on",
    "due_on",
    "search_words",
)
PLACE_PARTS = ("name", "street", "postcode", "city", "stadtteil_id")
WHOLE_FORM = {"reach": "phones.0.number", "topics": "topics"}


class TextForm(BaseModel):
    """The carrier's words in one language."""

    name: Line = ""
    does: Paragraphs = ""
    does_not: Paragraphs = ""
    next_step: Paragraphs = ""

    @property
    def is_empty(self) -> bool:
        """True if nothing was typed in this language."""
        return not (self.name or self.does or self.does_not or self.next_step)


class PhoneForm(BaseModel):
    """A telephone number and what it is for."""

    number: PhoneNumber = ""
    note: Line = ""


class PlaceForm(BaseModel):
    """A new place."""

    name: Line = ""
    street: RequiredLine = ""
    postcode: Postcode = ""
    city: RequiredLine = ""
    stadtteil_id: Choice = ""

    model_config = ConfigDict(validate_default=True)


class AngebotForm(BaseModel):
    """One entry of the catalogue as the form sends it.

    Errors: ValidationError with Pydantic's types and those of admin/fields.py; `admin.faults` has the sentence for each.
    """

    model_config = ConfigDict(frozen=True, validate_default=True)

    source_language: str
    traeger_id: RequiredChoice = ""
    programme_id: Line = ""
    texts: dict[str, TextForm]
    topics: ManyChoices = ()
    target_groups: ManyChoices = ()
    minimum_age: Age = None
    maximum_age: Age = None
    formats: ManyChoices = ()
    hours: OpenHours = ()
    hours_phone: PhoneHours = ()
    hours_appointment: AppointmentHours = ()
    hours_group: GroupHours = ()
    hours_in_table: Annotated[tuple[Schedule, ...] | None, Field(max_length=100)] = None
    closed_days: ClosedDays = ()
    closed_in_school_holidays: bool = False
    languages: ManyChoices = ()
    is_interpreter_possible: bool = False
    cost: Choice = "unknown"
    price: Cents = None
    documents: ManyChoices = ()
    access: ManyChoices = ()
    is_confidential: bool = False
    is_anonymous: bool = False
    is_not_an_authority: bool = False
    phones: Annotated[tuple[PhoneForm, ...], Field(max_length=PHONE_ROWS)] = ()
    email: Email = ""
    website: Website = ""
    stadtteil_ids: ManyChoices = ()
    location_id: Choice = ""
    location: PlaceForm | None = None
    closed_until: Day = None
    waiting_weeks: Weeks = None
    waiting_valid_to: Day = None
    expires_on: Day = None
    due_on: Day = None
    search_words: Words = ()
    is_checked_today: bool = False

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """All hours, of every kind: those of the table if it counts."""
        if self.hours_in_table is not None:
            return self.hours_in_table
        return (*self.hours, *self.hours_phone, *self.hours_appointment, *self.hours_group)

    @field_validator("programme_id")
    @classmethod
    def _is_taken_part_in(cls, value: str, info: ValidationInfo) -> str:
        traeger_id, choices = info.data.get("traeger_id"), cast(Choices, info.context)
        if value and traeger_id and value not in choices.programmes_of.get(traeger_id, ()):
            raise PydanticCustomError("not_taking_part", "not_taking_part")
        return value

    @field_validator("maximum_age")
    @classmethod
    def _is_older(cls, value: int | None, info: ValidationInfo) -> int | None:
        youngest = info.data.get("minimum_age")
        if value is not None and youngest is not None and value < youngest:
            raise PydanticCustomError("ages", "ages")
        return value

    @field_validator("price")
    @classmethod
    def _belongs_to_cost(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is not None and info.data.get("cost") not in ("fee", None):
            raise PydanticCustomError("price_cost", "price_cost")
        return value

    @field_validator("waiting_valid_to")
    @classmethod
    def _ends_by_itself(cls, value: Any, info: ValidationInfo) -> Any:
        if value is None and info.data.get("waiting_weeks") is not None:
            raise PydanticCustomError("waiting", "waiting")
        return value

    @model_validator(mode="after")
    def _can_be_reached(self) -> "AngebotForm":
        if not (self.email or self.website or self.location_id or any(phone.number for phone in self.phones)):
            raise PydanticCustomError("reach", "reach")
        return self


@dataclass(frozen=True, slots=True)
class Read:
    """What came out of a form. Shape: `form` is None exactly if there are faults that keep it from being saved."""

    form: AngebotForm | None
    faults: tuple[Fault, ...]


def read_form(typed: Typed, choices: Choices, source_language: str, *, is_for_publishing: bool = False) -> Read:
    """Read what was typed into the form.

    Shape: `is_for_publishing` also asks for what an entry needs before residents see it.
    """
    tags = language_tags(typed, source_language, choices)
    raw, in_table = _raw(typed, tags, source_language), _table(typed)
    faults = (*_missing_name(typed, source_language), *in_table[1])
    try:
        form = AngebotForm.model_validate(raw | in_table[0], context=choices)
    except ValidationError as error:
        faults += faults_of(error.errors(include_url=False, include_input=False), field_names(tags), WHOLE_FORM)
        return Read(None, in_order(faults, tags))
    if is_for_publishing and not form.topics:
        faults += (Fault("topics", "topics"),)
    faults += overlooked(typed, form.schedules) if not in_table[1] else ()
    return Read(None if faults else form, in_order(faults, tags))


def first(typed: Typed, name: str) -> str:
    """Return the one value typed into a field, "" if there is none."""
    return next(iter(typed.get(name, ())), "")


def language_tags(typed: Typed, source_language: str, choices: Choices) -> tuple[str, ...]:
    """Return the languages the form holds texts in, the source language first; others than those offered are not read."""
    sent = [name.split(".")[1] for name in typed if name.startswith("texts.") and name.count(".") == 2]
    return tuple(dict.fromkeys((source_language, *(tag for tag in sent if tag in choices.allowed["texts"]))))


def field_names(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the names of all fields in the order in which they stand on the page."""
    texts = [f"texts.{tag}.{part}" for tag in tags for part in TEXT_FIELDS]
    phones = [f"phones.{row}.{part}" for row in range(PHONE_ROWS) for part in ("number", "note")]
    place = [f"location.{part}" for part in PLACE_PARTS]
    return (*texts, *MANY, *FLAGS, *SINGLE, *table_fields(), *phones, *place)


def in_order(faults: Sequence[Fault], tags: Sequence[str]) -> tuple[Fault, ...]:
    """Return the faults in the order of the fields, one for each field."""
    by_field = {fault.field: fault for fault in reversed(faults)}
    known = [name for name in field_names(tags) if name in by_field]
    return tuple(by_field[name] for name in (*known, *(name for name in by_field if name not in known)))


def _table(typed: Typed) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Return what the table of hours adds to the form if it counts - the typed hours do not, then - and its faults."""
    if way_of(typed) == "text":
        return {}, ()
    schedules, faults = read_way(typed, "table")
    return {"hours_in_table": schedules, **dict.fromkeys(HOUR_FIELDS, ())}, faults


def _said_with_hours(typed: Typed) -> dict[str, Any]:
    """Return what the typed hours say beside the times: closed in the school holidays, also by appointment."""
    said = [said_in(first(typed, name)) for name in HOUR_FIELDS] if way_of(typed) == "text" else []
    raw: dict[str, Any] = {}
    if any(one.is_closed_in_school_holidays for one in said):
        raw["closed_in_school_holidays"] = True
    if any(one.is_also_by_appointment for one in said):
        raw["formats"] = (*typed.get("formats", ()), "appointment")
    return raw


def _missing_name(typed: Typed, source_language: str) -> tuple[Fault, ...]:
    name = f"texts.{source_language}.name"
    return () if plain_line(first(typed, name)) else (Fault(name, "required"),)


def _raw(typed: Typed, tags: Sequence[str], source_language: str) -> dict[str, Any]:
    raw: dict[str, Any] = {"source_language": source_language}
    raw |= {name: tuple(typed[name]) for name in MANY if name in typed}
    raw |= {name: first(typed, name) for name in SINGLE if name in typed}
    raw |= {name: first(typed, name) == "yes" for name in FLAGS}
    raw["texts"] = {tag: {part: first(typed, f"texts.{tag}.{part}") for part in TEXT_FIELDS} for tag in tags}
    raw["phones"] = [{part: first(typed, f"phones.{row}.{part}") for part in ("number", "note")} for row in range(PHONE_ROWS)]
    if first(typed, "location_id") == NEW_PLACE:
        raw["location"] = {part: first(typed, f"location.{part}") for part in PLACE_PARTS}
    return raw | _said_with_hours(typed)
