"""Signs of an emergency: phrases that mean it (hard), and concepts that stand close together (soft)."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, TypeGuard, get_args

from angebote.understanding.languages import Tongues
from angebote.understanding.lexicon import CONCEPT, CRISIS, HARMLESS, Lexicon, base_of
from angebote.understanding.need import CrisisHit, CrisisKind, Tier
from angebote.understanding.normalise import Message, is_han, read_message
from angebote.understanding.patterns import Hit, Sign, letters_of
from angebote.understanding.words import INFLECTED, ONE_ERROR

_LETTERS_FOR_A_MISTAKE = 9
_HAN_SIGNS_OF_A_WORD = 2
_MOST_COMBINATIONS = 4000
_BARE = 2
_BARE_SIGN = Sign(CONCEPT, "suicide_noun")
_DISGUISES = str.maketrans("013457@$!", "oieastasi")
_DISGUISED = re.compile(r"[^\W\d_][0134577@$!*.][^\W\d_]|[013457@$][^\W\d_]{2}")
_SPELLED_OUT = re.compile(r"(?<!\w)(?:\w[\s.\-_*]{1,2}){2,}\w(?!\w)")


@dataclass(frozen=True, slots=True)
class Rule:
    """Concepts that mean an emergency when one word of each stands in the same clause, at most `within` words apart."""

    kind: CrisisKind
    concepts: tuple[str, ...]
    within: int
    needed: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    tier: Tier
    first: int
    last: int


def find_crisis(
    message: Message, found: Mapping[str, Sequence[Hit]], tongues: Tongues, lexicon: Lexicon
) -> tuple[CrisisHit, ...]:
    """Return the emergencies a message tells of, hard ones first. What is written in disguise ("k1ll") is read as well."""
    signs = list(_signs(message, found, tongues, lexicon))
    for plain in _undisguised(message):
        again = {tag: lexicon.languages[tag].find(plain) for tag in tongues.plausible}
        signs.extend(_signs(plain, again, tongues, lexicon))
    tiers: dict[str, Tier] = {}
    for sign in sorted(signs, key=lambda sign: (sign.tier != "hard", sign.first)):
        tiers.setdefault(sign.kind, sign.tier)
    return tuple(CrisisHit(kind, tiers[kind]) for kind in tiers if _is_kind(kind))


def _is_kind(kind: str) -> TypeGuard[CrisisKind]:
    return kind in get_args(CrisisKind)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules of concepts.toml, the same for every language."""
    return tuple(Rule(row["kind"], tuple(row["all"]), row["within"], frozenset(row["all"])) for row in _shared_file()["rule"])


@cache
def concepts() -> tuple[str, ...]:
    """Return the names of all concepts."""
    return tuple(_shared_file()["concepts"])


def topic_of(kind: str) -> str:
    """Return the topic in which help goes on after an emergency of that kind."""
    return str(_shared_file()["topics"][kind])


@cache
def _shared_file() -> dict[str, Any]:
    return tomllib.loads(files("angebote.understanding").joinpath("concepts.toml").read_text("utf-8"))


def _undisguised(message: Message) -> Iterator[Message]:
    text = message.text
    if _DISGUISED.search(text):
        for one in ("i", "l"):
            yield read_message(text.translate(_DISGUISES | {ord("1"): one}).replace("*", ""))
    if _SPELLED_OUT.search(text):
        yield read_message(_SPELLED_OUT.sub(lambda match: re.sub(r"[\s.\-_*]", "", match.group()), text))


def _signs(message: Message, found: Mapping[str, Sequence[Hit]], tongues: Tongues, lexicon: Lexicon) -> Iterator[_Sign]:
    for tag, hits in found.items():
        harmless = list(_harmless(tag, found, lexicon))
        but = lexicon.languages[tag].grammar.but
        clauses = _cut(message.words, message.clauses, but)
        signs = [_Sign(hit.sign.name, "hard", hit.first, hit.last) for hit in hits if _is_meant(hit, tag in tongues.primary)]
        signs.extend(_close_together(message, hits, _cut(message.words, message.sentences, but)))
        if len(message.words) <= _BARE:
            # Nothing but the word itself: nobody types it without a reason.
            signs.extend(
                _Sign("suicide", "hard", hit.first, hit.last)
                for hit in hits
                if hit.sign == _BARE_SIGN and hit.quality >= INFLECTED
            )
        for sign in signs:
            if not any(_silences(one, sign, clauses) for one in harmless):
                yield sign


def _harmless(tag: str, found: Mapping[str, Sequence[Hit]], lexicon: Lexicon) -> Iterator[Hit]:
    """Yield the harmless phrases of a language and its kin: Russian phrases stand in the Ukrainian words, too."""
    for other, hits in found.items():
        is_kin = other in lexicon.languages[tag].kin or tag in lexicon.languages[other].kin
        if other == tag or is_kin or base_of(other) == base_of(tag):
            yield from (hit for hit in hits if hit.sign.area == HARMLESS and hit.quality >= INFLECTED)


def _is_meant(hit: Hit, is_primary: bool) -> bool:
    may_be_mistyped = is_primary and hit.last > hit.first and letters_of(hit.keys) >= _LETTERS_FOR_A_MISTAKE
    return hit.sign.area == CRISIS and hit.quality >= (ONE_ERROR if may_be_mistyped else INFLECTED)


def _cut(words: Sequence[str], parts: Sequence[int], but: Iterable[str]) -> list[tuple[int, int]]:
    """Return the number of the part each word stands in; a "but" begins a new one."""
    turns = 0
    numbers = []
    for word, part in zip(words, parts, strict=True):
        turns += word in but
        numbers.append((part, turns))
    return numbers


def _silences(harmless: Hit, sign: _Sign, clauses: Sequence[tuple[int, int]]) -> bool:
    if harmless.sign.name != sign.kind:
        return False
    overlaps = harmless.first <= sign.last and sign.first <= harmless.last
    if sign.tier == "hard":
        # "I want to die because I am tired of living alone": what is meant stays meant beside a harmless phrase.
        return overlaps
    return overlaps or clauses[harmless.first] == clauses[sign.first] == clauses[sign.last]


def _close_together(message: Message, hits: Sequence[Hit], clauses: Sequence[tuple[int, int]]) -> Iterator[_Sign]:
    places: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        if hit.sign.area == CONCEPT and hit.quality >= ONE_ERROR:
            places.setdefault(hit.sign.name, []).append((hit.first, hit.last))
    if not places:
        return
    width = _HAN_SIGNS_OF_A_WORD if any(is_han(word) for word in message.words if len(word) == 1) else 1
    for rule in rules():
        if places.keys() >= rule.needed:
            yield from _met(rule, [places[concept] for concept in rule.concepts], clauses, rule.within * width)


def _met(
    rule: Rule, of_each: Sequence[Sequence[tuple[int, int]]], clauses: Sequence[tuple[int, int]], within: int
) -> Iterator[_Sign]:
    """Yield every place where the concepts stand together: a harmless phrase may silence one of them and not the next."""
    seen: set[tuple[int, int]] = set()
    for number, chosen in enumerate(product(*of_each)):
        if number > _MOST_COMBINATIONS:
            return
        first, last = min(one[0] for one in chosen), max(one[1] for one in chosen)
        between = max(one[0] for one in chosen) - min(one[1] for one in chosen)
        if (
            len(set(chosen)) == len(chosen)
            and between <= within
            and clauses[first] == clauses[last]
            and (first, last) not in seen
        ):
            seen.add((first, last))
            yield _Sign(rule.kind, "soft", first, last)
