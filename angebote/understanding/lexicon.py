"""All words of all languages as one index, built once from the word files of `locales`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import locales
from angebote.topics import topics
from angebote.understanding.flat import FlatIndex, FlatWords, Parts, below, nested
from angebote.understanding.grammar import Grammar, grammar_of
from angebote.understanding.kept import fingerprint, folder_of_words, kept_parts
from angebote.understanding.normalise import Message, fold, marked
from angebote.understanding.patterns import Hit, Patterns, Sign, patterns_of
from angebote.understanding.words import Vocabulary

STRONG, WEAK, TOGETHER, NEVER = "strong", "weak", "together", "never"
CRISIS, CONCEPT, HARMLESS, WISH, SPOKEN = "crisis", "concept", "harmless", "wish", "spoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """The word files of one language as they are written, the names of languages in it (tag -> names), the labels of the topics.

    Shape: `small` are those of the `common` words that say nothing of their own; all of them unless given.
    """

    tag: str
    kin: tuple[str, ...] = ()
    lexicon: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    crisis: Mapping[str, Any] = field(default_factory=dict)
    wishes: Mapping[str, Iterable[str]] = field(default_factory=dict)
    spoken: Mapping[str, Iterable[str]] = field(default_factory=dict)
    common: Iterable[str] = ()
    small: Iterable[str] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


class LanguageIndex:
    """Everything that is looked for in one language."""

    def __init__(self, tag: str, parts: Parts, is_known: Callable[[str], bool]) -> None:
        self.tag = tag
        self.kin = tuple(FlatWords(below("kin", parts)))
        self.grammar: Grammar = grammar_of(tag)
        self.common = frozenset(FlatWords(below("common", parts)))
        self.small = frozenset(FlatWords(below("small", parts)))
        self._patterns = Patterns(below("patterns", parts))
        self.vocabulary = Vocabulary(below("vocabulary", parts), self.grammar, self.common, is_known)

    @staticmethod
    def parts_of(words: LanguageWords) -> Parts:
        """Return the parts of the index of a language."""
        grammar = grammar_of(words.tag)
        patterns = Patterns.parts_of(
            (pattern, sign, marked(entry) if grammar.is_tonal else "")
            for entry, sign in _entries(words)
            for pattern in patterns_of(entry, grammar)
        )
        keys = FlatWords(below("keys", patterns))
        return {
            **nested("kin", FlatWords.parts_of(words.kin)),
            **nested("common", FlatWords.parts_of(sorted(_folded(words.common)))),
            **nested("small", FlatWords.parts_of(sorted(_folded(words.common if words.small is None else words.small)))),
            **nested("patterns", patterns),
            **nested("vocabulary", Vocabulary.parts_of(keys, grammar)),
        }

    def names_something(self, word: str) -> bool:
        """Return whether the word alone is an entry, not only a part of a phrase."""
        return any(self._patterns.is_word(key) for key in self.vocabulary.exact(word))

    def find(self, message: Message) -> list[Hit]:
        """Return every sign of this language in a message, each place and sign once."""
        best: dict[tuple[Sign, int, int], Hit] = {}
        for hit in self._patterns.find(self.vocabulary.steps(message.words), message.sentences):
            if self.grammar.is_tonal and not _is_marked_alike(hit, message):
                continue
            place = (hit.sign, hit.first, hit.last)
            if place not in best or best[place].quality < hit.quality:
                best[place] = hit
        return list(best.values())


class Lexicon:
    """The words of all languages.

    Shape: `languages` by tag, in the order of the registry. A variant ("de-simple") has no vote of its own when a language is guessed.
    """

    def __init__(self, words: Iterable[LanguageWords] = (), *, parts: Parts | None = None) -> None:
        """Build the index of the words, or use the `parts` of one that was built before."""
        self._parts = parts = parts or self.parts_of(words)
        self._voters = FlatIndex(below("voters", parts))
        self._voting = tuple(tuple(tags.split()) for tags in FlatWords(below("voting", parts)))
        self._owners: dict[str, tuple[str, ...]] = {}
        self.languages: dict[str, LanguageIndex] = {}
        for tag in FlatWords(below("tags", parts)):
            index = self.languages[tag] = LanguageIndex(tag, below(f"of {tag}", parts), self.is_known)
            for letter in index.grammar.letters:
                _add(self._owners, letter, tag)

    @staticmethod
    def parts_of(words: Iterable[LanguageWords]) -> Parts:
        """Return the parts of the index of all languages."""
        parts: dict[str, memoryview] = {}
        voters: dict[str, tuple[str, ...]] = {}
        tags = []
        for one in words:
            tags.append(one.tag)
            parts.update(nested(f"of {one.tag}", LanguageIndex.parts_of(one)))
            for word in _all_words(one):
                _add(voters, word, one.tag)
        voting = {voting: number for number, voting in enumerate(dict.fromkeys(voters.values()))}
        return {
            **parts,
            **nested("tags", FlatWords.parts_of(tags)),
            **nested("voters", FlatIndex.parts_of((word, voting[of_word]) for word, of_word in voters.items())),
            **nested("voting", FlatWords.parts_of(" ".join(one) for one in voting)),
        }

    @cached_property
    def near(self) -> frozenset[str]:
        """The words of all languages that stand before the name of a place."""
        return frozenset(word for index in self.languages.values() for word in index.grammar.near)

    def is_known(self, word: str) -> bool:
        """Return whether some language has the word as it is."""
        return self._voters.first(word) is not None

    def voters(self, word: str) -> tuple[str, ...]:
        """Return the languages that have the word as it is."""
        number = self._voters.first(word)
        return () if number is None else self._voting[number]

    def owners(self, letter: str) -> tuple[str, ...]:
        """Return the languages a letter is a sign of."""
        return self._owners.get(letter, ())


def base_of(tag: str) -> str:
    """Return the language a tag is a variant of ("de" for "de-simple")."""
    return tag.partition("-")[0]


def _add(owners: dict[str, tuple[str, ...]], what: str, tag: str) -> None:
    base = base_of(tag)
    if base not in owners.get(what, ()):
        owners[what] = _shared((*owners.get(what, ()), base))


@cache
def _shared(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one tuple that all words of the same languages share."""
    return tags


