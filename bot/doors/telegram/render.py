"""The replies of a turn -> calls of the Bot API. Pure: a table of replies in, a table of calls out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, assert_never

from bot.dialogue.model import (
    Card,
    CardReply,
    ChoicesReply,
    CrisisReply,
    Fact,
    ForgetReply,
    HelpLine,
    Option,
    PlaceReply,
    Reply,
    TextReply,
)
from bot.doors.telegram.keyboards import inline_keyboard, location_keyboard
from bot.doors.telegram.phone import dialable
from bot.doors.telegram.text import Block, joined, messages_of, within
from bot.doors.turn import Turn
from locales import Text, ltr, say

Call = dict[str, Any]
_ONLY_BUTTONS = Block("👇")

FIRST_FACTS = frozenset({"does", "cost", "intake", "hours", "address", "phone", "languages", "next_step", "checked"})
"""Facts of a card that are always open."""


def calls_of(turn: Turn, *, chat_id: int, callback_id: str = "") -> list[Call]:
    """Return what to send for a turn, in order. Shape: each is {"method", "params"}; a pressed button is always answered, and first."""
    calls = [call for reply in turn.replies for call in _calls_of(reply, turn.language)]
    for call in calls:
        call["params"] = {"chat_id": chat_id} | call["params"]
        if any(isinstance(reply, CrisisReply) and reply.is_discreet for reply in turn.replies):
            call["params"]["disable_notification"] = True
    _put_location_button_away(calls)
    answer = [{"method": "answerCallbackQuery", "params": {"callback_query_id": callback_id}}] if callback_id else []
    return answer + calls


def _calls_of(reply: Reply, tag: str) -> Iterator[Call]:
    match reply:
        case TextReply() | ForgetReply():
            yield from _messages(_paragraphs(reply.paragraphs))
        case ChoicesReply():
            yield from _messages(_paragraphs(reply.paragraphs), inline_keyboard(reply.options, columns=reply.columns))
            if reply.asks_location:
                yield _location_question(tag)
        case CardReply():
            yield from _messages(_card(reply.card, tag), _card_keyboard(reply.card))
        case CrisisReply():
            yield from _crisis(reply, tag)
        case PlaceReply():
            yield _venue(reply)
        case _:
            assert_never(reply)


def _messages(blocks: Sequence[Block], keyboard: dict[str, Any] | None = None) -> Iterator[Call]:
    texts = messages_of(blocks) or (messages_of([_ONLY_BUTTONS]) if keyboard else [])
    for position, text in enumerate(texts, start=1):
        params: dict[str, Any] = {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
        if keyboard and position == len(texts):
            params["reply_markup"] = keyboard
        yield {"method": "sendMessage", "params": params}


def _paragraphs(paragraphs: Sequence[Text]) -> list[Block]:
    return [Block(paragraph.text) for paragraph in paragraphs]


def _location_question(tag: str) -> Call:
    sentence = say("Or share where you are. I only look up the Stadtteil and forget the place at once.", tag)
    (call,) = _messages([Block(sentence.text)], location_keyboard(tag))
    return call


def _card(card: Card, tag: str) -> list[Block]:
    """What decides whether a person goes there is read at once; the other facts unfold at a tap."""
    title = f"{card.icon} {card.title.text}".strip()
    head = [card.traeger, *(within(text, tag) for text in (card.reason, card.state) if text is not None)]
    main = [_fact(fact, card.phone, tag) for fact in card.facts if fact.key in FIRST_FACTS]
    rest = [_fact(fact, card.phone, tag) for fact in card.facts if fact.key not in FIRST_FACTS]
    return [
        Block("".join(f"\n{line}" for line in head if line), bold=title),
        *(Block(line) for line in main),
        Block("\n".join(rest), is_folded=True),
    ]


def _fact(fact: Fact, phone: str, tag: str) -> str:
    separator = "\n" if len(fact.lines) > 1 else " "
    line = f"{fact.icon} {within(fact.label, tag)}:{separator}{joined(fact.lines, tag, chr(10))}".strip()
    return line.replace(phone, dialable(phone)) if phone and fact.key == "phone" else line


def _card_keyboard(card: Card) -> dict[str, Any] | None:
    has_phone_button = any(option.url.startswith("tel:") for option in card.options)
    readable = [
        replace(option, url=f"tel:{card.phone}") if option.url.startswith("tel:") and card.phone else option
        for option in card.options
    ]
    return inline_keyboard(readable, phones=[card.phone] if card.phone and not has_phone_button else [])


def _crisis(reply: CrisisReply, tag: str) -> Iterator[Call]:
    blocks = [Block("", bold=reply.title.text), *_paragraphs(reply.paragraphs), *(_help_line(line, tag) for line in reply.lines)]
    numbers = [line.number for line in reply.lines if line.number and not _is_offered(line.number, reply.options)]
    for call in _messages(blocks, inline_keyboard(reply.options, phones=numbers)):
        if reply.is_discreet:
            call["params"]["disable_notification"] = True
        yield call


def _help_line(line: HelpLine, tag: str) -> Block:
    number = ltr(dialable(line.number), tag) if line.number else ""
    note = f"({within(line.note, tag)})" if line.note.text else ""
    return Block(" ".join(part for part in (f": {number}" if number else "", note, line.url) if part), bold=line.name)


def _is_offered(number: str, options: Sequence[Option]) -> bool:
    wanted = _digits(number)
    return any(option.url.startswith("tel:") and _digits(option.url) == wanted for option in options)


def _digits(number: str) -> str:
    return "".join(sign for sign in dialable(number) if sign.isdigit())


def _venue(reply: PlaceReply) -> Call:
    place = {"latitude": reply.latitude, "longitude": reply.longitude, "title": reply.name, "address": reply.address.text}
    keyboard = inline_keyboard(reply.options)
    return {"method": "sendVenue", "params": place | ({"reply_markup": keyboard} if keyboard else {})}


def _put_location_button_away(calls: Sequence[Call]) -> None:
    """The location button stays until a message takes it away: the first one without buttons of its own does."""
    for call in calls:
        if call["method"] == "sendMessage" and "reply_markup" not in call["params"]:
            call["params"]["reply_markup"] = {"remove_keyboard": True}
            return
