"""Translations of the carrier's own words: what each was made from, and how each language of an Angebot stands."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Literal

from angebote.model import Angebot, AngebotText

TextState = Literal["missing", "outdated", "machine", "reviewed"]
TEXT_FIELDS = ("name", "does", "does_not", "next_step")


def text_hash(text: AngebotText) -> str:
    """Return the hash of a source text: a translation made from another one is outdated."""
    return hashlib.sha256(json.dumps([getattr(text, field) for field in TEXT_FIELDS]).encode()).hexdigest()


def state_of(text: AngebotText | None, source: AngebotText) -> TextState:
    """Return how a translation stands to the source text of today.

    Shape: "outdated" goes before "machine"; one that came together with its source (no hash) counts as made from it.
    """
    if text is None:
        return "missing"
    if text.source_hash not in (None, text_hash(source)):
        return "outdated"
    return "machine" if text.is_machine else "reviewed"


def states(angebot: Angebot, tags: Iterable[str]) -> Mapping[str, TextState]:
    """Return how each of these languages stands, in their order; the source language has no state."""
    source = angebot.texts[angebot.source_language]
    return {tag: state_of(angebot.texts.get(tag), source) for tag in tags if tag != angebot.source_language}


def missing_languages(written: Collection[str], tags: Iterable[str]) -> tuple[str, ...]:
    """Return those of the languages in which nothing is written. Shape: `written` holds the source language too."""
    return tuple(tag for tag in tags if tag not in written)


def with_known_sources(before: Mapping[str, AngebotText], source_language: str) -> Mapping[str, AngebotText]:
    """Return texts in which every translation knows what it was made from: the present source where nothing was noted.

    Shape: to be asked for before the source is changed; else what came without a hash would never be outdated.
    """
    made_from = text_hash(before[source_language])
    return {
        tag: text if tag == source_language or text.source_hash else replace(text, source_hash=made_from)
        for tag, text in before.items()
    }
