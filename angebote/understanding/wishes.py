"""How the help should be: language, for whom, by phone, without steps, today, free of charge."""

from collections.abc import Iterable, Mapping, Sequence

import locales
from angebote.understanding.lexicon import CONCEPT, SPOKEN, WISH
from angebote.understanding.need import Wishes
from angebote.understanding.normalise import Message
from angebote.understanding.patterns import Hit
from angebote.understanding.words import INFLECTED

TARGET_GROUPS = {"women": "women", "men": "men", "children": "children", "seniors": "seniors"}
FORMATS = {"phone": "phone", "online": "online", "outreach": "outreach"}
ACCESS = {"wheelchair": "step_free", "sign_language": "sign_language"}
"""Wishes of wishes.toml -> coded facts of an Angebot."""

OLDEST = 110
_PEOPLE = frozenset({"child", "children", "seniors"})
_BESIDE = 2
_FEW_WORDS = 3


def find_wishes(message: Message, found: Mapping[str, Sequence[Hit]]) -> tuple[Wishes, bool]:
    """Return the wishes of a message, and whether the whole city is meant."""
    hits = [hit for of_language in found.values() for hit in of_language if hit.quality >= INFLECTED]
    said = {hit.sign.name: hit for hit in hits if hit.sign.area == WISH}
    wishes = Wishes(
        languages=_languages(message, hits),
        target_groups=_coded(TARGET_GROUPS, said),
        formats=_coded(FORMATS, said),
        access=_coded(ACCESS, said),
        is_now="now" in said,
        is_free="free" in said,
        age=_age(message, hits),
    )
    return wishes, "whole_city" in said


def _coded(codes: Mapping[str, str], said: Iterable[str]) -> tuple[str, ...]:
    wanted = set(said)
    return tuple(code for wish, code in codes.items() if wish in wanted)


def _languages(message: Message, hits: Iterable[Hit]) -> tuple[str, ...]:
    """A language counts beside a word such as "speaks"; alone it counts in a message of few words, unless it is German."""
    hits = list(hits)
    beside = [hit for hit in hits if hit.sign.area == WISH and hit.sign.name == "speaks"]
    found: dict[str, None] = {}
    for hit in sorted(hits, key=lambda hit: hit.first):
        if hit.sign.area != SPOKEN:
            continue
        is_beside = any(_distance(hit, other) <= _BESIDE for other in beside)
        is_alone = len(message.words) <= _FEW_WORDS and hit.sign.name != locales.HOME_LANGUAGE
        if is_beside or is_alone:
            found[hit.sign.name] = None
    return tuple(found)


def _distance(one: Hit, other: Hit) -> int:
    return max(one.first - other.last, other.first - one.last)


def _age(message: Message, hits: Sequence[Hit]) -> int | None:
    """A number of years is an age when it is said to be one ("years old", "-jährig") or a child or an old person is spoken of - not in "for 5 years"."""
    is_about_somebody = any(hit.sign.name in _PEOPLE and hit.sign.area in (CONCEPT, WISH) for hit in hits)
    for hit in hits:
        if hit.sign.area != WISH or hit.sign.name != "years":
            continue
        if not (is_about_somebody or len(hit.keys) > 1 or hit.keys[0].startswith("-")):
            continue
        for position in (hit.first - 1, hit.last + 1):
            if 0 <= position < len(message.words) and message.words[position].isdecimal():
                age = int(message.words[position][:4])
                if 0 < age <= OLDEST:
                    return age
    return None
