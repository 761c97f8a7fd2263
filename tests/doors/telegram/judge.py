"""Whether Telegram would take a call: its method classes as aiogram knows them, its own parser (TDLib), and the limits of its documentation."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import aiogram.methods
import tdjson
from aiogram.methods.base import TelegramMethod
from pydantic import BaseModel, ValidationError

LIMITS = {"description": 512, "short_description": 120}


class BadCall(Exception):
    """Telegram would answer this call with 400."""


def judge(method: str, params: Mapping[str, Any]) -> str:
    """Return the text a person would see. Errors: BadCall with what is wrong."""
    known = _methods().get(method)
    if known is None:
        raise BadCall(f"{method} is no method of the Bot API")
    try:
        call = known.model_validate(params)
    except ValidationError as error:
        raise BadCall(f"{method}: {error}") from error
    if unknown := list(_unknown_fields(call)):
        raise BadCall(f"{method}: unknown fields {unknown}")
    for name, limit in LIMITS.items():
        if units(str(params.get(name) or "")) > limit:
            raise BadCall(f"{method}: {name} is longer than {limit}")
    _judge_buttons(params.get("reply_markup") or {})
    return _judge_text(params) if "text" in params and "chat_id" in params else ""


def plain_text(html: str) -> str:
    """Return what TDLib makes of a text with HTML mark-up. Errors: BadCall if it cannot be parsed."""
    request = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
    answer = _tdlib(request)
    if answer["@type"] == "error":
        raise BadCall(f"can't parse entities: {answer['message']}")
    return str(answer["text"])


def units(text: str) -> int:
    """Return the length as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _judge_text(params: Mapping[str, Any]) -> str:
    text = plain_text(params["text"]) if params.get("parse_mode") == "HTML" else str(params["text"])
    if not text.strip():
        raise BadCall("message text is empty")
    if units(text) > 4096:
        raise BadCall("message is too long")
    return text


def _judge_buttons(markup: Mapping[str, Any]) -> None:
    for button in (button for row in markup.get("inline_keyboard", ()) for button in row):
        kinds = [name for name in ("url", "callback_data", "copy_text") if name in button]
        if len(kinds) != 1 or not button["text"]:
            raise BadCall("a button has a text and exactly one kind")
        if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
            raise BadCall("BUTTON_DATA_INVALID")
        if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
            raise BadCall("copy_text is too long")
        if "url" in button and ("." not in (urlsplit(button["url"]).hostname or "") or not button["url"].startswith("http")):
            raise BadCall("BUTTON_URL_INVALID")


def _unknown_fields(model: BaseModel) -> Iterator[str]:
    yield from model.model_extra or {}
    for name in type(model).model_fields:
        yield from _unknown_in(getattr(model, name))


def _unknown_in(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _unknown_fields(value)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _unknown_in(one)


@cache
def _methods() -> Mapping[str, type[TelegramMethod[Any]]]:
    classes = (
        getattr(aiogram.methods, name)
        for name in aiogram.methods.__all__
        if name not in ("Request", "Response", "TelegramMethod")
    )
    return {str(one.__api_method__): one for one in classes}


@cache
def _quiet() -> None:
    tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())


def _tdlib(request: Mapping[str, Any]) -> dict[str, Any]:
    _quiet()
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None
    parsed: dict[str, Any] = json.loads(answer)
    return parsed
