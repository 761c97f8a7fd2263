"""The words that a town has of its own for the topics, read from its file and checked as the panel checks them."""

import re
from collections.abc import Mapping

from angebote.topics import topics
from angebote.townfiles.entry import Entry
from angebote.understanding.lexicon import lexicon
from angebote.understanding.local import MOST_WORDS, SHORTEST_WORD, is_everyday, other_topic

LONGEST_WORD = 80
_PARTED = re.compile(r"[,;\n]")


def read_topic_words(town: Entry) -> dict[str, tuple[str, ...]]:
    """Return the own words of a town by topic; topics without any are left out."""
    entry = town.inner("topic_words") if town.has("topic_words") else None
    if entry is None:
        return {}
    found = {topic: entry.texts(topic, most=LONGEST_WORD) for topic in topics()}
    entry.finish()
    words = {topic: given for topic, given in found.items() if given}
    for topic, given in words.items():
        _check(entry, topic, given, words)
    return words


def _check(entry: Entry, topic: str, given: tuple[str, ...], words: Mapping[str, tuple[str, ...]]) -> None:
    if len(given) > MOST_WORDS:
        entry.fault(topic, f"has {len(given)} words; at most {MOST_WORDS} fit.")
        return
    for word in dict.fromkeys(given):
        if given.count(word) > 1:
            entry.fault(topic, f'"{word}" stands here twice. Remove one.')
        if _PARTED.search(word):
            entry.fault(topic, f'"{word}" holds a comma or several lines. Write each word by itself.')
        elif is_everyday(word, lexicon()):
            entry.fault(
                topic, f'"{word}" says too little to stand for a topic: it is everyday, or shorter than {SHORTEST_WORD} letters.'
            )
        elif other := other_topic(word, topic, words, lexicon()):
            entry.fault(topic, f'"{word}" stands for "{other}" already. A word stands for one topic.')