@cache
def lexicon() -> Lexicon:
    """Return the words of all registered languages; a language whose files are missing knows no words."""
    return Lexicon(parts=kept_parts(registered_parts, folder_of_words(), fingerprint()))


def registered_parts() -> Parts:
    """Return the parts of the index of all registered languages, built anew from their files."""
    return Lexicon.parts_of(_read(one) for one in locales.LANGUAGES if _is_own(one.tag))


def _is_marked_alike(hit: Hit, message: Message) -> bool:
    """Return whether the marks that were typed are those of the entry; who types none may mean any."""
    typed = [marked(message.spelling(place, place)) for place in range(hit.first, hit.last + 1)]
    return all(word in typed or fold(word) in typed for word in hit.patterns.spelled(hit.row).split())


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(" ".join(words)).split())


def _all_words(words: LanguageWords) -> frozenset[str]:
    return _folded(words.common).union(fold(" ".join(entry for entry, _ in _entries(words))).split())


def _is_own(tag: str) -> bool:
    """A variant without a lexicon of its own is understood with that of its language."""
    base = base_of(tag)
    return base == tag or locales.has_words(tag, "lexicon") or locales.find_language(base) is None


def _read(language: locales.Language) -> LanguageWords:
    tag = language.tag
    return LanguageWords(
        tag=tag,
        kin=language.kin,
        lexicon=locales.read_words(tag, "lexicon"),
        crisis=locales.read_words(tag, "crisis"),
        wishes=locales.read_words(tag, "wishes"),
        spoken={other.tag: locales.spoken_names(other.tag, tag) for other in locales.LANGUAGES},
        common=locales.read_common(tag),
        small=locales.read_small(tag),
        labels={key: locales.say(topic.label, tag).text for key, topic in topics().items()},
    )


def _entries(words: LanguageWords) -> Iterator[tuple[str, Sign]]:
    yield from _topic_entries(words.lexicon)
    yield from _label_entries(words.labels)
    yield from _crisis_entries(words.crisis)
    yield from _wish_entries(words.wishes)
    yield from _spoken_entries(words)


def _topic_entries(topics: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Sign]]:
    group = 0
    for topic, row in topics.items():
        for area in (STRONG, WEAK, NEVER):
            sign = Sign(area, topic)
            for entry in row.get(area, ()):
                yield entry, sign
        for entries in row.get(TOGETHER, ()):
            group += 1
            for number, entry in enumerate(entries):
                yield entry, Sign(TOGETHER, topic, (group, number, len(entries)))


def _label_entries(labels: Mapping[str, str]) -> Iterator[tuple[str, Sign]]:
    """What stands on the button of a topic may be typed as well; a label of one word says no more than a weak word."""
    for topic, label in labels.items():
        yield label, Sign(STRONG if len(label.split()) > 1 else WEAK, topic)


def _crisis_entries(crisis: Mapping[str, Any]) -> Iterator[tuple[str, Sign]]:
    for table, area in (("phrases", CRISIS), ("concepts", CONCEPT), ("harmless", HARMLESS)):
        for name, entries in crisis.get(table, {}).items():
            sign = Sign(area, name)
            for entry in entries:
                yield entry, sign


def _wish_entries(wishes: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, Sign]]:
    for name, entries in wishes.items():
        sign = Sign(WISH, name)
        for entry in entries:
            yield entry, sign


def _spoken_entries(words: LanguageWords) -> Iterator[tuple[str, Sign]]:
    for tag, names in words.spoken.items():
        for name in names:
            yield name, Sign(SPOKEN, tag)
