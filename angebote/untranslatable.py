"""What stays as it is in every language: telephone numbers, addresses, names. Found, kept safe from a machine, looked for in a translation."""

import re
from collections.abc import Iterable, Sequence

_EMAIL = r"[^\s@<>,;()\"„“]+@[^\s@<>,;()\"„“]+\.[A-Za-z]{2,}"
_WEBSITE = r"(?:https?://|www\.)[^\s<>\"„“,;]*[^\s<>\"„“,;.:!?)]"
# A number as it is dialled, the short ones of the emergency services and advice lines (110, 116 117) among them; never a time or a year.
_PHONE = r"(?<![\w.,:/-])(?:(?:\+|\(?0)\d(?:[ /()-]{0,2}\d){4,18}|11\d(?: ?\d{3})?)(?![\w:]|,\d)"
_POSTCODE = r"(?<![\w.,:/-])\d{5}(?= [A-ZÄÖÜ])"
_STREET = (
    r"(?<!\w)(?:[A-ZÄÖÜ][\w-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|markt)|"
    r"(?:[A-ZÄÖÜ][\w-]+ ){0,2}[A-ZÄÖÜ][\w-]*[ -](?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer)) \d{1,4} ?[a-z]?(?!\w)"
)
_FIXED = re.compile(f"{_EMAIL}|{_WEBSITE}|{_PHONE}|{_STREET}|{_POSTCODE}")
_MARKED = re.compile(r"\[\s*(\d{1,6})\s*\]")


def untranslatable(text: str) -> tuple[str, ...]:
    """Return the telephone numbers, e-mail addresses, websites and street addresses of a text, as they stand in it, each once."""
    return tuple(dict.fromkeys(found[0].strip() for found in _FIXED.finditer(text)))


def lost(source: str, translation: str) -> tuple[str, ...]:
    """Return what stands in the source and should stand in its translation letter by letter, but does not."""
    said = _one_line(translation)
    return tuple(one for one in untranslatable(source) if _one_line(one) not in said)


def protected(text: str, names: Iterable[str] = ()) -> tuple[str, tuple[str, ...]]:
    """Return a text with a mark such as "[0]" in place of everything that no machine may touch, and what the marks stand for.

    Shape: `names` are proper names to be kept too, wherever they stand as whole words.
    """
    wanted = sorted((name for name in names if name.strip()), key=len, reverse=True)
    named = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in wanted]
    kept: list[str] = []

    def mark(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"[{len(kept) - 1}]"

    pattern = re.compile("|".join((*named, _FIXED.pattern, _MARKED.pattern)))
    return pattern.sub(mark, text), tuple(kept)


def restored(text: str, kept: Sequence[str]) -> str | None:
    """Return a text with everything back in its place; None if a mark was lost, doubled or made up."""
    found = [int(mark) for mark in _MARKED.findall(text)]
    if sorted(found) != list(range(len(kept))):
        return None
    return _MARKED.sub(lambda mark: kept[int(mark[1])], text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
