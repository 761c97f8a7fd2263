"""The JSON door's bodies, in and out, as its OpenAPI description shows them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.doors.web.door import MOST_CHARACTERS


class Incoming(BaseModel):
    """What a client sends: unknown fields are refused, so that a misspelled one is noticed."""

    model_config = ConfigDict(extra="forbid")


class Start(Incoming):
    """The conversation is opened; `payload` is that of a deep link."""

    type: Literal["start"]
    payload: str = Field(default="", max_length=64)


class Typed(Incoming):
    """The person wrote something."""

    type: Literal["text"]
    text: str = Field(max_length=MOST_CHARACTERS)


class Press(Incoming):
    """The person pressed a button; `action` is the option's."""

    type: Literal["press"]
    action: str = Field(max_length=200)


class Place(Incoming):
    """The person shared a location. Units: degrees, WGS 84."""

    type: Literal["location"]
    lat: float = Field(ge=-90, le=90, allow_inf_nan=False)
    lon: float = Field(ge=-180, le=180, allow_inf_nan=False)


class Choose(Incoming):
    """The person chose a language."""

    type: Literal["language"]
    tag: str = Field(max_length=40)


class TurnBody(Incoming):
    """One event. `conversation` is the token of the answer before, null for a new conversation; `town` and `lang` count for a new one.

    Shape: a page of this server sends `conversation` "session" (the one of its cookie) and in `page` its own language: it gets the answer as `html`, too.
    """

    conversation: str | None = Field(default=None, max_length=200)
    event: Annotated[Start | Typed | Press | Place | Choose, Field(discriminator="type")]
    town: str | None = Field(default=None, max_length=100)
    lang: str | None = Field(default=None, max_length=40)
    page: str | None = Field(default=None, max_length=40)


class Outgoing(BaseModel):
    """What a client gets."""

    model_config = ConfigDict(extra="forbid")


class Words(Outgoing):
    """A piece of text with the language it really is in (BCP 47)."""

    text: str
    language: str
    dir: Literal["ltr", "rtl"]


class Choice(Outgoing):
    """A button: send `action` back as a press, or open `url`."""

    label: Words
    action: str
    icon: str
    url: str


class FactLines(Outgoing):
    """One fact of a card."""

    key: str
    icon: str
    label: Words
    lines: list[Words]


class Line(Outgoing):
    """One help line. `number` to read, `tel` to dial."""

    name: Words
    number: str
    tel: str
    note: Words
    url: str


class Point(Outgoing):
    """Where something is. Units: degrees, WGS 84."""

    name: str
    address: str
    latitude: float
    longitude: float


class _Answer(Outgoing):
    """What every reply has. `text` is all of it as plain lines."""

    language: str
    dir: Literal["ltr", "rtl"]
    text: str


class TextAnswer(_Answer):
    """Plain sentences; `forget` says that everything was deleted and that the token is void."""

    type: Literal["text", "forget"]
    paragraphs: list[Words]


class ChoicesAnswer(_Answer):
    """A question with buttons; a typed answer is always welcome."""

    type: Literal["choices"]
    paragraphs: list[Words]
    options: list[Choice]
    columns: int
    asks_location: bool


class CardAnswer(_Answer):
    """One Angebot. `page` is its own page on this server."""

    type: Literal["card"]
    angebot_id: str
    icon: str
    title: Words
    traeger: str
    reason: Words | None
    state: Words | None
    facts: list[FactLines]
    options: list[Choice]
    phone: str
    tel: str
    place: Point | None
    page: str


class CrisisAnswer(_Answer):
    """Help in an emergency. Discreet: show no preview of it anywhere."""

    type: Literal["crisis"]
    kind: str
    is_hard: bool
    is_discreet: bool
    title: Words
    paragraphs: list[Words]
    lines: list[Line]
    options: list[Choice]


class PlaceAnswer(_Answer):
    """Where one Angebot is, for a map."""

    type: Literal["place"]
    name: str
    address: Words
    latitude: float
    longitude: float
    options: list[Choice]


AnyAnswer = Annotated[TextAnswer | ChoicesAnswer | CardAnswer | CrisisAnswer | PlaceAnswer, Field(discriminator="type")]


class TurnResult(Outgoing):
    """The answer to one event. `conversation` is null after everything was deleted; `html` is empty unless a page asked for it."""

    conversation: str | None
    language: str
    dir: Literal["ltr", "rtl"]
    replies: list[AnyAnswer]
    html: str = ""


class BadField(Outgoing):
    """A field that cannot be used, and why."""

    field: str
    message: str


class Refusal(Outgoing):
    """Why nothing was done. `fields` (422) names what to change; `towns` and `languages` (404) what exists."""

    detail: str
    language: str
    fields: list[BadField] = []
    towns: list[str] = []
    languages: list[str] = []
    number: str = ""
