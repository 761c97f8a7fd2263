"""Options -> the buttons Telegram knows."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.dialogue.model import Option
from bot.doors.telegram.phone import dialable
from locales import say

Button = dict[str, Any]
_WIDE_LABEL, _MIDDLE_LABEL = 22, 12


def inline_keyboard(options: Sequence[Option], *, columns: int = 2, phones: Sequence[str] = ()) -> dict[str, Any] | None:
    """Return the buttons under a message, None without any.

    Shape: `columns` at most, fewer when labels are long; what stands aside comes below the others, the emergency button alone in the last row;
           `phones` become buttons that copy the number.
    """
    calm = [button for option in options if option.action != "emergency" and not option.is_aside for button in _button(option)]
    aside = [button for option in options if option.is_aside for button in _button(option)]
    urgent = [button for option in options if option.action == "emergency" for button in _button(option)]
    copying = [copy_button("📋", number) for number in phones]
    rows = [*_rows(copying, 2), *_rows(calm, columns), *_rows(aside, 1), *_rows(urgent, 1)]
    return {"inline_keyboard": rows} if rows else None


def location_keyboard(tag: str) -> dict[str, Any]:
    """Return the one button that shares a location: Telegram has it only below the keyboard."""
    button = {"text": f"📍 {say('Share my location', tag).text}", "request_location": True}
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}


def copy_button(label: str, number: str) -> Button:
    """Return a button that copies a telephone number; the number itself is on the button too."""
    dialled = dialable(number)
    return {"text": f"{label} {dialled}", "copy_text": {"text": dialled}}


def _button(option: Option) -> Iterator[Button]:
    label = f"{option.icon} {option.label.text}".strip()
    if option.url.startswith("tel:"):
        yield copy_button(label, option.url)
    elif option.url:
        if _is_reachable(option.url):
            yield {"text": label, "url": option.url}
    else:
        yield {"text": label, "callback_data": option.action}


def _is_reachable(url: str) -> bool:
    """Telegram refuses the whole message for a button to a host without a dot, and knows no other schemes."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "")


def _rows(buttons: Sequence[Button], columns: int) -> list[list[Button]]:
    longest = max((len(button["text"]) for button in buttons), default=0)
    fitting = 1 if longest > _WIDE_LABEL else 2 if longest > _MIDDLE_LABEL else 3
    step = max(1, min(columns, fitting))
    return [list(buttons[at : at + step]) for at in range(0, len(buttons), step)]
