"""Names every language has for itself and for others: languages and weekdays."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from locales.catalogue import Text
from locales.cldr import cldr_facts
from locales.languages import SOURCE_LANGUAGE, find_language

DAY_NUMBERS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}


def language_name(tag: str, in_tag: str) -> str:
    """Return what a language (BCP 47) is called in another one; its own name if that is not known."""
    registered = find_language(tag)
    if registered is not None and registered.tag == "de-simple":
        return registered.name
    name = cldr_facts(in_tag).languages.get(tag)
    return name or (registered.name if registered else cldr_facts(SOURCE_LANGUAGE).languages.get(tag, tag))


def spoken_names(tag: str, in_tag: str) -> tuple[str, ...]:
    """Return what people may call a language when they write in another: its name there, its own name, everyday names known everywhere."""
    registered = find_language(tag)
    own = (registered.name,) if registered else ()
    return tuple(dict.fromkeys((language_name(tag, in_tag), *own, *_everyday_names().get(tag, ()))))


def weekday_name(weekday: str, in_tag: str, *, width: Literal["abbreviated", "wide"] = "abbreviated") -> Text:
    """Return the name of a weekday ("MO" to "SU")."""
    facts = cldr_facts(in_tag)
    return Text((facts.weekdays_wide if width == "wide" else facts.weekdays_short)[DAY_NUMBERS[weekday]], in_tag)


@cache
def _everyday_names() -> dict[str, list[str]]:
    return tomllib.loads(files("locales").joinpath("spoken.toml").read_text("utf-8"))
