"""Which Stadtteil, town or postcode a message names - also misspelt, inflected or in another script."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from rapidfuzz.distance import JaroWinkler

from angebote.model import Stadtteil, Town
from angebote.understanding.languages import Tongues
from angebote.understanding.lexicon import Lexicon, base_of
from angebote.understanding.normalise import Message
from angebote.understanding.placenames import LONG_NAME, LONG_SOUND, SHORTEST_SOUND, Place, PlaceNames, names_of
from angebote.understanding.sounds import romanise, skeleton
from locales import HOME_LANGUAGE

_MOST_WORDS = 4
_SHORT_NAME = 5
_POSTCODE = 5
_MOST_CHOICES = 12
_FEW_WORDS = 3
_ALIKE = 0.8
_LETTERS_FOR_TWO_ERRORS = 11


@dataclass(frozen=True, slots=True)
class Finding:
    """Places that a stretch of words names; `closeness` 0 is exactly the name, more is further off."""

    first: int
    last: int
    closeness: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a message says that help is looked for. `taken` are the positions of words that are the name of a place."""

    stadtteil_id: str | None = None
    postcode: str | None = None
    choices: tuple[str, ...] = ()
    town: str | None = None
    taken: frozenset[int] = field(default_factory=frozenset)


def find_places(
    message: Message, towns: Sequence[Town], lexicon: Lexicon, tongues: Tongues, *, is_expected: bool, others: Sequence[Town] = ()
) -> Whereabouts:
    """Return where help is looked for: in `towns`, or one of the `others` if it is called by its name.

    Shape: a named Stadtteil wins over a postcode; a postcode only offers choices.
    """
    reader = _Reader(message, lexicon, tongues, is_expected)
    inside = (one for town in towns for one in reader.findings(names_of(town)))
    outside = (one for town in others for one in reader.findings(names_of(town)) if _is_town_itself(one))
    findings = _longest(chain(inside, outside))
    taken = frozenset(position for one in findings for position in range(one.first, one.last + 1))
    named = _named(findings, towns)
    postcode, of_postcode = _postcode(message, towns)
    stadtteile = [place for place in named if place.stadtteil_id]
    slugs = {place.town for place in (stadtteile or named or of_postcode)}
    town = slugs.pop() if len(slugs) == 1 else None
    ids = tuple(dict.fromkeys(place.stadtteil_id for place in stadtteile if place.stadtteil_id))
    if len(ids) == 1:
        return Whereabouts(stadtteil_id=ids[0], postcode=postcode, town=town, taken=taken)
    choices = ids or tuple(place.stadtteil_id for place in of_postcode if place.stadtteil_id)
    if postcode and not of_postcode and not is_expected:
        postcode = None
    return Whereabouts(postcode=postcode, choices=choices[:_MOST_CHOICES], town=town, taken=taken)


class _Reader:
    """Reads the names of places in one message, generously where a place was asked for and strictly elsewhere."""

    def __init__(self, message: Message, lexicon: Lexicon, tongues: Tongues, is_expected: bool) -> None:
        self._message = message
        self._lexicon = lexicon
        self._is_expected = is_expected
        self._written = frozenset((base_of(tongues.written),)) if tongues.written else frozenset[str]()
        self._near = lexicon.near
        self._endings = frozenset(one for tag in tongues.primary for one in lexicon.languages[tag].grammar.endings)
        self._beginnings = tuple(
            dict.fromkeys(one for tag in tongues.primary for one in lexicon.languages[tag].grammar.beginnings)
        )

    def findings(self, names: PlaceNames) -> Iterator[Finding]:
        words = self._message.words
        for first in range(len(words)):
            spelling = ""
            for last in range(first, min(first + _MOST_WORDS, len(words))):
                spelling += words[last]
                found = self._exact(names, spelling, first, last) or self._close(names, spelling, first, last)
                if found:
                    yield found

    def _exact(self, names: PlaceNames, spelling: str, first: int, last: int) -> Finding | None:
        places = names.exact(spelling)
        if not places or not (self._is_expected or self._is_meant(first, last)):
            return None
        return Finding(first, last, 0, places)

    def _is_meant(self, first: int, last: int) -> bool:
        """A name that is an ordinary word needs a word such as "in" before it, a capital inside a sentence, or stands alone."""
        if last > first or not self._is_word(self._message.words[first]):
            return True
        return len(self._message.words) == 1 or self._has_near(first) or self._has_capital(first)

    def _is_word(self, word: str) -> bool:
        """A name is an ordinary word only for those who write a language that has it: "Essen" is no food in a Turkish sentence."""
        voters = self._lexicon.voters(word)
        return any(voter in self._written for voter in voters) if self._written else bool(voters)

    def _has_near(self, first: int) -> bool:
        return first > 0 and self._message.words[first - 1] in self._near

    def _has_capital(self, first: int) -> bool:
        """A German noun has a capital too: a word that names a topic is not told from a place by it."""
        typed = self._message.spelling(first, first)
        begins = first == 0 or self._message.sentences[first - 1] != self._message.sentences[first]
        home = self._lexicon.languages.get(HOME_LANGUAGE)
        is_noun = home is not None and home.names_something(self._message.words[first])
        return typed[:1].isupper() and not typed.isupper() and not begins and not is_noun

    def _close(self, names: PlaceNames, spelling: str, first: int, last: int) -> Finding | None:
        if last - first > 1 or len(spelling) < _SHORT_NAME - 1 or not spelling.isalpha():
            return None
        is_short = len(spelling) < LONG_NAME - 1
        if self._is_word(spelling) or (not self._is_expected and (is_short or last > first)):
            return None
        inflected = self._inflected(names, spelling)
        if inflected:
            return Finding(first, last, 1, inflected)
        for word in self._without_beginnings(spelling):
            close = self._names_close(names, word, first, is_foreign=not spelling.isascii())
            if close:
                places = tuple(place for name, _ in close for place in names.exact(name))
                return Finding(first, last, 1 + close[0][1], places)
        return None

    def _inflected(self, names: PlaceNames, spelling: str) -> tuple[Place, ...]:
        """A name with an ending of the language it is said in: "Altendorfda", "Altendorfie"."""
        for size in range(len(spelling) - 1, LONG_NAME - 2, -1):
            if spelling[size:] in self._endings and (places := names.exact(spelling[:size])):
                return places
        return ()

    def _without_beginnings(self, spelling: str) -> Iterator[str]:
        yield spelling
        for one in self._beginnings:
            if spelling.startswith(one) and len(spelling) - len(one) >= _SHORT_NAME - 1:
                yield spelling[len(one) :]

    def _names_close(self, names: PlaceNames, word: str, first: int, *, is_foreign: bool) -> tuple[tuple[str, int], ...]:
        near = self._has_near(first)
        misspelt = names.misspelt(word)
        if misspelt and (self._is_expected or near or self._is_likely(misspelt[0])):
            return misspelt
        if self._is_expected:
            is_generous = near or len(self._message.words) <= _FEW_WORDS
            return tuple((name, 2) for name in names.sounding(word, is_generous=is_generous) if _looks_alike(word, name))
        if not is_foreign or len(skeleton(word)) < (SHORTEST_SOUND + 1 if near else LONG_SOUND):
            return ()
        return tuple((name, 2) for name in names.sounding(word, is_generous=False) if _looks_alike(word, name))

    def _is_likely(self, close: tuple[str, int]) -> bool:
        name, errors = close
        return len(name) >= LONG_NAME + errors and (errors < 2 or len(name) >= _LETTERS_FOR_TWO_ERRORS)


