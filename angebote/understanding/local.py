"""Words that a town has of its own for a topic ("Ruhr-Karte"): heard like strong words of the home language, in this town only."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from angebote.model import Town
from angebote.understanding.grammar import grammar_of
from angebote.understanding.lexicon import STRONG, Lexicon
from angebote.understanding.normalise import Message, fold, read_message
from angebote.understanding.patterns import Hit, Patterns, Sign, patterns_of
from angebote.understanding.words import INFLECTED, Vocabulary
from locales import HOME_LANGUAGE

SHORTEST_WORD = 3
"""Letters a word needs at least to say something."""
MOST_WORDS = 30
"""Own words that one topic may have."""


class LocalWords:
    """The own words of one town, looked for at once."""

    def __init__(self, town: Town, lexicon: Lexicon) -> None:
        grammar = grammar_of(HOME_LANGUAGE)
        self._patterns = Patterns.of(
            (pattern, Sign(STRONG, topic), "")
            for topic, words in town.topic_words.items()
            for word in words
            for pattern in patterns_of(fold(word), grammar)
        )
        parts = Vocabulary.parts_of(self._patterns.keys, grammar)
        self._vocabulary = Vocabulary(parts, grammar, is_known=lexicon.is_known)

    def find(self, message: Message) -> list[Hit]:
        """Return the own words in a message as signs of their topics."""
        return list(self._patterns.find(self._vocabulary.steps(message.words), message.sentences))


_WORDS: WeakKeyDictionary[Town, LocalWords] = WeakKeyDictionary()


def find_local(message: Message, town: Town, lexicon: Lexicon) -> list[Hit]:
    """Return the own words of a town in a message; they are indexed when first needed and live as long as the snapshot."""
    if not town.topic_words:
        return []
    words = _WORDS.get(town)
    if words is None:
        words = _WORDS[town] = LocalWords(town, lexicon)
    return words.find(message)


def is_everyday(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word says too little to stand for a topic: too short, or made of everyday words alone."""
    words = fold(word).split()
    common = lexicon.languages[HOME_LANGUAGE].common if HOME_LANGUAGE in lexicon.languages else frozenset[str]()
    return sum(map(len, words)) < SHORTEST_WORD or all(one in common or one.isdigit() for one in words)


def other_topic(word: str, topic: str, words: Mapping[str, tuple[str, ...]], lexicon: Lexicon) -> str | None:
    """Return another topic that a word stands for already, in the home language or among the own words; None if there is none."""
    twice = [other for other, others in words.items() if other != topic and word.casefold() in map(str.casefold, others)]
    return next(iter((*sorted(topics_of(word, lexicon) - {topic}), *twice)), None)


def topics_of(word: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the topics that a word stands for already, in the home language, as a whole."""
    message = read_message(word)
    home = lexicon.languages.get(HOME_LANGUAGE)
    hits = home.find(message) if home else []
    return frozenset(
        hit.sign.name
        for hit in hits
        if hit.sign.area == STRONG and hit.quality >= INFLECTED and hit.last - hit.first + 1 == len(message.words)
    )
