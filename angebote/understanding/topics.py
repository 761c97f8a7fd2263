"""From the signs found in a message to the topics it is about, best first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from angebote.topics import topics
from angebote.understanding.denied import denied_topics
from angebote.understanding.languages import Tongues
from angebote.understanding.lexicon import NEVER, STRONG, TOGETHER, WEAK, WISH, Lexicon, base_of
from angebote.understanding.need import TopicHit
from angebote.understanding.normalise import Message, is_han
from angebote.understanding.patterns import Hit, Sign, letters_of
from angebote.understanding.words import EXACT, INFLECTED, ONE_ERROR, WITH_ARTICLE
from locales import HOME_LANGUAGE

STRONG_SCORE = 0.9
LONG_PHRASE_BONUS = 0.05
TOGETHER_SCORE = 0.88
WEAK_SCORE = 0.6
WEAK_BESIDE_STRONG = 0.2
HOME_LANGUAGE_SHARE = 0.95
WITHIN_A_LONGER_PHRASE = 0.45
GENERAL_SHARE = 0.8
NARROWER = 0.02
"""Scores of one sign, and what they are multiplied with."""

LEAST_SCORE = 0.3
POSSIBLE_SCORE = 0.2
HIGHEST_SCORE = 0.99
_GENERAL = "general_advice"
_ASKS = Sign(WISH, "asks")
_QUESTION_MARKS = frozenset("?؟？፧")
_SHORT_WORD = 4
_LITTLE_MORE = 1
_FEW_WORDS = 10
_A_TITLE = 3
_TOO_SHORT_TO_TELL = 2
_MOST_SIGNS = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign for a topic: where it stands, how much it says, and whether it needs company; signs of one `group` count together."""

    topic: str
    first: int
    last: int
    score: float
    is_exact: bool = False
    is_weak: bool = False
    group: str = ""


def find_topics(
    message: Message, found: Mapping[str, Sequence[Hit]], tongues: Tongues, lexicon: Lexicon, taken: Collection[int]
) -> tuple[TopicHit, ...]:
    """Return the topics of a message, best first; words whose position is `taken` (the name of a place) say nothing.

    Shape: a score below LEAST_SCORE means that the topic is only possible.
    """
    hits = [
        (tag, hit) for tag, of_language in found.items() for hit in of_language if _counts(hit, tag, message, tongues, lexicon)
    ]
    hits = [(tag, hit) for tag, hit in hits if hit.first not in taken or hit.last > hit.first]
    silent = {hit.sign.name for _, hit in hits if hit.sign.area == NEVER}
    evidence = [one for one in _evidence(hits, tongues) if one.topic not in silent][:_MOST_SIGNS]
    denied = denied_topics(message, evidence, [lexicon.languages[tag].grammar for tag in tongues.primary])
    content = frozenset() if _is_asked(message, hits, tongues) else _content_positions(message, tongues, lexicon)
    content = content.difference(*(range(one.first, one.last + 1) for one in evidence))
    evidence = [_within_longer(one, evidence) for one in evidence if one.topic not in denied]
    return _ranked(message, evidence, content)


def _counts(hit: Hit, tag: str, message: Message, tongues: Tongues, lexicon: Lexicon) -> bool:
    """A short or inexact word of a language that is not the message's own must not be an ordinary word of that one."""
    if tag in tongues.primary or hit.first != hit.last:
        return hit.quality >= ONE_ERROR or tag in tongues.primary
    is_doubtful = hit.sign.area == WEAK or hit.quality < EXACT
    if is_doubtful and base_of(tag) != HOME_LANGUAGE and not _may_be_in(tag, message, tongues):
        return False
    word = message.words[hit.first]
    if len(word) > _SHORT_WORD and hit.quality == EXACT:
        return not any(word in lexicon.languages[own].common for own in tongues.primary)
    return not any(other in tongues.primary for other in lexicon.voters(word)) and (
        hit.quality >= INFLECTED or len(word) > _SHORT_WORD
    )


def _may_be_in(tag: str, message: Message, tongues: Tongues) -> bool:
    """A message may be in a language that is not the conversation's if it is known to be - or is too short to tell."""
    return tongues.written == tag or (
        tongues.written is None and (len(message.words) <= _TOO_SHORT_TO_TELL or not tongues.primary)
    )


def _is_asked(message: Message, hits: Iterable[tuple[str, Hit]], tongues: Tongues) -> bool:
    """Return whether somebody asks for help or how something works: then a weak word is meant, in a longer sentence too."""
    return not _QUESTION_MARKS.isdisjoint(message.text) or any(
        hit.sign == _ASKS and tag in tongues.primary and hit.quality >= INFLECTED for tag, hit in hits
    )


