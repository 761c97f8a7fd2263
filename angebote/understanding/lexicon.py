"""All words of all languages as one index, built once from the word files of `locales`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import locales
from angebote.understanding.grammar import Grammar, grammar_of
from angebote.understanding.normalise import Message, fold
from angebote.understanding.patterns import GAP, Hit, Pattern, Patterns, Sign, bare, patterns_of
from angebote.understanding.words import Vocabulary

STRONG, WEAK, TOGETHER, NEVER = "strong", "weak", "together", "never"
CRISIS, CONCEPT, HARMLESS, WISH, SPOKEN = "crisis", "concept", "harmless", "wish", "spoken"


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """The word files of one language as they are written, and the names of languages in it (tag -> names)."""

    tag: str
    kin: tuple[str, ...] = ()
    lexicon: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    crisis: Mapping[str, Any] = field(default_factory=dict)
    wishes: Mapping[str, Iterable[str]] = field(default_factory=dict)
    spoken: Mapping[str, Iterable[str]] = field(default_factory=dict)
    common: Iterable[str] = ()


class LanguageIndex:
    """Everything that is looked for in one language."""

    def __init__(self, words: LanguageWords, lexicon: "Lexicon") -> None:
        self.tag = words.tag
        self.kin = words.kin
        self.grammar: Grammar = grammar_of(words.tag)
        self.common = frozenset(word for one in words.common for word in fold(one).split())
        self._patterns = Patterns(_signs(words, self.grammar))
        self.vocabulary = Vocabulary(self._patterns.keys, self.grammar, self.common, lexicon.is_known)

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

    Shape: `languages` by tag, in the order of the registry; `voters` maps a word to the languages that know it.
    """

    def __init__(self, words: Iterable[LanguageWords]) -> None:
        self._voters: dict[str, tuple[str, ...]] = {}
        self.languages: dict[str, LanguageIndex] = {}
        for one in words:
            index = self.languages[one.tag] = LanguageIndex(one, self)
            for word in index.common.union(index.vocabulary.exact_words):
                self._voters[word] = (*self._voters.get(word, ()), one.tag)

    def is_known(self, word: str) -> bool:
        """Return whether some language has the word as it is."""
        return word in self._voters

    def voters(self, word: str) -> tuple[str, ...]:
        """Return the languages that have the word as it is."""
        return self._voters.get(word, ())


@cache
def lexicon() -> Lexicon:
    """Return the words of all registered languages, read once; a language whose files are missing knows no words."""
    return Lexicon(_read(language) for language in locales.LANGUAGES if _is_own(language.tag))


def _is_own(tag: str) -> bool:
    """A variant without a lexicon of its own is understood with that of its language."""
    base = tag.partition("-")[0]
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
    )


def _signs(words: LanguageWords, grammar: Grammar) -> Iterator[tuple[Pattern, Sign]]:
    entries = (_topic_entries(words.lexicon), _crisis_entries(words.crisis), _wish_entries(words.wishes), _spoken_entries(words))
    for group in entries:
        for entry, sign in group:
            for pattern in patterns_of(entry, grammar):
                yield pattern, sign


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


def letters_of(pattern: Pattern) -> int:
    """Return how many letters a pattern has in all."""
    return sum(len(bare(key)) for key in pattern if key != GAP)
