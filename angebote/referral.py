"""Need + town -> ordered referrals with reasons: the ladder and the fair rotation. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain, zip_longest
from typing import Literal, TypeVar
from weakref import WeakKeyDictionary

from angebote.area import Nearness, nearness_of
from angebote.freshness import freshness_of
from angebote.model import Angebot, Town
from angebote.opening import Opening, opening_at
from angebote.topics import wider_topics
from angebote.understanding.need import Need, Wishes
from locales import find_language

Rung = Literal["named", "stadtteil", "neighbour", "city", "remote", "wider", "general_advice", "helplines"]
GENERAL_ADVICE = "general_advice"
T = TypeVar("T")
RUNG_OF_NEARNESS: Mapping[Nearness, Rung] = {
    "here": "stadtteil",
    "neighbour": "neighbour",
    "neighbour_only": "neighbour",
    "city": "city",
    "elsewhere": "city",
    "remote": "remote",
}
NEAREST_FIRST: tuple[Nearness, ...] = ("here", "neighbour", "neighbour_only", "city", "elsewhere", "remote")


@dataclass(frozen=True, slots=True)
class Referral:
    """One Angebot suggested to one person.

    Shape: `topic` is the topic it answers ("" if it was named), `rung` the step of the ladder it stands on; `reasons` are stable keys:
           "named", "topic", "here", "neighbour", "neighbour_only", "city", "elsewhere", "remote", "language", "open_now", "free", "format", "group".
    """

    angebot: Angebot
    topic: str
    rung: Rung
    opening: Opening
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Referrals, best first, nearer rungs of the ladder first; `rung` is that of the first one. Empty only for the rung "helplines"."""

    rung: Rung
    referrals: tuple[Referral, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """Who asks for what, where and when."""

    need: Need
    town: Town
    now: datetime
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate with what decides its place: equal `rank` means that only the rotation may order them."""

    referral: Referral
    nearness: int
    rank: tuple[int, ...]


def refer(need: Need, town: Town, now: datetime, *, turn: int) -> Answer:
    """Return the fitting Angebote with reasons, from the nearest rung of the ladder on: own Stadtteil, neighbours, city, by phone, wider topic, general advice.

    Shape:  never a dead end: the last rung is general advice, then (empty) the national help lines.
            Several topics take turns. Among equals the order rotates with `turn`, so that no Traeger always stands first.
    Units:  `now` is aware and in the local zone of the town.
    Errors: none; an unanswered question (None, empty) filters nothing out.
    """
    asking = _Asking(need=need, town=town, now=now, topics=tuple(hit.id for hit in need.topics))
    by_topic = [_fairly(_for_topic(topic, asking), turn) for topic in asking.topics]
    near, elsewhere = _named(asking, turn)
    referrals = _each_once([*near, *_taking_turns(by_topic), *elsewhere])
    if referrals:
        return Answer(referrals[0].rung, referrals)
    return _wider(asking, turn)


def _wider(asking: _Asking, turn: int) -> Answer:
    wanted = asking.topics[0] if asking.topics else GENERAL_ADVICE
    for topic in (*wider_topics(wanted), GENERAL_ADVICE):
        found = _fairly(_for_topic(topic, asking), turn)
        if found:
            rung: Rung = "general_advice" if topic == GENERAL_ADVICE else "wider"
            return Answer(rung, tuple(replace(one.referral, rung=rung) for one in found))
    return Answer("helplines", ())


def _named(asking: _Asking, turn: int) -> tuple[list[_Found], list[_Found]]:
    """What was called by its name: what serves the person, and what is meant for people elsewhere (it comes after everything else).

    A named carrier with many Angebote shows those of the topic only, if it has any.
    """
    ids = dict.fromkeys(chain.from_iterable(hit.angebot_ids for hit in asking.need.names))
    known = [asking.town.angebote[one] for one in ids if one in asking.town.angebote]
    angebote = [one for one in known if _is_for(one, asking.need.wishes, asking.now.date())]
    fitting = [one for one in angebote if set(one.topics) & set(asking.topics)] or angebote
    parts: tuple[list[_Found], list[_Found]] = ([], [])
    for one in fitting:
        topic = next((topic for topic in asking.topics if topic in one.topics), "")
        is_elsewhere = nearness_of(one, asking.town, asking.need.stadtteil_id) is None
        parts[is_elsewhere].append(_found(one, topic, asking, is_named=True))
    return _fairly(parts[0], turn), _fairly(parts[1], turn)


def _each_once(found: Iterable[_Found]) -> tuple[Referral, ...]:
    unique: dict[str, Referral] = {}
    for one in found:
        unique.setdefault(one.referral.angebot.id, one.referral)
    return tuple(unique.values())


def _for_topic(topic: str, asking: _Asking) -> list[_Found]:
    return [
        _found(angebot, topic, asking)
        for angebot in _angebote_by_topic(asking.town).get(topic, ())
        if nearness_of(angebot, asking.town, asking.need.stadtteil_id) is not None
        and _is_for(angebot, asking.need.wishes, asking.now.date())
    ]


def _found(angebot: Angebot, topic: str, asking: _Asking, *, is_named: bool = False) -> _Found:
    nearness = nearness_of(angebot, asking.town, asking.need.stadtteil_id) or "elsewhere"
    opening = opening_at(angebot, asking.now, state=asking.town.state, school_holidays=asking.town.school_holidays)
    wishes = _wishes_met(angebot, asking.need.wishes, opening)
    rank = (
        int(_takes_nobody_new(angebot, asking.now.date())),
        int(set(angebot.target_groups) == {"men"} and "men" not in asking.need.wishes.target_groups),
        -len(wishes),
        -len(set(asking.topics) & set(angebot.topics)),
        int(bool(topic) and angebot.topics[0] != topic),
    )
    rung: Rung = "named" if is_named else RUNG_OF_NEARNESS[nearness]
    reasons = ("named" if is_named else "topic", nearness, *wishes)
    return _Found(Referral(angebot, topic, rung, opening, reasons), NEAREST_FIRST.index(nearness), rank)


def _wishes_met(angebot: Angebot, wishes: Wishes, opening: Opening) -> tuple[str, ...]:
    spoken = {_known_tag(language.tag) for language in angebot.languages}
    met = {
        "language": bool(spoken & set(wishes.languages)),
        "open_now": wishes.is_now and opening.state in ("open", "closes_soon"),
        "free": wishes.is_free and angebot.cost in ("free", "donation"),
        "format": bool(set(wishes.formats) & set(angebot.formats)),
        "access": bool(set(wishes.access) & set(angebot.access)),
        "group": bool(set(wishes.target_groups) & set(angebot.target_groups)),
    }
    return tuple(key for key, is_met in met.items() if is_met)


def _known_tag(tag: str) -> str:
    """Return the tag under which a language is understood: Dari (prs) and Persian (fa) are asked for alike."""
    language = find_language(tag)
    return language.tag if language else tag


def _is_for(angebot: Angebot, wishes: Wishes, today: date) -> bool:
    """False if it has ended or nobody confirmed it for far too long, or if the person said an age or a sex that it is not for."""
    if (angebot.expires_on is not None and angebot.expires_on < today) or freshness_of(angebot, today) == "hidden":
        return False
    groups = set(angebot.target_groups)
    if "men" in wishes.target_groups and groups and groups <= {"women", "girls"}:
        return False
    age = wishes.age
    return age is None or (angebot.minimum_age or 0) <= age <= (angebot.maximum_age if angebot.maximum_age is not None else age)


def _takes_nobody_new(angebot: Angebot, today: date) -> bool:
    return angebot.intake.closed_until is not None and angebot.intake.closed_until >= today


def _fairly(found: Iterable[_Found], turn: int) -> list[_Found]:
    """Nearest rung first, then by rank; equals are dealt out carrier by carrier, beginning with another one at each turn."""
    groups: dict[tuple[int, ...], list[_Found]] = {}
    for one in found:
        groups.setdefault((one.nearness, *one.rank), []).append(one)
    return list(chain.from_iterable(_dealt(groups[key], turn) for key in sorted(groups)))


def _dealt(equals: Sequence[_Found], turn: int) -> Iterator[_Found]:
    carriers: dict[str, list[_Found]] = {}
    for one in sorted(equals, key=lambda one: one.referral.angebot.id):
        carriers.setdefault(one.referral.angebot.traeger_id, []).append(one)
    hands = [_rotated(hand, turn // len(carriers)) for hand in carriers.values()]
    return _taking_turns(_rotated(hands, turn))


def _rotated(items: Sequence[T], turn: int) -> list[T]:
    start = turn % len(items) if items else 0
    return [*items[start:], *items[:start]]


def _taking_turns(hands: Sequence[Sequence[_Found]]) -> Iterator[_Found]:
    return (one for dealt in zip_longest(*hands) for one in dealt if one is not None)


_indexes: WeakKeyDictionary[Town, Mapping[str, Sequence[Angebot]]] = WeakKeyDictionary()


def _angebote_by_topic(town: Town) -> Mapping[str, Sequence[Angebot]]:
    index = _indexes.get(town)
    if index is None:
        by_topic: dict[str, list[Angebot]] = {}
        for angebot in town.angebote.values():
            for topic in angebot.topics:
                by_topic.setdefault(topic, []).append(angebot)
        index = _indexes[town] = by_topic
    return index
