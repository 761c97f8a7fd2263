"""Angebote that are probably one and the same, entered twice: alike names, and a phone number, an address or a Traeger in common."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from operator import itemgetter
from typing import Literal

from rapidfuzz import fuzz, process, utils

Common = Literal["phone", "address", "traeger"]
Likelihood = Literal["very_likely", "likely", "possible"]
PairKey = tuple[str, str]
"""The ids of two Angebote, the smaller one first."""
WEIGHTS: dict[Common, int] = {"phone": 20, "address": 15, "traeger": 5}
NAME_WEIGHT = 0.6
LIKELY_FROM: tuple[tuple[int, Likelihood], ...] = ((80, "very_likely"), (70, "likely"), (0, "possible"))
ALIKE_NAME = 75
ALIKE_NAME_OF_ONE_TRAEGER = 92
FAR_FROM_ALIKE = 45
ONE_IN_THE_OTHER = 0.9
SHORTEST_NUMBER = 6
LARGEST_WHOLE_BLOCK = 30
WINDOW = 5
_REMEMBERED = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What of an Angebot is compared. Shape: `street` and `postcode` are "" without a place."""

    id: str
    municipality_id: str
    traeger_id: str
    name: str
    phones: tuple[str, ...] = ()
    street: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two Angebote that are probably one. Units: `name_percent` says how alike the names are, `score` how sure it is (both 0-100)."""

    first: Outline
    second: Outline
    name_percent: int
    common: tuple[Common, ...]

    @property
    def key(self) -> PairKey:
        """The ids of both, the smaller one first."""
        return pair_key(self.first.id, self.second.id)

    @property
    def score(self) -> int:
        """How sure it is that both are one."""
        return _score(self.name_percent, self.common)

    @property
    def likelihood(self) -> Likelihood:
        """The score as a word."""
        return next(word for least, word in LIKELY_FROM if self.score >= least)


@dataclass(frozen=True, slots=True)
class _Marks:
    outline: Outline
    name: str
    words: frozenset[str]
    phones: frozenset[str]
    address: str


def pair_key(one_id: str, other_id: str) -> PairKey:
    """Return the ids of two Angebote, the smaller one first."""
    return (one_id, other_id) if one_id < other_id else (other_id, one_id)


def probable_pairs(
    outlines: Iterable[Outline], apart: Iterable[PairKey] = (), *, most: int | None = None
) -> tuple[Sequence[Pair], int]:
    """Return the pairs that are probably one Angebot, the surest first (at most so many), and how many there are; those in `apart` were said to be two.

    Shape: of many that share a house or a Traeger only neighbours by name are compared, so that the work grows with their number;
           a telephone number of very many is a switchboard and says nothing.
    """
    seen, found = set(apart), []
    for one, other, whole in _alike(_blocks(_all_marks(outlines))):
        key = pair_key(one.outline.id, other.outline.id)
        if key not in seen:
            seen.add(key)
            percent = _name_percent(one, other, whole)
            if percent >= ALIKE_NAME and (common := _in_common(one, other, percent)):
                found.append((-_score(percent, common), one.name, key, one, other, percent, common))
    surest = sorted(found, key=itemgetter(0, 1, 2)) if most is None else nsmallest(most, found, key=itemgetter(0, 1, 2))
    return [_pair(one, other, percent, common) for _, _, _, one, other, percent, common in surest], len(found)


@lru_cache(_REMEMBERED)
def digits_of(number: str) -> str:
    """Return a telephone number as digits from the area code on: "+49 (0)201 12" and "0201/12" are the same."""
    digits = re.sub(r"[^0-9+]", "", re.sub(r"\(0\)", "", number))
    return re.sub(r"^(?:\+|00)49", "0", digits)


def _all_marks(outlines: Iterable[Outline]) -> list[_Marks]:
    """Return what is compared, in the order of names; without the numbers of switchboards."""
    found = list(outlines)
    numbers = {one.id: {digits for number in one.phones if len(digits := digits_of(number)) >= SHORTEST_NUMBER} for one in found}
    often = Counter(number for of_one in numbers.values() for number in of_one)
    all_marks = [_marks(one, _rare(numbers[one.id], often)) for one in found]
    return sorted(all_marks, key=lambda marks: marks.name)


def _marks(outline: Outline, phones: frozenset[str]) -> _Marks:
    return _Marks(outline, *_name(outline.name), phones, _address(outline))


@lru_cache(_REMEMBERED)
def _name(name: str) -> tuple[str, frozenset[str]]:
    words = sorted(utils.default_process(name).split())
    return " ".join(words), frozenset(words)


def _rare(numbers: Iterable[str], often: Mapping[str, int]) -> frozenset[str]:
    return frozenset(number for number in numbers if often[number] <= LARGEST_WHOLE_BLOCK)


def _address(outline: Outline) -> str:
    street = _street(outline.street)
    return f"{outline.postcode} {street}" if street else ""


@lru_cache(_REMEMBERED)
def _street(street: str) -> str:
    return re.sub(r"[^\w]", "", re.sub(r"stra(?:ß|ss)e", "str", street.casefold()))


def _blocks(all_marks: Sequence[_Marks]) -> Iterable[Sequence[_Marks]]:
    """Return those that have something in common, each block in the order of names."""
    blocks: dict[tuple[str, str, str], list[_Marks]] = {}
    for one in all_marks:
        keys = [("phone", number) for number in one.phones]
        keys += [("address", one.address)] if one.address else []
        for kind, value in (*keys, ("traeger", one.outline.traeger_id)):
            blocks.setdefault((one.outline.municipality_id, kind, value), []).append(one)
    return blocks.values()


def _alike(blocks: Iterable[Sequence[_Marks]]) -> Iterator[tuple[_Marks, _Marks, float]]:
    """Return those of each block whose names are not far from alike, with how alike they are in percent."""
    for block in blocks:
        names, reach = [one.name for one in block], len(block) if len(block) <= LARGEST_WHOLE_BLOCK else WINDOW
        for place, one in enumerate(block):
            after = names[place + 1 : place + 1 + reach]
            for _, percent, further in process.extract(
                one.name, after, scorer=fuzz.ratio, score_cutoff=FAR_FROM_ALIKE, limit=None
            ):
                yield one, block[place + 1 + further], percent


def _in_common(one: _Marks, other: _Marks, percent: float) -> tuple[Common, ...]:
    """Return what both share, nothing if that is too little for names of this likeness."""
    common: list[Common] = ["phone"] if one.phones & other.phones else []
    common += ["address"] if one.address and one.address == other.address else []
    is_one_traeger = one.outline.traeger_id == other.outline.traeger_id
    if not common and (percent < ALIKE_NAME_OF_ONE_TRAEGER or not is_one_traeger):
        return ()
    return (*common, "traeger") if is_one_traeger else tuple(common)


def _pair(one: _Marks, other: _Marks, percent: float, common: tuple[Common, ...]) -> Pair:
    first, second = sorted((one.outline, other.outline), key=lambda outline: outline.id)
    return Pair(first=first, second=second, name_percent=int(percent), common=common)


def _score(percent: float, common: Iterable[Common]) -> int:
    return round(NAME_WEIGHT * int(percent)) + sum(WEIGHTS[one] for one in common)


def _name_percent(one: _Marks, other: _Marks, whole: float) -> float:
    """Return how alike two names are, given how alike they are as a whole; one that holds all words of the other is alike too."""
    if whole >= 100 * ONE_IN_THE_OTHER or not one.words & other.words:
        return whole
    return max(whole, ONE_IN_THE_OTHER * fuzz.token_set_ratio(one.name, other.name))