def _evidence(hits: Iterable[tuple[str, Hit]], tongues: Tongues) -> Iterator[Evidence]:
    parts: dict[tuple[str, str, int], dict[int, Hit]] = defaultdict(dict)
    for tag, hit in hits:
        share = _fit(hit.quality) * (1.0 if tag in tongues.primary else HOME_LANGUAGE_SHARE)
        if hit.sign.area == STRONG:
            bonus = LONG_PHRASE_BONUS if hit.last > hit.first and letters_of(hit.keys) > 2 * _SHORT_WORD else 0.0
            yield Evidence(hit.sign.name, hit.first, hit.last, (STRONG_SCORE + bonus) * share)
        elif hit.sign.area == WEAK:
            yield Evidence(hit.sign.name, hit.first, hit.last, WEAK_SCORE * share, hit.quality >= WITH_ARTICLE, is_weak=True)
        elif hit.sign.area == TOGETHER and hit.sign.part is not None:
            parts[tag, hit.sign.name, hit.sign.part[0]].setdefault(hit.sign.part[1], hit)
    for (tag, topic, number), members in parts.items():
        yield from _met(topic, members, f"{tag} {number}")


def _fit(quality: float) -> float:
    """An inflected word says as much as the word itself; only a guess says less."""
    return 1.0 if quality >= INFLECTED else quality


def _met(topic: str, members: Mapping[int, Hit], group: str) -> Iterator[Evidence]:
    size = next(iter(members.values())).sign.part
    if size is None or len(members) < size[2] or len({(hit.first, hit.last) for hit in members.values()}) < size[2]:
        return
    for hit in members.values():
        # Each of them says its part; together they say as much as a strong word.
        yield Evidence(topic, hit.first, hit.last, 1 - (1 - TOGETHER_SCORE * hit.quality) ** (1 / size[2]), group=group)


def _within_longer(one: Evidence, all_of_them: Iterable[Evidence]) -> Evidence:
    for other in all_of_them:
        is_longer = other.first <= one.first and one.last <= other.last and other.last - other.first > one.last - one.first
        if is_longer and other.topic != one.topic and not other.is_weak:
            return replace(one, score=one.score * WITHIN_A_LONGER_PHRASE)
    return one


def _content_positions(message: Message, tongues: Tongues, lexicon: Lexicon) -> frozenset[int]:
    small = [lexicon.languages[tag].small for tag in tongues.primary]
    return frozenset(
        position
        for position, word in enumerate(message.words)
        if (len(word) > 1 or is_han(word)) and not any(word in words for words in small)
    )


def _ranked(message: Message, evidence: Iterable[Evidence], content: frozenset[int]) -> tuple[TopicHit, ...]:
    by_topic: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        by_topic[one.topic].append(one)
    scored = {topic: _score(signs, message, content) for topic, signs in by_topic.items()}
    if any(score >= LEAST_SCORE for topic, (score, _) in scored.items() if topic != _GENERAL) and _GENERAL in scored:
        score, signs = scored[_GENERAL]
        scored[_GENERAL] = (score * GENERAL_SHARE, signs)
    kept = [(topic, score, signs) for topic, (score, signs) in scored.items() if score >= LEAST_SCORE]
    # Beside what was said, or where nothing was, a weak word tells what else may have been meant.
    kept.extend((topic, POSSIBLE_SCORE, signs) for topic, (score, signs) in scored.items() if not score)
    kept.sort(key=lambda row: (-round(row[1] + _narrowness(row[0]), 3), row[2][0].first))
    return tuple(TopicHit(topic, round(score, 3), _because(message, signs)) for topic, score, signs in kept)


def _narrowness(topic: str) -> float:
    """Of two topics that are said alike, the narrower one is meant: grief rather than parents, women rather than rights."""
    return NARROWER * topics()[topic].narrow


def _score(signs: Sequence[Evidence], message: Message, content: frozenset[int]) -> tuple[float, list[Evidence]]:
    """Return the score of one topic and the signs that count, in the order of the message."""
    chosen = _apart(signs)
    strong = [one for one in chosen if not one.is_weak]
    weak = [one for one in chosen if one.is_weak]
    if strong:
        counted = [one.score for one in strong] + [one.score * WEAK_BESIDE_STRONG for one in weak]
    elif len(weak) > 1 or _is_little_more(weak, message, content):
        counted = [one.score for one in weak]
    else:
        return 0.0, chosen
    missing = 1.0
    for score in counted:
        missing *= 1 - score
    return min(HIGHEST_SCORE, 1 - missing), sorted(chosen, key=lambda one: one.first)


def _apart(signs: Iterable[Evidence]) -> list[Evidence]:
    """Return the best signs that do not share a word."""
    chosen: list[Evidence] = []
    used: set[int] = set()
    for one in sorted(signs, key=lambda one: (-one.score, one.first - one.last)):
        words = set(range(one.first, one.last + 1))
        if not words & used:
            chosen.append(one)
            used |= words
    return chosen


def _is_little_more(weak: Sequence[Evidence], message: Message, content: frozenset[int]) -> bool:
    """A weak word is meant if hardly anything stands beside it: nothing, one word in a few, or two in the title of a page."""
    exact = [one for one in weak if one.is_exact]
    if not content or not exact:
        return not content
    if len(content) <= _LITTLE_MORE:
        return len(message.words) <= _FEW_WORDS
    is_title = len(message.words) <= _A_TITLE and len(set(message.clauses)) == 1
    return is_title and any(len(message.words[one.first]) > _SHORT_WORD + 1 or one.last > one.first for one in exact)


def _because(message: Message, signs: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(message.spelling(one.first, one.last) for one in signs))
