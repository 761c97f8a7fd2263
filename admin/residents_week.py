"""The hours of an entry as residents read them, in each of their languages: written by what writes the card."""

from collections.abc import Sequence

from admin.panel import Preview
from admin.spoken import language_name
from angebote.model import Angebot
from locales import LANGUAGES, Text, find_language

ALL = "all"
HOURS = "hours"
Week = tuple[str, str, Sequence[Text]]


def week_languages(page_language: str) -> Sequence[tuple[str, str]]:
    """Return the languages residents may read in: tag, own name, with the name for the reader where that is another one."""
    return [(language.tag, _both_names(language.tag, language.name, page_language)) for language in LANGUAGES]


def residents_week(preview: Preview, angebot: Angebot, tag: str | None) -> Sequence[Week]:
    """Return the lines of the hours: the language's own name, its tag, its lines. Shape: all languages for None, none for one that is not registered."""
    wanted = find_language(tag) if tag else None
    chosen = [language for language in LANGUAGES if tag is None or language is wanted]
    return [(language.name, language.tag, _lines(preview, angebot, language.tag)) for language in chosen]


def _lines(preview: Preview, angebot: Angebot, tag: str) -> Sequence[Text]:
    facts = preview(angebot, tag)["facts"]
    return [line for fact in facts if fact.get("key") == HOURS for line in fact["lines"]]


def _both_names(tag: str, own: str, page_language: str) -> str:
    known = language_name(tag, page_language)
    return own if known == own else f"{own} ({known})"
