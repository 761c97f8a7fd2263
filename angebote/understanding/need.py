"""What was understood of one message: values only."""

from dataclasses import dataclass
from typing import Literal

CrisisKind = Literal[
    "suicide",
    "self_harm",
    "domestic_violence",
    "sexual_violence",
    "child_danger",
    "forced_marriage",
    "trafficking",
    "homeless_tonight",
    "medical",
    "poisoning",
    "psychosis",
    "threat",
]
Tier = Literal["hard", "soft"]


@dataclass(frozen=True, slots=True)
class TopicHit:
    """A topic a message is about.

    Shape:  `because` are the words that led there, in the person's own spelling and order.
    Units:  `score` runs from 0 (nothing) to 1 (said outright).
    """

    id: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CrisisHit:
    """A sign of an emergency. *hard*: the crisis card stands alone; *soft*: one line above the usual answer."""

    kind: CrisisKind
    tier: Tier


@dataclass(frozen=True, slots=True)
class NameHit:
    """An Angebot, Traeger, programme or house that was named; `angebot_ids` best first."""

    angebot_ids: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was said about how the help should be. Empty tuples and False filter nothing out."""

    languages: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    is_now: bool = False
    is_free: bool = False
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Everything one message told.

    Shape:  `topics` best first, empty when nothing fits; `possible` are topics that may be meant instead of those; alone they are no answer, only what to offer first;
            `stadtteil_id` is set only when one place was meant; `choices` are the
            Stadtteile a postcode or an ambiguous name may mean; `town` is the slug of a town that was named;
            `language` is the tag the message is written in, None when it cannot be told.
    """

    topics: tuple[TopicHit, ...] = ()
    possible: tuple[TopicHit, ...] = ()
    language: str | None = None
    stadtteil_id: str | None = None
    postcode: str | None = None
    choices: tuple[str, ...] = ()
    is_whole_city: bool = False
    town: str | None = None
    names: tuple[NameHit, ...] = ()
    wishes: Wishes = Wishes()
    crisis: tuple[CrisisHit, ...] = ()

    @property
    def likely_first(self) -> tuple[TopicHit, ...]:
        """The topics, and after them those that are only possible; empty when nothing fits."""
        return (*self.topics, *self.possible) if self.topics else ()
