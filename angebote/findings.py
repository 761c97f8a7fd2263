"""What a town still needs before people who need help at once can rely on it. Pure; the command line and the panel say it in their words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from angebote.model import Town
from angebote.topics import topics

NEEDED_PLACES = ("homeless_tonight", "child_protection_24h")
CHECK_AFTER_DAYS = 90
"""Days after which a number for emergencies counts as not checked."""
FindingKind = Literal["place", "topics", "unconfirmed", "operator"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that should be mended. Shape: `values` fill the sentence: "place", "topics" (ids), "count" and "all", or nothing."""

    kind: FindingKind
    values: Mapping[str, object]


def needs_check(checked_on: date | None, today: date) -> bool:
    """Tell whether somebody should look again whether a number for emergencies is still right."""
    return checked_on is None or (today - checked_on).days > CHECK_AFTER_DAYS


def town_findings(town: Town) -> Iterator[Finding]:
    """Yield everything a town still needs before it goes live."""
    for place in NEEDED_PLACES:
        if place not in town.emergency_places:
            yield Finding("place", {"place": place})
    answered = {topic for angebot in town.angebote.values() for topic in angebot.topics}
    missing = [key for key in topics() if key not in answered]
    if missing:
        yield Finding("topics", {"topics": ", ".join(missing)})
    unconfirmed = sum(angebot.checked_on is None for angebot in town.angebote.values())
    if unconfirmed:
        yield Finding("unconfirmed", {"count": unconfirmed, "all": len(town.angebote)})
    if not town.operator:
        yield Finding("operator", {})
