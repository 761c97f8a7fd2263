"""A Conversation as JSON and back, across upgrades of the program."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from bot.dialogue.model import Conversation


def state_of(conversation: Conversation) -> dict[str, Any]:
    """Return the conversation as plain JSON values. Shape: what is at its default is left out."""
    written: dict[str, Any] = _whole().dump_python(conversation, mode="json")
    plain: dict[str, Any] = _whole().dump_python(Conversation(), mode="json")
    return {name: value for name, value in written.items() if value != plain[name]}


def conversation_of(state: Mapping[str, Any]) -> Conversation:
    """Return the conversation that was kept as `state`.

    Errors: none; a key that an older or newer release wrote and this one does not understand counts as not said.
    """
    understood = {name: value for name in _adapters() if (value := _read(name, state)) is not MISSING}
    return Conversation(**understood)


def _read(name: str, state: Mapping[str, Any]) -> Any:
    if name not in state:
        return MISSING
    try:
        return _adapters()[name].validate_python(state[name])
    except ValidationError:
        return MISSING  # the default says "not yet known": the person is asked again


@cache
def _whole() -> TypeAdapter[Conversation]:
    return TypeAdapter(Conversation)


@cache
def _adapters() -> Mapping[str, TypeAdapter[Any]]:
    hints = get_type_hints(Conversation)
    return {one.name: TypeAdapter(hints[one.name]) for one in fields(Conversation)}
