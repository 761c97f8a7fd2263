"""Why an Angebot is not among the answers to a need, and what those before it have that it lacks. Pure; the ranking itself is referral.py."""

from collections.abc import Iterator
from datetime import datetime

from angebote.area import nearness_of
from angebote.freshness import freshness_of
from angebote.model import Angebot, Town
from angebote.referral import Referral
from angebote.understanding.need import Need

REASONS = ("not_published", "other_topic", "other_stadtteil", "expired", "hidden", "other_sex", "other_age")
"""Stable keys, in the order in which they are told."""
NEARNESS = ("here", "neighbour", "neighbour_only", "city", "elsewhere", "remote")


def why_missing(angebot: Angebot, need: Need, town: Town, now: datetime) -> tuple[str, ...]:
    """Return the keys of all reasons for which an Angebot is not an answer to a need; empty if nothing stands against it."""
    return tuple(_reasons(angebot, need, town, now))


def _reasons(angebot: Angebot, need: Need, town: Town, now: datetime) -> Iterator[str]:
    today, wishes = now.date(), need.wishes
    if angebot.status != "published":
        yield "not_published"
    if not set(angebot.topics) & {hit.id for hit in need.topics}:
        yield "other_topic"
    if nearness_of(angebot, town, need.stadtteil_id) is None:
        yield "other_stadtteil"
    if angebot.expires_on is not None and angebot.expires_on < today:
        yield "expired"
    if freshness_of(angebot, today) == "hidden":
        yield "hidden"
    if "men" in wishes.target_groups and angebot.target_groups and set(angebot.target_groups) <= {"women", "girls"}:
        yield "other_sex"
    if wishes.age is not None and not _is_of_age(angebot, wishes.age):
        yield "other_age"


def what_others_have(own: Referral, before: Referral) -> tuple[str, ...]:
    """Return the keys of what an answer that stands further up has and this one lacks: reasons of the referral, "takes_people", "first_topic".

    Shape: empty if they are equals, which take turns.
    """
    own_nearness, other_nearness = (next(one for one in found.reasons if one in NEARNESS) for found in (own, before))
    keys = [other_nearness] if NEARNESS.index(other_nearness) < NEARNESS.index(own_nearness) else []
    keys += ["named"] if "named" in before.reasons and "named" not in own.reasons else []
    if own.angebot.intake.closed_until is not None and before.angebot.intake.closed_until is None:
        keys.append("takes_people")
    keys += [one for one in before.reasons if one not in own.reasons and one not in (*NEARNESS, "named", "topic")]
    if own.topic and before.topic == own.topic and own.angebot.topics[0] != own.topic and before.angebot.topics[0] == own.topic:
        keys.append("first_topic")
    return tuple(keys)


def _is_of_age(angebot: Angebot, age: int) -> bool:
    oldest = angebot.maximum_age if angebot.maximum_age is not None else age
    return (angebot.minimum_age or 0) <= age <= oldest
