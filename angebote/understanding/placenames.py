"""The names of a town's places, indexed by spelling and by sound."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from rapidfuzz.distance import OSA

from angebote.model import Town
from angebote.understanding.neighbours import Neighbours
from angebote.understanding.normalise import fold
from angebote.understanding.sounds import romanise, skeleton

SHORTEST_SOUND = 3
LONG_SOUND = 5
"""Consonants a name needs to be told by its sound, and to be told among ordinary words."""

LONG_NAME = 6
_SHORTEST_NAME = 2
_LONGEST_ENDING = 4
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a name may mean: Stadtteile of one town, or the town itself (no Stadtteil). `rank` 0 is a name, 1 an alias."""

    town: str
    stadtteil_id: str | None
    rank: int


class PlaceNames:
    """The names of one town's Stadtteile and of the town, by spelling and by sound."""

    def __init__(self, town: Town) -> None:
        self._places: dict[str, list[Place]] = defaultdict(list)
        self._by_sound: dict[str, set[str]] = defaultdict(set)
        for name, place in _names(town):
            for spelling in spellings(name):
                self._places[spelling].append(place)
        self._places.default_factory = None
        for spelling in self._places:
            self._by_sound[skeleton(spelling)].add(spelling)
        self._by_sound.default_factory = None
        self._neighbours = Neighbours.of(self._places)

    def exact(self, spelling: str) -> tuple[Place, ...]:
        """Return what is called exactly so."""
        return tuple(self._places.get(spelling, ()))

    def misspelt(self, spelling: str) -> tuple[tuple[str, int], ...]:
        """Return the names a misspelt or inflected word comes closest to, with the number of errors."""
        latin = romanise(spelling)
        if latin in self._places:
            return ((latin, 0),)
        near = self._neighbours.near(latin)
        if near:
            return tuple(one for one in near if one[1] == near[0][1])
        return self._inflected(latin)

    def sounding(self, spelling: str, *, is_generous: bool) -> tuple[str, ...]:
        """Return the names that sound alike; generously also those with one sound more, less or other."""
        sound = skeleton(spelling)
        if len(sound) < SHORTEST_SOUND and not (is_generous and len(sound) > 1):
            return ()
        alike = self._by_sound.get(sound)
        if alike:
            return tuple(sorted(alike))
        if not is_generous or len(sound) < LONG_SOUND - 1:
            return ()
        near = [one for one in self._by_sound if len(one) >= SHORTEST_SOUND and OSA.distance(sound, one, score_cutoff=1) <= 1]
        return tuple(sorted(name for one in near for name in self._by_sound[one]))

    def _inflected(self, latin: str) -> tuple[tuple[str, int], ...]:
        for size in range(len(latin) - 1, max(LONG_NAME, len(latin) - _LONGEST_ENDING) - 1, -1):
            if latin[:size] in self._places:
                return ((latin[:size], 1),)
        return ()


_NAMES: WeakKeyDictionary[Town, PlaceNames] = WeakKeyDictionary()


def names_of(town: Town) -> PlaceNames:
    """Return the names of a town; they are indexed when first needed and live as long as the snapshot."""
    names = _NAMES.get(town)
    if names is None:
        names = _NAMES[town] = PlaceNames(town)
    return names


def _names(town: Town) -> Iterator[tuple[str, Place]]:
    for one in town.stadtteile.values():
        yield one.name, Place(town.slug, one.id, 0)
        for alias in one.aliases:
            yield alias, Place(town.slug, one.id, 1)
    for name in (town.name, *town.aliases):
        yield name, Place(town.slug, None, 0)


def spellings(name: str) -> Iterable[str]:
    """Return how a name is looked up: as one folded word ("essenwest"), with "ue" for the umlaut and "3" for "III" as well."""
    lower = name.lower()
    written = lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    words = [fold(one).split() for one in (lower, written)]
    words.append([_ROMAN.get(word, word) for word in words[0]])
    folded = ("".join(one) for one in words)
    return dict.fromkeys(one for one in folded if len(one) >= _SHORTEST_NAME or not one.isascii())
