"""The thirty topics and the coded facts of an Angebot, read once from topics.toml and facts.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A field of help. `label` is an English sentence for `locales.say`; `wider` is None only for general_advice."""

    id: str
    icon: str
    label: str
    wider: str | None


@cache
def topics() -> Mapping[str, Topic]:
    """Return all topics by id, in the order in which they are shown."""
    return {
        key: Topic(id=key, icon=row["icon"], label=row["label"], wider=row.get("wider"))
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


def _read(name: str) -> dict[str, dict[str, str]]:
    with files("angebote").joinpath(name).open("rb") as file:
        return tomllib.load(file)
