"""The thirty topics and the coded facts of an Angebot, read once from topics.toml and facts.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

USUAL_NARROWNESS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A field of help. `label` is an English sentence for `locales.say`.

    Shape: `wider` is None only for general_advice; `narrow` is the higher the more particular the topic is, from 0 to 8.
    """

    id: str
    icon: str
    label: str
    wider: str | None
    narrow: int = USUAL_NARROWNESS


@cache
def topics() -> Mapping[str, Topic]:
    """Return all topics by id, in the order in which they are shown."""
    return {
        key: Topic(
            id=key, icon=row["icon"], label=row["label"], wider=row.get("wider"), narrow=row.get("narrow", USUAL_NARROWNESS)
        )
        for key, row in _read("topics.toml").items()
    }


@cache
def facts() -> Mapping[str, Mapping[str, str]]:
    """Return the coded facts: kind ("target_group", "format", "document", "access", "cost") -> key -> English label."""
    return _read("facts.toml")


def wider_topics(topic_id: str) -> tuple[str, ...]:
    """Return the chain of wider topics, nearest first, ending in general_advice."""
    chain: list[str] = []
    above = topics()[topic_id].wider
    while above is not None:
        chain.append(above)
        above = topics()[above].wider
    return tuple(chain)


def _read(name: str) -> dict[str, dict[str, Any]]:
    with files("angebote").joinpath(name).open("rb") as file:
        return tomllib.load(file)
