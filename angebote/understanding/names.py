"""Angebote, Traeger, programmes and houses that a message names, also misspelt."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from weakref import WeakKeyDictionary

from angebote.model import Angebot, Town
from angebote.understanding.grammar import Grammar
from angebote.understanding.lexicon import Lexicon
from angebote.understanding.need import NameHit
from angebote.understanding.normalise import Message, fold
from angebote.understanding.patterns import Hit, Patterns, Sign
from angebote.understanding.words import ONE_ERROR, Vocabulary
from locales import HOME_LANGUAGE

_NAME = "name"
_MOST_ANGEBOTE = 30
_MOST_FOR_A_WORD = 5
_SHORTEST_WORD = 4
_LETTERS_OF_A_PART = 6
_LEGAL_FORMS = frozenset({"e", "v", "ev", "ggmbh", "gmbh", "mbh", "eg", "ag", "stiftung", "g"})

# Words of many names. They say what kind of help it is, never which one.
GENERIC = frozenset(
    fold(
        """
        angebot angebote anlaufstelle arbeit arbeitskreis amt beratung beratungen beratungsstelle beratungszentrum betreuung begegnung
        begegnungszentrum buero büro bund bürger bürgerhaus bürgerzentrum cafe café club diakonisches deutsch deutscher deutsches ehrenamt
        eltern familie familien familienbildung familienzentrum frauen frau für gemeinde gemeinschaft gesundheit gruppe haus häuser heim hilfe
        hilfen integration international jugend jugendliche kinder kirche kirchen kreis kreisverband kontakt kontaktstelle kurs kurse landes laden leben
        männer menschen migration mobil mobile netzwerk ort ortsverein pflege platz praxis projekt quartier rat recht schule selbsthilfe senioren service
        sozial soziale sozialer soziales sozialdienst sozialarbeit sprechstunde stadt stadtteil stadtteilbüro stadtteilzentrum stelle stiftung straße
        team telefon treff treffpunkt und unterstützung verband verein volkshochschule wohnen wohnung zentrale zentrum ev evangelisch evangelische
        kath katholisch katholische nord süd ost west mitte ggmbh gmbh mbh information informationen allgemeine offene offener offenes neue neu
        """
    ).split()
)


class Names:
    """The names of one town's Angebote and of those behind them."""

    def __init__(self, town: Town, lexicon: Lexicon) -> None:
        self._angebote: dict[str, list[str]] = defaultdict(list)
        self._proper: set[str] = set()
        for name, angebot_id, is_proper in _named(town):
            if angebot_id not in self._angebote[name]:
                self._angebote[name].append(angebot_id)
            if is_proper:
                self._proper.add(name)
        self._angebote.default_factory = None
        self._patterns = Patterns.of((words, Sign(_NAME, name), "") for words, name in self._forms(town, lexicon))
        parts = Vocabulary.parts_of(self._patterns.keys, Grammar())
        self._vocabulary = Vocabulary(parts, Grammar(), is_known=lexicon.is_known)

    def find(self, message: Message, taken: Collection[int]) -> tuple[NameHit, ...]:
        """Return what is named, the fullest name first."""
        steps = self._vocabulary.steps(message.words)
        hits = [hit for hit in self._patterns.find(steps, message.sentences) if hit.quality >= ONE_ERROR]
        hits = [hit for hit in hits if hit.last > hit.first or hit.first not in taken]
        hits.sort(key=lambda hit: (hit.first - hit.last, -hit.quality, hit.first))
        chosen: list[Hit] = []
        for hit in hits:
            if not any(one.first <= hit.first <= one.last and (one.first, one.last) != (hit.first, hit.last) for one in chosen):
                chosen.append(hit)
        return tuple(self._joined(message, chosen))

    def _joined(self, message: Message, hits: Iterable[Hit]) -> Iterator[NameHit]:
        by_place: dict[tuple[int, int], dict[str, None]] = defaultdict(dict)
        for hit in hits:
            by_place[hit.first, hit.last].update(dict.fromkeys(self._angebote[hit.sign.name]))
        said: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        for (first, last), ids in by_place.items():
            said[tuple(ids)[:_MOST_ANGEBOTE]][message.spelling(first, last)] = None
        for angebot_ids, because in said.items():
            yield NameHit(angebot_ids, tuple(because))

    def _forms(self, town: Town, lexicon: Lexicon) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield what people say for each name: the name, the name without legal form and place, and rare words of it."""
        own = frozenset(word for name in _place_names(town) for word in fold(name).split())
        count: Counter[str] = Counter()
        for name, ids in self._angebote.items():
            count.update(dict.fromkeys(name.split(), len(ids)))
        for name, ids in self._angebote.items():
            words = tuple(name.split())
            plain = _without_ends(words, _LEGAL_FORMS.__contains__)
            full = _without_ends(plain, lambda word: _is_of_place(word, own))
            core = _without_ends(full, lambda word: _is_generic(word, lexicon))
            said = {form for form in (words, plain, full, core) if len(form) > 1}
            if len(full) == 1 and name in self._proper and not _is_generic(full[0], lexicon):
                said.add(full)
            for word in core:
                is_rare = count[word] <= max(_MOST_FOR_A_WORD, len(ids))
                is_long = len(word) >= _LETTERS_OF_A_PART or len(core) == 1
                if is_long and is_rare and not (_is_ordinary(word, lexicon) or _is_generic(word, lexicon)):
                    said.add((word,))
            yield from ((_keys(form), name) for form in sorted(said))


_NAMES: WeakKeyDictionary[Town, Names] = WeakKeyDictionary()


def find_names(message: Message, town: Town, lexicon: Lexicon, taken: Collection[int] = ()) -> tuple[NameHit, ...]:
    """Return the Angebote that are meant by the names in a message; the words of a place's name (`taken`) name nothing else."""
    names = _NAMES.get(town)
    if names is None:
        names = _NAMES[town] = Names(town, lexicon)
    return names.find(message, taken)


