"""Languages that advice is given in, to choose from, with their names in the language of the page."""

from collections.abc import Iterable, Sequence
from functools import cache

from babel import Locale

from locales import HOME_LANGUAGE, find_language

# The languages most asked for in German advice centres; an entry keeps others it already has. "gsg" is German sign language (ISO 639-3).
SPOKEN = (
    "de", "en", "ar", "tr", "uk", "ru", "fa", "prs", "ps", "ku", "ckb", "kmr", "ti", "so", "am", "fr", "es", "pt", "it", "pl", "ro", "bg",
    "rom", "sq", "sr", "hr", "bs", "mk", "el", "hu", "cs", "sk", "lt", "lv", "hy", "ka", "az", "ur", "hi", "pa", "bn", "ta", "vi", "zh", "th",
    "id", "sw", "ha", "ig", "yo", "ff", "wo", "ln", "rw", "om", "gsg",
)  # fmt: skip
_NAMES = {
    "de": {
        "prs": "Dari",
        "kmr": "Kurdisch (Kurmandschi)",
        "ckb": "Kurdisch (Sorani)",
        "gsg": "Deutsche Gebärdensprache",
        "rom": "Romani",
    },
    "en": {"prs": "Dari", "kmr": "Kurdish (Kurmanji)", "ckb": "Kurdish (Sorani)", "gsg": "German sign language", "rom": "Romani"},
}


def language_name(tag: str, page_language: str) -> str:
    """Return the name of a language in the language of the page; its own name if Babel does not know it, else the tag."""
    if named := _NAMES.get(page_language, {}).get(tag):
        return named
    found = _locale(page_language).languages.get(tag.replace("-", "_"))
    if found:
        return str(found)
    registered = find_language(tag)
    return registered.name if registered and registered.tag == tag else tag


def spoken_choices(page_language: str, kept: Iterable[str]) -> Sequence[tuple[str, str]]:
    """Return (tag, name) of the languages to choose from: German first, then by name; `kept` are tags an entry has already."""
    tags = dict.fromkeys((*SPOKEN, *kept))
    named = [(tag, language_name(tag, page_language)) for tag in tags]
    return sorted(named, key=lambda pair: (pair[0] != HOME_LANGUAGE, pair[1].casefold()))


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")
