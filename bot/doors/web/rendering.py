"""A Reply as plain JSON values. The JSON door sends them, the chat and the form fill their templates with them."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.dialogue.cards import dialled
from bot.dialogue.model import (
    Card,
    CardReply,
    ChoicesReply,
    CrisisReply,
    HelpLine,
    Option,
    PlaceReply,
    Reply,
)
from locales import HOME_LANGUAGE, Text, language_of

Json = dict[str, Any]
SAFE_LINKS = ("tel:", "https://", "/")


def text_json(text: Text) -> Json:
    """Return words with the language they really are in and its direction."""
    return {"text": text.text, "language": text.language, "dir": text.direction}


def reply_json(reply: Reply, language: str) -> Json:
    """Return one reply.

    Shape: always `type`, `language`, `dir` and `text` (all of it as plain lines, for clients that show nothing else);
           the rest depends on the type. `language` here is the conversation's: each piece of text names its own.
    """
    content = _content(reply)
    return {
        "type": reply.type,
        "language": language,
        "dir": language_of(language).direction,
        "text": "\n".join(_lines(content)),
        **content,
    }


def replies_json(replies: Iterable[Reply], language: str) -> list[Json]:
    """Return replies in order."""
    return [reply_json(reply, language) for reply in replies]


def card_json(card: Card) -> Json:
    """Return a card; `page` is its own address on this server."""
    return {
        "angebot_id": card.angebot_id,
        "icon": card.icon,
        "title": text_json(card.title),
        "traeger": card.traeger,
        "reason": _perhaps(card.reason),
        "state": _perhaps(card.state),
        "facts": [
            {
                "key": fact.key,
                "icon": fact.icon,
                "label": text_json(fact.label),
                "lines": [text_json(line) for line in fact.lines],
            }
            for fact in card.facts
        ],
        "options": _options(card.options),
        "phone": card.phone,
        "tel": telephone(card.phone),
        "place": None if card.place is None else _place(*card.place),
        "page": f"/angebote/{card.angebot_id}",
    }


def _content(reply: Reply) -> Json:
    if isinstance(reply, CardReply):
        return card_json(reply.card)
    if isinstance(reply, PlaceReply):
        place = _place(reply.name, reply.address.text, reply.latitude, reply.longitude)
        return {**place, "address": text_json(reply.address), "options": _options(reply.options)}
    content: Json = {"paragraphs": [text_json(paragraph) for paragraph in reply.paragraphs]}
    if isinstance(reply, ChoicesReply):
        content |= {"options": _options(reply.options), "columns": reply.columns, "asks_location": reply.asks_location}
    if isinstance(reply, CrisisReply):
        content |= _crisis(reply)
    return content


def _crisis(reply: CrisisReply) -> Json:
    return {
        "kind": reply.kind,
        "is_hard": reply.is_hard,
        "is_discreet": reply.is_discreet,
        "title": text_json(reply.title),
        "lines": [_help_line(line) for line in reply.lines],
        "options": _options(reply.options),
    }


def _help_line(line: HelpLine) -> Json:
    return {
        "name": {"text": line.name, "language": HOME_LANGUAGE, "dir": "ltr"},
        "number": line.number,
        "tel": telephone(line.number),
        "note": text_json(line.note),
        "url": line.url if line.url.startswith("https://") else "",
    }


def _options(options: Iterable[Option]) -> list[Json]:
    return [
        {
            "label": text_json(option.label),
            "action": option.action,
            "icon": option.icon,
            "url": option.url if is_safe_link(option.url) else "",
        }
        for option in options
        if not option.url or is_safe_link(option.url)
    ]


def is_safe_link(url: str) -> bool:
    """Tell whether a link may be shown: a telephone number, an https page or a page of this server."""
    return url.startswith(SAFE_LINKS) and not url.startswith(("//", "/\\"))


def telephone(number: str) -> str:
    """Return a phone number as a link: "0201 23-100" -> "tel:+4920123100"; "" if there is no digit in it."""
    digits = dialled(number)
    return f"tel:{digits}" if digits.strip("+") else ""


def _perhaps(text: Text | None) -> Json | None:
    return None if text is None else text_json(text)


def _place(name: str, address: str, latitude: float, longitude: float) -> Json:
    return {"name": name, "address": address, "latitude": latitude, "longitude": longitude}


def _lines(content: Mapping[str, Any]) -> list[str]:
    lines = [content["title"]["text"]] if "title" in content else []
    lines += [content["traeger"]] if content.get("traeger") else []
    lines += [content[key]["text"] for key in ("state", "reason") if content.get(key)]
    lines += [paragraph["text"] for paragraph in content.get("paragraphs", ())]
    lines += [f"{one['name']['text']}: {one['number']}" for one in content.get("lines", ())]
    for fact in content.get("facts", ()):
        lines += [f"{fact['label']['text']}: {' · '.join(line['text'] for line in fact['lines'])}"]
    if not lines and content.get("name"):
        lines = [content["name"], content["address"]["text"]]
    return lines
