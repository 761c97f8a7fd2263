"""Message catalogues: an English sentence in, the person's language out - and the language it really is in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polib

from locales.cldr import cldr_facts
from locales.languages import SOURCE_LANGUAGE, Direction, language_of


@dataclass(frozen=True, slots=True)
class Text:
    """Words a person reads, with the language they really are in (BCP 47), so that `lang` and `dir` are always true."""

    text: str
    language: str

    @property
    def direction(self) -> Direction:
        """The writing direction of the language: "ltr" or "rtl"."""
        return language_of(self.language).direction


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The translated sentences of one language.

    Shape: `one` maps an English sentence to its translation, `many` a pair (singular, plural) to its plural forms in gettext order.
    """

    one: Mapping[str, str]
    many: Mapping[str, tuple[str, ...]]


def say(sentence: str, tag: str, **values: object) -> Text:
    """Return the sentence in that language with its `{named}` values filled in; in English if it is not translated.

    Errors: KeyError for an unknown tag or a value the sentence asks for and does not get (our fault).
    """
    return _said(sentence, tag, read_catalogue(tag).one.get(sentence), values)


def say_count(one: str, many: str, count: int, tag: str, **values: object) -> Text:
    """Return the sentence in the plural form that belongs to `count` ({count} is filled in with Latin digits)."""
    forms = read_catalogue(tag).many.get(one)
    if forms is None:
        return Text((one if count == 1 else many).format(count=count, **values), SOURCE_LANGUAGE)
    return Text(forms[_plural_index(tag, count)].format(count=count, **values), tag)


def say_panel(sentence: str, tag: str, **values: object) -> Text:
    """Return a sentence of the admin panel, which speaks German and English only (a catalogue of its own: `panel.po`).

    Errors: KeyError as with `say`.
    """
    return _said(sentence, tag, read_catalogue(tag, "panel").one.get(sentence), values)


def mark(sentence: str) -> str:
    """Return the sentence as it is: marks an English sentence in a table so that it is collected for translation."""
    return sentence


def mark_panel(sentence: str) -> str:
    """Return the sentence as it is: marks a sentence of the admin panel that stands in a table (see `say_panel`)."""
    return sentence


def ltr(value: str, tag: str) -> str:
    """Return a number, time, address or phone number so that it keeps its order inside right-to-left text (Unicode isolates U+2066, U+2069)."""
    return f"\u2066{value}\u2069" if language_of(tag).direction == "rtl" else value


@cache
def read_catalogue(tag: str, name: str = "messages") -> Catalogue:
    """Read a catalogue of a language once. Every language has `messages`; where another is missing, English (the source) answers."""
    path = files("locales").joinpath(tag, f"{name}.po")
    if name != "messages" and not path.is_file():
        return Catalogue({}, {})
    entries = [entry for entry in polib.pofile(path.read_text("utf-8")) if entry.translated() and not entry.fuzzy]
    one = {entry.msgid: entry.msgstr for entry in entries if not entry.msgid_plural}
    many = {
        entry.msgid: tuple(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural))
        for entry in entries
        if entry.msgid_plural
    }
    return Catalogue(one, many)


def _said(sentence: str, tag: str, translated: str | None, values: Mapping[str, object]) -> Text:
    if translated is None:
        return Text(sentence.format(**values) if values else sentence, SOURCE_LANGUAGE)
    return Text(translated.format(**values) if values else translated, tag)


def _plural_index(tag: str, count: int) -> int:
    facts = cldr_facts(tag)
    return facts.plurals.index(facts.plural_rule(count))
