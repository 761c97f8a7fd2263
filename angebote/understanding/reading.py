"""The way from a message to a need: one pass through all rooms."""

from collections.abc import Iterator, Sequence

from angebote.model import Town
from angebote.understanding.crisis import find_crisis, topic_of
from angebote.understanding.languages import guess_languages
from angebote.understanding.lexicon import Lexicon, lexicon
from angebote.understanding.local import find_local
from angebote.understanding.names import find_names
from angebote.understanding.need import CrisisHit, Need, TopicHit, Wishes
from angebote.understanding.normalise import read_message
from angebote.understanding.places import find_places
from angebote.understanding.topics import LEAST_SCORE, find_topics
from angebote.understanding.wishes import find_wishes
from locales import HOME_LANGUAGE

SENIOR_AGE = 50
SCORE_AFTER_CRISIS = 0.5


def understand(
    text: str, town: Town | None, language: str | None = None, *, towns: Sequence[Town] = (), is_place_expected: bool = False
) -> Need:
    """Return what a message tells: topics, place, wishes, crisis, names, language.

    Shape:  without a `town` places are looked for in all `towns`; `language` is the conversation's and outweighs guesses;
            `is_place_expected` means that the text answers "which Stadtteil?" and is read generously.
    Errors: none; any str has an answer.
    """
    return understand_with(lexicon(), text, town, language, towns=towns, is_place_expected=is_place_expected)


def understand_with(
    words: Lexicon,
    text: str,
    town: Town | None,
    language: str | None = None,
    *,
    towns: Sequence[Town] = (),
    is_place_expected: bool = False,
) -> Need:
    """Return what `understand` returns, with the words given."""
    message = read_message(text)
    tongues = guess_languages(message, words, language)
    found = {tag: words.languages[tag].find(message) for tag in tongues.plausible}
    others = [one for one in towns if town and one.slug != town.slug]
    where = find_places(message, [town] if town else towns, words, tongues, is_expected=is_place_expected, others=others)
    wishes, is_whole_city = find_wishes(message, found)
    crisis = find_crisis(message, found, tongues, words)
    own = {HOME_LANGUAGE: [*found.get(HOME_LANGUAGE, ()), *find_local(message, town, words)]} if town else {}
    hits = _fitting(find_topics(message, found | own, tongues, words, where.taken), wishes)
    topics = tuple(hit for hit in hits if hit.score >= LEAST_SCORE)
    return Need(
        topics=topics or tuple(_topics_after(crisis)),
        possible=tuple(hit for hit in hits if hit.score < LEAST_SCORE),
        language=tongues.written,
        stadtteil_id=where.stadtteil_id,
        postcode=where.postcode,
        choices=where.choices,
        is_whole_city=is_whole_city,
        town=where.town,
        names=find_names(message, town, words, where.taken) if town else (),
        wishes=wishes,
        crisis=crisis,
    )


def _topics_after(crisis: Sequence[CrisisHit]) -> Iterator[TopicHit]:
    """An emergency that names no topic leads on to the one in which help goes on; without words of its own to show."""
    for topic in dict.fromkeys(topic_of(hit.kind) for hit in crisis):
        yield TopicHit(topic, SCORE_AFTER_CRISIS, ())


def _fitting(topics: tuple[TopicHit, ...], wishes: Wishes) -> tuple[TopicHit, ...]:
    """Who speaks of somebody "8 years old" does not speak of old people."""
    is_young = wishes.age is not None and wishes.age < SENIOR_AGE
    return tuple(topic for topic in topics if not (is_young and topic.id == "seniors"))
