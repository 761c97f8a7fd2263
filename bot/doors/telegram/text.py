"""Paragraphs -> HTML messages that Telegram takes: escaped, in one piece where possible, never over its length."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from locales import Text, language_of

MESSAGE_UNITS = 4096
_FIRST_STRONG_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: words in bold, then plain words; `is_folded` shows its first lines only, until the person taps on it."""

    plain: str
    bold: str = ""
    is_folded: bool = False

    @property
    def html(self) -> str:
        """The paragraph as Telegram's HTML."""
        words = (f"<b>{escape(self.bold)}</b>" if self.bold else "") + escape(self.plain)
        return f"<blockquote expandable>{words}</blockquote>" if self.is_folded else words

    @property
    def units(self) -> int:
        """Its length at most, in UTF-16 units: the mark-up is counted too, so Telegram never counts more."""
        return units_of(self.html)


def units_of(text: str) -> int:
    """Return the length as Telegram counts it. Units: UTF-16."""
    return len(text.encode("utf-16-le", "replace")) // 2


def messages_of(blocks: Iterable[Block], *, limit: int = MESSAGE_UNITS) -> list[str]:
    """Return the blocks as HTML messages, an empty line between two blocks. Shape: in order, none empty, none longer than `limit`."""
    messages: list[str] = []
    for block in (part for whole in blocks for part in _cut(whole, limit)):
        if not (block.plain.strip() or block.bold.strip()):
            continue
        joined = f"{messages[-1]}\n\n{block.html}" if messages else ""
        if joined and units_of(joined) <= limit:
            messages[-1] = joined
        else:
            messages.append(block.html)
    return messages


def within(text: Text, tag: str) -> str:
    """Return words so that they keep their own direction inside a sentence of another one."""
    if text.direction == language_of(tag).direction:
        return text.text
    return f"{_FIRST_STRONG_ISOLATE}{text.text}{_END_OF_ISOLATE}"


def joined(texts: Sequence[Text], tag: str, separator: str) -> str:
    """Return several pieces in one string, each with its own direction."""
    return separator.join(within(text, tag) for text in texts)


def _cut(block: Block, limit: int) -> Iterator[Block]:
    while block.units > limit:
        if units_of(Block("", block.bold).html) > limit // 2:
            block = replace(block, plain=f"{block.bold}{block.plain}", bold="")
        size = _fitting(block, limit)
        at = max(block.plain.rfind(sign, size // 2, size) + len(sign) for sign in ("\n", ". ", " "))
        at = at if at > size // 2 else size
        yield replace(block, plain=block.plain[:at].rstrip())
        block = replace(block, plain=block.plain[at:].lstrip(), bold="")
    yield block


def _fitting(block: Block, limit: int) -> int:
    """Return how many signs of the plain words fit, by halving."""
    low, high = 1, len(block.plain)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if replace(block, plain=block.plain[:middle]).units <= limit else (low, middle - 1)
    return low
