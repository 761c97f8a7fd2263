"""How a name sounds, whatever script it is written in: Latin letters, then classes of consonants."""

import re
from functools import lru_cache

from anyascii import anyascii

from angebote.understanding.normalise import fold

_REMEMBERED = 8192
_LONGEST = 60

# Groups of letters that stand for one sound, longest first, then single letters. Vowels and half vowels carry no class.
_SOUNDS = (
    ("tsch|tzsch|shch|sch|sh|zh|tz|ts|ch(?=[ei])", "S"),
    ("ph|pf", "F"),
    ("kh|gh|ck|chs|x|ch|q|k|g|c(?![eiy])", "K"),
    ("th|dt|t|d", "T"),
    ("b|p", "P"),
    ("f|v|w", "F"),
    ("s|z|c|j", "S"),
    ("l", "L"),
    ("r", "R"),
    ("m", "M"),
    ("n", "N"),
    ("(?<![aeiouy])h", "K"),
)
_CLASSES = re.compile("|".join(f"({letters})" for letters, _ in _SOUNDS))
_CLASS_NAMES = tuple(name for _, name in _SOUNDS)
_REPEATED = re.compile(r"(.)\1+")
_SOFT_W = re.compile(r"(?<=[bcdfghjklmnpqrstvxz])w(?=[bcdfghjklmnpqrstvxz]|$)|(?<=[bcdfghjklmnpqrstvxz])w(?=[aeiou]?$)")


@lru_cache(_REMEMBERED)
def romanise(word: str) -> str:
    """Return a folded word in Latin letters without spaces and signs."""
    if word.isascii():
        return word.replace(" ", "")
    return fold(anyascii(word[:_LONGEST]).replace("'", "").replace("`", "")).replace(" ", "")


@lru_cache(_REMEMBERED)
def skeleton(word: str) -> str:
    """Return the consonant classes of a folded word, doubled ones once: "altendorf", "الطندورف" and "альтендорф" share theirs."""
    latin = romanise(word)
    is_arabic = "\u0590" <= word[:1] <= "\u08ff"
    latin = _arabic_consonants(word, latin) if is_arabic else _SOFT_W.sub("", latin)
    classes = "".join(_CLASS_NAMES[match.lastindex - 1] for match in _CLASSES.finditer(latin) if match.lastindex)
    return _REPEATED.sub(r"\1", classes)


def _arabic_consonants(word: str, latin: str) -> str:
    """Waw and ya are vowels as often as consonants: only at the beginning they are heard; a last ha is an "a" or "e"."""
    kept = 1 if word[0] in "وي" else 0
    latin = latin[:kept] + latin[kept:].replace("w", "").replace("y", "")
    return latin.removesuffix("h") if word[-1] == "ه" else latin
