"""Need + town -> ordered referrals with reasons: the ladder and the fair rotation. Pure."""

from dataclasses import dataclass
from typing import Literal

from angebote.model import Angebot
from angebote.opening import Opening

Rung = Literal["named", "stadtteil", "neighbour", "city", "remote", "wider", "general_advice", "helplines"]


@dataclass(frozen=True, slots=True)
class Referral:
    """One Angebot suggested to one person. `topic` is the topic it answers, `reasons` are stable keys ("topic", "stadtteil", "language", "open_now" ...)."""

    angebot: Angebot
    topic: str
    opening: Opening
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All referrals of the first rung that holds any, best first; empty only for the rung "helplines"."""

    rung: Rung
    referrals: tuple[Referral, ...]
