"""What residents say is wrong with an Angebot: one of four things, counted without people. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from angebote.model import Angebot

Reason = Literal["unanswered", "closed", "full", "unfit"]
REASONS: tuple[Reason, ...] = get_args(Reason)
FRESH_FOR = timedelta(days=30)
"""How long a report puts an entry among those that need a look."""
KEPT_FOR = timedelta(days=180)
MOST_A_DAY = 50
"""How many reports about one Angebot are counted on one day: a script must not drown what people say."""
_ABOUT: Mapping[Reason, Callable[[Angebot], object]] = {
    "unanswered": lambda one: (one.phones, one.email, one.website, one.schedules),
    "closed": lambda one: (one.location_id, one.schedules, one.exceptions),
    "full": lambda one: one.intake,
    "unfit": lambda one: (one.texts[one.source_language], one.topics, one.target_groups, one.minimum_age, one.maximum_age),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """How many people said one thing that nobody has seen to yet, and the last day on which one did."""

    reason: Reason
    count: int
    last_day: date


def reason_of(key: str) -> Reason | None:
    """Return the reason of that key, None if there is none."""
    return next((one for one in REASONS if one == key), None)


def answered_by(before: Angebot, after: Angebot) -> tuple[Reason, ...]:
    """Return the reasons that a change answers, because it changes what they are about."""
    return tuple(reason for reason, part in _ABOUT.items() if part(before) != part(after))
