"""Names every language has for itself and for others: languages and weekdays (from CLDR, through Babel)."""

from typing import Literal

from babel.dates import get_day_names

from locales.catalogue import Text
from locales.cldr import CLDR_NAMES, cldr_locale
from locales.languages import SOURCE_LANGUAGE, find_language

DAY_NUMBERS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}


def language_name(tag: str, in_tag: str) -> str:
    """Return what a language (BCP 47) is called in another one; its own name if that is not known."""
    registered = find_language(tag)
    if registered is not None and registered.tag == "de-simple":
        return registered.name
    code = CLDR_NAMES.get(tag, tag)
    name = cldr_locale(in_tag).languages.get(code)
    own = registered.name if registered else str(cldr_locale(SOURCE_LANGUAGE).languages.get(code, tag))
    return str(name or own)


def weekday_name(weekday: str, in_tag: str, *, width: Literal["abbreviated", "wide"] = "abbreviated") -> Text:
    """Return the name of a weekday ("MO" to "SU")."""
    names = get_day_names(width, locale=cldr_locale(in_tag))
    return Text(str(names[DAY_NUMBERS[weekday]]), in_tag)