def _without_ends(words: tuple[str, ...], is_dropped: Callable[[str], bool]) -> tuple[str, ...]:
    first, last = 0, len(words)
    while first < last and is_dropped(words[first]):
        first += 1
    while first < last and is_dropped(words[last - 1]):
        last -= 1
    return words[first:last]


def _keys(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word if len(word) > _SHORTEST_WORD else f"={word}" for word in words)


def _named(town: Town) -> Iterator[tuple[str, str, bool]]:
    """Yield each name, the Angebot it means, and whether it is a proper name rather than a description."""
    for angebot in town.angebote.values():
        described = (*(text.name for text in angebot.texts.values()), *angebot.search_words)
        for name, is_proper in (*((one, True) for one in _proper_names(town, angebot)), *((one, False) for one in described)):
            if folded := fold(name):
                yield folded, angebot.id, is_proper


def _proper_names(town: Town, angebot: Angebot) -> Iterator[str]:
    programme = town.programmes.get(angebot.programme_id or "")
    if programme is not None:
        yield from (programme.name, *programme.aliases)
    place = town.place_of(angebot)
    if place is not None and place.is_house:
        yield place.name
    traeger = town.traeger.get(angebot.traeger_id)
    if traeger is not None:
        yield from (traeger.name, *traeger.aliases)


def _place_names(town: Town) -> Iterator[str]:
    yield from (town.name, *town.aliases)
    for one in town.stadtteile.values():
        yield from (one.name, *one.aliases)


def _is_of_place(word: str, own: Collection[str]) -> bool:
    """Return whether a word is the name of a place or made from one ("Essener")."""
    return word in own or (word.endswith("er") and word[:-2] in own)


def _is_generic(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word says nothing about which Angebot is meant."""
    home = lexicon.languages.get(HOME_LANGUAGE)
    return word in GENERIC or word.isdigit() or (home is not None and word in home.common)


def _is_ordinary(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word tells of a need, in some form, and so names nobody."""
    home = lexicon.languages.get(HOME_LANGUAGE)
    return lexicon.is_known(word) or (home is not None and any(quality > ONE_ERROR for _, quality in home.vocabulary.find(word)))
