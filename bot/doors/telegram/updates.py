"""A raw update of the Bot API -> the Event it stands for. Whatever Telegram sends, nothing raises here."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from bot.dialogue.links import started_from
from bot.dialogue.model import Event, Pressed, Said, SentUnreadable, SharedLocation, Started
from bot.dialogue.questions import COMMANDS

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
UNREADABLE = frozenset(
    {"animation", "audio", "checklist", "contact", "dice", "document", "game", "live_photo", "paid_media", "photo"}
    | {"poll", "sticker", "story", "video", "video_note", "voice"}
)
_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(?P<rest>.*))?", re.DOTALL)
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """An update that a person in a private chat caused. Shape: `callback_id` is "" unless a button was pressed."""

    event_id: str
    chat_id: int
    event: Event
    language_code: str | None = None
    callback_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The person blocked the bot: what is kept about them can go."""

    event_id: str
    chat_id: int


@dataclass(frozen=True, slots=True)
class Ignore:
    """Nothing to answer: a group, a channel, a service message - or an update that cannot be read (`is_poison`)."""

    is_poison: bool = False


def _without_broken_signs(text: str) -> str:
    """Half of a surrogate pair cannot be stored or sent on: it becomes the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_Words = Annotated[StrictStr, AfterValidator(_without_broken_signs)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True)


class _Chat(_Part):
    id: StrictInt
    type: StrictStr


class _Sender(_Part):
    id: StrictInt
    is_bot: bool = False
    language_code: StrictStr | None = None


class _Location(_Part):
    latitude: float = Field(ge=-90, le=90, allow_inf_nan=False)
    longitude: float = Field(ge=-180, le=180, allow_inf_nan=False)


class _Message(_Part):
    chat: _Chat
    sender: _Sender | None = Field(default=None, alias="from")
    text: _Words | None = None
    caption: _Words | None = None
    location: _Location | None = None


class _Callback(_Part):
    id: StrictStr
    sender: _Sender = Field(alias="from")
    message: _Message | None = None
    data: _Words | None = None


class _NewStatus(_Part):
    status: StrictStr


class _Membership(_Part):
    chat: _Chat
    new_chat_member: _NewStatus


class _Update(_Part):
    update_id: StrictInt
    message: _Message | None = None
    callback_query: _Callback | None = None
    my_chat_member: _Membership | None = None


def read_update(raw: Any) -> Incoming | Left | Ignore:
    """Return what a raw update asks for. Errors: none; what cannot be read is `Ignore(is_poison=True)`."""
    try:
        update = _Update.model_validate(raw)
    except (ValidationError, RecursionError):
        return Ignore(is_poison=True)
    event_id = str(update.update_id)
    if update.callback_query is not None:
        return _pressed(event_id, update.callback_query)
    if update.message is not None:
        return _sent(event_id, update.message)
    if update.my_chat_member is not None:
        return _membership(event_id, update.my_chat_member)
    return Ignore()


def _pressed(event_id: str, callback: _Callback) -> Incoming | Ignore:
    if callback.data is None or callback.message is None or callback.message.chat.type != "private":
        return Ignore()
    return Incoming(
        event_id=event_id,
        chat_id=callback.message.chat.id,
        event=Pressed(callback.data),
        language_code=callback.sender.language_code,
        callback_id=callback.id,
    )


def _sent(event_id: str, message: _Message) -> Incoming | Ignore:
    if message.chat.type != "private" or message.sender is None or message.sender.is_bot:
        return Ignore()
    event = _event_of(message)
    if event is None:
        return Ignore()
    return Incoming(event_id=event_id, chat_id=message.chat.id, event=event, language_code=message.sender.language_code)


def _event_of(message: _Message) -> Event | None:
    if message.location is not None:
        return SharedLocation(message.location.latitude, message.location.longitude)
    if message.text is not None:
        return _said(message.text)
    if message.caption:
        return Said(message.caption)  # the picture stays unread, but a cry for help below it must not
    return SentUnreadable() if UNREADABLE & (message.model_extra or {}).keys() else None


def _said(text: str) -> Event:
    command = _COMMAND.fullmatch(text.strip())
    if command is None:
        return Said(text)
    name, rest = command["name"].lower(), (command["rest"] or "").strip()
    if name == "start" and (not rest or _PAYLOAD.fullmatch(rest)):
        return started_from(rest) if rest else Started()
    if rest and (name == "start" or name in COMMANDS):
        return Said(rest)  # words behind a command are words: they are checked for an emergency first
    return Pressed(COMMANDS[name].action) if name in COMMANDS else Said(text)


def _membership(event_id: str, membership: _Membership) -> Left | Ignore:
    if membership.chat.type != "private" or membership.new_chat_member.status != "kicked":
        return Ignore()
    return Left(event_id=event_id, chat_id=membership.chat.id)
