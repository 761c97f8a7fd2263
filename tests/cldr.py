"""Writes locales/cldr.json from Babel's data for all registered languages; part of `make texts`."""

import json
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError

from locales import LANGUAGES

PATH = Path(__file__).parent.parent / "locales" / "cldr.json"
NAMES = {"kmr": "ku"}
SPOKEN_TOO = (
    *(
        "en",
        "ar",
        "uk",
        "ru",
        "tr",
        "fa",
        "ro",
        "bg",
        "pl",
        "fr",
        "es",
        "it",
        "el",
        "pt",
        "hu",
        "sq",
        "sr",
        "hr",
        "kmr",
        "ckb",
        "ps",
        "so",
        "ti",
        "am",
        "ur",
        "vi",
        "zh",
        "ka",
    ),
    *(
        "aa",
        "az",
        "be",
        "bn",
        "bs",
        "ca",
        "cs",
        "da",
        "et",
        "fi",
        "ff",
        "gu",
        "ha",
        "he",
        "hi",
        "hy",
        "id",
        "ig",
        "ja",
        "kk",
        "km",
        "ko",
        "ky",
        "ln",
    ),
    *(
        "lo",
        "lt",
        "lv",
        "mg",
        "mk",
        "ml",
        "mn",
        "mr",
        "ms",
        "mt",
        "my",
        "nb",
        "ne",
        "nl",
        "no",
        "om",
        "pa",
        "rom",
        "rw",
        "si",
        "sk",
        "sl",
        "su",
        "sv",
    ),
    *("sw", "ta", "te", "tg", "th", "tk", "tl", "tt", "ug", "uz", "wo", "yo", "zu"),
)
"""Languages that advice is given in, beside those of the product."""


def locale_of(tag: str) -> Locale | None:
    """Return Babel's locale of a language, None if CLDR has none."""
    try:
        return Locale.parse(NAMES.get(tag, tag).replace("-", "_"))
    except UnknownLocaleError:
        return None


def facts_of(locale: Locale) -> dict[str, Any]:
    """Return the facts of one language as they stand in the file."""
    tags = dict.fromkeys([*(language.tag for language in LANGUAGES if "-" not in language.tag), *SPOKEN_TOO])
    names = {tag: locale.languages.get(NAMES.get(tag, tag)) for tag in tags}
    days = locale.days["format"]
    return {
        "plural": dict(locale.plural_form.rules),
        "weekdays_short": [str(days["abbreviated"][number]) for number in range(7)],
        "weekdays_wide": [str(days["wide"][number]) for number in range(7)],
        "languages": {tag: str(name) for tag, name in names.items() if name},
    }


def content() -> str:
    """Return the whole file."""
    locales = {language.tag: locale_of(language.tag) for language in LANGUAGES if "-" not in language.tag}
    rows = {tag: facts_of(locale) for tag, locale in locales.items() if locale is not None}
    return json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write() -> None:
    """Write the file."""
    PATH.write_text(content(), "utf-8")
