"""Deep links: what `?town=&lang=&stadtteil=&topic=` names, and what of it is unknown here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from angebote.model import Stadtteil, Town
from angebote.topics import topics
from bot.dialogue.model import Started
from locales import find_language


@dataclass(frozen=True, slots=True)
class Link:
    """What the address of a page asks for, as it was written."""

    town: Annotated[str, Query()] = ""
    stadtteil: Annotated[str, Query()] = ""
    topic: Annotated[str, Query()] = ""
    lang: Annotated[str, Query()] = ""

    @property
    def is_only_a_language(self) -> bool:
        """True if nothing but a language is named."""
        return bool(self.lang) and not (self.town or self.stadtteil or self.topic)


@dataclass(frozen=True, slots=True)
class Opening:
    """A link as the dialogue takes it; `unknown` are names of sentences about what was ignored."""

    started: Started
    unknown: tuple[str, ...] = ()


def opening_of(link: Link, towns: Mapping[str, Town]) -> Opening:
    """Return the event a link leads to. Whatever it names that is not here is left out and said."""
    language = find_language(link.lang[:40])
    town = find_town(link.town, towns)
    place = find_stadtteil(link.stadtteil, [town] if town else list(towns.values()))
    town, stadtteil = place or (town, None)
    topic = link.topic if link.topic in topics() else ""
    found = {"town": town, "stadtteil": stadtteil, "topic": topic, "language": language}
    asked = {"town": link.town, "stadtteil": link.stadtteil, "topic": link.topic, "language": link.lang}
    return Opening(
        Started(
            town=town.slug if town else "",
            stadtteil=stadtteil.slug if stadtteil else "",
            topic=topic,
            language=language.tag if language else "",
        ),
        tuple(f"unknown_{name}" for name, value in asked.items() if value and not found[name]),
    )


def find_town(name: str, towns: Mapping[str, Town]) -> Town | None:
    """Return the town a link means by its slug, name or alias; None if it is not here."""
    wanted = name.strip().casefold()
    return next((town for town in towns.values() if wanted and wanted in _names(town.slug, town.name, town.aliases)), None)


def find_stadtteil(name: str, towns: list[Town]) -> tuple[Town, Stadtteil] | None:
    """Return the one Stadtteil meant by slug, id, name or alias, with its town; None if there is none, or several."""
    wanted = name.strip().casefold()
    found = [
        (town, one)
        for town in towns
        for one in town.stadtteile.values()
        if wanted and wanted in _names(one.id, one.slug, one.name, one.aliases)
    ]
    return found[0] if len(found) == 1 else None


def _names(*names: str | tuple[str, ...]) -> set[str]:
    return {one.casefold() for name in names for one in ((name,) if isinstance(name, str) else name)}