def _is_town_itself(finding: Finding) -> bool:
    return finding.closeness == 0 and all(place.stadtteil_id is None for place in finding.places)


def _looks_alike(word: str, name: str) -> bool:
    """Among ordinary words the vowels must fit too, where the script writes them."""
    is_without_vowels = "\u0590" <= word[:1] <= "\u08ff"
    return is_without_vowels or JaroWinkler.normalized_similarity(romanise(word), name) >= _ALIKE


def _longest(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that no longer or closer one covers, in the order of the message."""
    chosen: list[Finding] = []
    for one in sorted(findings, key=lambda one: (one.closeness > 0, one.first - one.last, one.closeness)):
        apart = all(one.last < other.first or other.last < one.first for other in chosen)
        same = any((one.first, one.last, one.closeness) == (other.first, other.last, other.closeness) for other in chosen)
        if apart or same:
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.first)


def _named(findings: Sequence[Finding], towns: Sequence[Town]) -> list[Place]:
    """Return the places that are meant: names before aliases, the smaller place before the one it lies in, the named town's before others'."""
    by_span: dict[tuple[int, int], list[Place]] = defaultdict(list)
    for one in findings:
        by_span[one.first, one.last].extend(one.places)
    chosen: list[Place] = []
    for places in by_span.values():
        best = min(place.rank for place in places)
        chosen.extend(place for place in places if place.rank == best or place.stadtteil_id is None)
    said = {place.town for place in chosen if place.stadtteil_id is None}
    if said:
        inside = [place for place in chosen if place.town in said and place.stadtteil_id]
        chosen = inside or chosen
    above = {
        (town.slug, parent) for town in towns for place in chosen
        if place.town == town.slug and place.stadtteil_id for parent in town.parents_of(place.stadtteil_id)
    }  # fmt: skip
    return [place for place in dict.fromkeys(chosen) if (place.town, place.stadtteil_id) not in above]


def _postcode(message: Message, towns: Iterable[Town]) -> tuple[str | None, list[Place]]:
    """Return the postcode of a message ("45143", "D-45143", "45 143", digits of any script) and the Stadtteile it may mean."""
    words = message.words
    pairs = (one + other for one, other in pairwise(words) if len(one) < len(other) < _POSTCODE - 1)
    written = [word.removeprefix("d") for word in (*words, *pairs)]
    codes = [word for word in written if len(word) == _POSTCODE and word.isascii() and word.isdecimal() and word[:2] != "00"]
    for code in codes:
        places = [Place(town.slug, one.id, 0) for town in towns for one in _with_postcode(town, code)]
        if places:
            return code, places
    return (codes[0] if codes else None), []


def _with_postcode(town: Town, code: str) -> Iterator[Stadtteil]:
    found = [one for one in town.stadtteile.values() if code in one.postcodes]
    above = {parent for one in found for parent in town.parents_of(one.id)}
    return (one for one in found if one.id not in above)
