"""The page with the words that a town has of its own for the topics: "Ruhr-Karte" means money, here and nowhere else."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field, TypeAdapter, ValidationError

from admin.access import OwnForm
from admin.faults import Fault
from admin.fields import Words
from admin.forms import Typed, first
from admin.pages import language_of_page, redirect
from admin.town_pages import TownVisitor, open_town, overtaken, seen_of, town_page
from angebote.store.audit import note
from angebote.store.topic_words import read_topic_words, write_topic_words
from angebote.topics import topics
from angebote.understanding.lexicon import lexicon
from angebote.understanding.local import MOST_WORDS, is_everyday, other_topic
from locales import say

_WORDS: TypeAdapter[tuple[str, ...]] = TypeAdapter(Annotated[Words, Field(max_length=MOST_WORDS)])
OwnWords = Mapping[str, tuple[str, ...]]
routes = APIRouter(prefix="/town/words")


@routes.get("")
def show_words(request: Request, visitor: TownVisitor) -> Response:
    """One field for each topic, with the words there are."""
    with visitor.session(is_reading=True) as session:
        town = open_town(session, request.query_params.get("town", ""))
        present = read_topic_words(session, town.id)
        typed = {field_of(topic): [", ".join(words)] for topic, words in present.items()}
        return town_page(request, visitor, session, town, "topic_words.html", typed=typed, **_values(present))


@routes.post("")
def keep_words(request: Request, visitor: TownVisitor, typed: OwnForm) -> Response:
    """Keep what was typed, or show it again with what is wrong."""
    language = language_of_page(request)
    with visitor.session() as session:
        town = open_town(session, first(typed, "town"), is_changing=True)
        present = read_topic_words(session, town.id)
        wanted, faults = read_words(typed, language)
        faults += overtaken(typed, present)
        if faults:
            return town_page(request, visitor, session, town, "topic_words.html", typed=typed, faults=faults, **_values(present))
        if wanted != present:
            write_topic_words(session, wanted, municipality_id=town.id)
            note(session, visitor.author("topic words changed"), town.name, municipality_id=town.id)
    return redirect(request, f"/town/words?town={town.id}", done="town-saved")


def read_words(typed: Typed, language: str) -> tuple[OwnWords, tuple[Fault, ...]]:
    """Return the words typed for each topic, and what is wrong: at most one fault for each topic."""
    found: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for topic in topics():
        try:
            found[topic] = _WORDS.validate_python(first(typed, field_of(topic)))
        except ValidationError as error:
            wrong = error.errors(include_url=False, include_input=False)[0]
            faults.append(Fault(field_of(topic), wrong["type"], dict(wrong.get("ctx") or {})))
    for topic, words in found.items():
        faults.extend(fault for fault in [next(_faults(topic, words, found, language), None)] if fault)
    return {topic: words for topic, words in found.items() if words}, tuple(faults)


def field_of(topic: str) -> str:
    """Return the field of the form that holds the words of a topic."""
    return f"words.{topic}"


def _faults(topic: str, words: tuple[str, ...], typed: OwnWords, language: str) -> Iterator[Fault]:
    for word in words:
        if is_everyday(word, lexicon()):
            yield Fault(field_of(topic), "everyday", {"word": word})
        elif other := other_topic(word, topic, typed, lexicon()):
            yield Fault(field_of(topic), "word_taken", {"word": word, "topic": say(topics()[other].label, language).text})


def _values(present: OwnWords) -> dict[str, Any]:
    return {
        "labels": {field_of(key): topic.label for key, topic in topics().items()},
        "icons": {field_of(key): topic.icon for key, topic in topics().items()},
        "seen": seen_of(present),
    }
