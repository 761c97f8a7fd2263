"""The CLDR locale of each language of the product: plural rules, names of weekdays and languages."""

from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError

from locales.languages import HOME_LANGUAGE, SOURCE_LANGUAGE

CLDR_NAMES = {"kmr": "ku", "de-simple": "de", "prs": "fa_AF"}


@cache
def cldr_locale(tag: str) -> Locale:
    """Return the CLDR locale that belongs to a language of the product; English where CLDR has none."""
    name = CLDR_NAMES.get(tag, HOME_LANGUAGE if tag.startswith(HOME_LANGUAGE) else tag)
    try:
        return Locale.parse(name.replace("-", "_"))
    except UnknownLocaleError:
        return Locale.parse(SOURCE_LANGUAGE)
