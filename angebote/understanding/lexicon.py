"""All words of all languages as one index, built once from the word files of `locales`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from sys import intern
from typing import Any

import locales
from angebote.topics import topics
from angebote.understanding.grammar import Grammar, grammar_of
from angebote.understanding.normalise import Message, fold, read_message
from angebote.understanding.patterns import Hit, Patterns, Sign, patterns_of
from angebote.understanding.words import Vocabulary

STRONG, WEAK, TOGETHER, NEVER = "strong", "weak", "together", "never"
_UNKNOWN_WORD = "xyzzyxyzzy"
CRISIS, CONCEPT, HARMLESS, WISH, SPOKEN = "crisis", "concept", "harmless", "wish", "spoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """The word files of one language as they are written, the names of languages in it (tag -> names), the labels of the topics."""

    tag: str
    kin: tuple[str, ...] = ()
    lexicon: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    crisis: Mapping[str, Any] = field(default_factory=dict)
    wishes: Mapping[str, Iterable[str]] = field(default_factory=dict)
    spoken: Mapping[str, Iterable[str]] = field(default_factory=dict)
    common: Iterable[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


class LanguageIndex:
    """Everything that is looked for in one language. The index is built when the language is first needed."""

    def __init__(self, words: LanguageWords, is_known: Callable[[str], bool]) -> None:
        self.tag = words.tag
        self.kin = words.kin
        self.grammar: Grammar = grammar_of(words.tag)
        self.common = frozenset(fold(" ".join(words.common)).split())
        self._entries = tuple(_entries(words))
        self._is_known = is_known

    @property
    def all_words(self) -> frozenset[str]:
        """Every word that stands in some entry, as long as the index is not built."""
        return self.common.union(fold(" ".join(entry for entry, _ in self._entries)).split())

    @cached_property
    def _patterns(self) -> Patterns:
        entries, self._entries = self._entries, ()
        return Patterns((pattern, sign) for entry, sign in entries for pattern in patterns_of(entry, self.grammar))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the entries and the ways to find them."""
        return Vocabulary(self._patterns.keys, self.grammar, self.common, self._is_known)

    def names_something(self, word: str) -> bool:
        """Return whether the word alone is an entry, not only a part of a phrase."""
        return self._patterns.has_word(word)

    def find(self, message: Message) -> list[Hit]:
        """Return every sign of this language in a message, each place and sign once."""
        best: dict[tuple[Sign, int, int], Hit] = {}
        for hit in self._patterns.find(self.vocabulary.steps(message.words), message.sentences):
            place = (hit.sign, hit.first, hit.last)
            if place not in best or best[place].quality < hit.quality:
                best[place] = hit
        return list(best.values())


class Lexicon:
    """The words of all languages.

    Shape: `languages` by tag, in the order of the registry. A variant ("de-simple") has no vote of its own when a language is guessed.
    """

    def __init__(self, words: Iterable[LanguageWords]) -> None:
        self._voters: dict[str, tuple[str, ...]] = {}
        self._owners: dict[str, tuple[str, ...]] = {}
        self.languages: dict[str, LanguageIndex] = {}
        for one in words:
            index = self.languages[one.tag] = LanguageIndex(one, self.is_known)
            for word in index.all_words:
                _add(self._voters, intern(word), one.tag)
            for letter in index.grammar.letters:
                _add(self._owners, letter, one.tag)

    def build(self) -> None:
        """Build every language's index now instead of with its first message."""
        for index in self.languages.values():
            index.find(read_message(_UNKNOWN_WORD))

    def is_known(self, word: str) -> bool:
        """Return whether some language has the word as it is."""
        return word in self._voters

    def voters(self, word: str) -> tuple[str, ...]:
        """Return the languages that have the word as it is."""
        return self._voters.get(word, ())

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
    """Return the words of all registered languages, read once; a language whose files are missing knows no words."""
    return Lexicon(_read(language) for language in locales.LANGUAGES if _is_own(language.tag))


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
        spoken={other.tag: (locales.language_name(other.tag, tag),) for other in locales.LANGUAGES},
        common=locales.read_common(tag),
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
