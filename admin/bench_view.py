"""What the test bench found, as its page shows it: in words of the panel's language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from admin.bench_words import KINDS, REASONS, RUNGS
from angebote.model import Angebot, Town
from angebote.referral import Referral
from angebote.topics import facts, topics
from angebote.understanding.need import Need
from locales import language_name, language_of, mark_panel, say, say_panel

AGE = mark_panel("{age} years old")
NOW = mark_panel("now")
FREE = mark_panel("free of charge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the chosen entry stands. Shape: `place` counts from 1, None = not among the answers; then `missing` says why.

    `others` names what the one right before it has; both are keys with a sentence in bench_words.py.
    """

    angebot: Angebot
    place: int | None
    missing: Sequence[str]
    others: Sequence[str]
    new_words: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of one text. Shape: `replies` are what the person reads, in the language `tag`."""

    need: Need
    town: Town
    referrals: Sequence[Referral]
    count: int
    own_ids: frozenset[str]
    standing: Standing | None
    replies: Sequence[str]
    tag: str


def shown_of(tried: Tried, language: str) -> Mapping[str, Any]:
    """Return the values of the template: topics, wishes, place, kinds of emergency and the rows of the ladder."""
    need, town = tried.need, tried.town
    stadtteil = town.stadtteile.get(need.stadtteil_id or "")
    sure = {hit.id for hit in need.topics}
    return {
        "topics": [
            (topics()[hit.id].icon, topics()[hit.id].label, hit.because, hit.id in sure) for hit in (*need.topics, *need.possible)
        ],
        "wishes": list(_wishes(need, language)),
        "place": stadtteil.name if stadtteil else need.postcode,
        "crisis": [say_panel(KINDS[hit.kind], language).text for hit in need.crisis],
        "rows": [_row(one, tried) for one in tried.referrals],
        "talk_tag": tried.tag,
        "talk_dir": language_of(tried.tag).direction,
    }


def _row(referral: Referral, tried: Tried) -> Mapping[str, Any]:
    angebot = referral.angebot
    return {
        "name": angebot.text_for(angebot.source_language)[0].name,
        "traeger": tried.town.traeger[angebot.traeger_id].name,
        "rung": RUNGS[referral.rung],
        "reasons": [REASONS[key] for key in referral.reasons if key in REASONS],
        "is_own": angebot.id in tried.own_ids,
    }


def _wishes(need: Need, language: str) -> Iterator[str]:
    wishes = need.wishes
    yield from (language_name(tag, language) for tag in wishes.languages)
    for kind, keys in (("target_group", wishes.target_groups), ("format", wishes.formats), ("access", wishes.access)):
        yield from (say(facts()[kind][key], language).text for key in keys if key in facts()[kind])
    if wishes.is_now:
        yield say_panel(NOW, language).text
    if wishes.is_free:
        yield say_panel(FREE, language).text
    if wishes.age is not None:
        yield say_panel(AGE, language, age=wishes.age).text
