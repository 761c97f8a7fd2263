"""One thing done with many entries: what each would become, and why some cannot. Nothing is saved by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from admin.access import Visitor, not_found
from admin.entries import Opened
from admin.publishing import publishes_alone
from admin.readiness import in_words, new_faults
from admin.towns import TownChoices, read_choices
from angebote.model import Angebot
from angebote.store.catalogue import read_some
from angebote.topics import topics
from locales import mark_panel, say, say_panel

Action = Literal["confirm", "publish", "archive", "topic", "word", "ends", "traeger"]
MOST_CHOSEN = 200
VERSION_SIGN = "@"
ALREADY = mark_panel("It is so already.")
ARCHIVED = mark_panel("It is in the archive. Please bring it back first.")
NEEDS_YES = mark_panel("Somebody else looks at it before residents see it. Please change it in its own form.")
OTHER_TOWN = mark_panel("It belongs to another town than this organisation.")
OVERTAKEN = mark_panel("Somebody has changed it in the meantime. Please look at it first.")
STATUS: Mapping[str, str] = {
    "draft": mark_panel("draft"),
    "in_review": mark_panel("in review"),
    "published": mark_panel("published"),
    "archived": mark_panel("archived"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be done with each entry. Shape: `value` is a topic, a word or a Traeger's id; `day` is today, or the day on which they end."""

    action: Action
    value: str = ""
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What becomes of one entry. Shape: `reasons` say why nothing can be done, empty if it can; `before` and `after` are words."""

    angebot: Angebot
    town_id: str
    wanted: Angebot
    before: str
    after: str
    reasons: Sequence[str]

    @property
    def name(self) -> str:
        """The name the carrier gave it."""
        return self.angebot.texts[self.angebot.source_language].name


CHANGES: Mapping[Action, Callable[[Angebot, Wish], Angebot]] = {
    "confirm": lambda entry, wish: replace(entry, checked_on=wish.day),
    "publish": lambda entry, _wish: replace(entry, status="published"),
    "archive": lambda entry, _wish: replace(entry, status="archived"),
    "topic": lambda entry, wish: replace(entry, topics=_with(entry.topics, wish.value)),
    "word": lambda entry, wish: replace(entry, search_words=_with(entry.search_words, wish.value)),
    "ends": lambda entry, wish: replace(entry, expires_on=wish.day),
    "traeger": lambda entry, wish: replace(entry, traeger_id=wish.value),
}
# Whoever may write an entry may do this with it at once, also where four eyes look at what is published.
ALWAYS_AT_ONCE: frozenset[Action] = frozenset({"confirm", "archive"})


def steps_of(session: Session, visitor: Visitor, chosen: Sequence[str], wish: Wish, language: str) -> list[Step]:
    """Return what becomes of each chosen entry, in the order of the catalogue.

    Shape:  `chosen` are ids, or "id@version" with the version the person has seen.
    Errors: HTTPException 404 if one of them is not this person's to see.
    """
    seen = dict(one.partition(VERSION_SIGN)[::2] for one in chosen)
    found = read_some(session, seen)
    if len(found) != len(seen):
        raise not_found()
    towns: dict[str, TownChoices] = {}
    for _, town_id in found:
        if town_id not in towns and (choices := read_choices(session, visitor.account, town_id)):
            towns[town_id] = choices
    return [_step(visitor, Opened(one, towns[town_id], one.traeger_id), wish, seen[one.id], language) for one, town_id in found]


def _step(visitor: Visitor, opened: Opened, wish: Wish, version: str, language: str) -> Step:
    angebot = opened.angebot
    if angebot is None:
        raise not_found()
    wanted = CHANGES[wish.action](angebot, wish)
    is_overtaken = version not in ("", str(angebot.version))
    reasons = [say_panel(OVERTAKEN, language).text] if is_overtaken else _reasons(visitor, opened, wanted, wish, language)
    return Step(
        angebot=angebot,
        town_id=opened.town.id,
        wanted=wanted,
        before=_said(angebot, wish.action, opened.town, language),
        after=_said(wanted, wish.action, opened.town, language),
        reasons=reasons,
    )


def _reasons(visitor: Visitor, opened: Opened, wanted: Angebot, wish: Wish, language: str) -> list[str]:
    angebot = opened.angebot
    if angebot is None or wanted == angebot:
        return [say_panel(ALREADY, language).text]
    if angebot.status == "archived":
        return [say_panel(ARCHIVED, language).text]
    if wish.action in ALWAYS_AT_ONCE:
        return []
    is_alone = publishes_alone(visitor.account.role, needs_review=opened.town.needs_review)
    if not is_alone and "published" in (angebot.status, wanted.status):
        return [say_panel(NEEDS_YES, language).text]
    if wanted.traeger_id not in opened.town.traeger:
        return [say_panel(OTHER_TOWN, language).text]
    return in_words(new_faults(wanted, angebot, opened), language)


def _with(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return values if value.casefold() in {one.casefold() for one in values} else (*values, value)


def _said(angebot: Angebot, action: Action, town: TownChoices, language: str) -> str:
    if action in ("publish", "archive"):
        return say_panel(STATUS[angebot.status], language).text
    if action == "topic":
        return ", ".join(say(topics()[one].label, language).text for one in angebot.topics if one in topics())
    if action == "traeger":
        return town.traeger.get(angebot.traeger_id, "")
    if action == "word":
        return ", ".join(angebot.search_words)
    day = angebot.checked_on if action == "confirm" else angebot.expires_on
    return f"{day:%d.%m.%Y}" if day else ""
