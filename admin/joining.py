"""Two entries put together into one, field by field, as the person chooses. Nothing is saved by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from admin.comparison import Difference
from admin.hours_field import HOUR_FIELDS
from angebote.duplicates import digits_of
from angebote.model import Angebot, AngebotText, Instead, Phone, SpokenLanguage, Status
from angebote.translating import TEXT_FIELDS

Side = Literal["first", "second"]
Choice = Literal["first", "second", "both"]
OTHER: Mapping[Side, Side] = {"first": "second", "second": "first"}
PREFIX = "part."
HOURS = "hours"
PHONES = "phones"
# A part that is chosen as one, named after its first field in the form -> the fields of the Angebot it stands for.
FIELDS: Mapping[str, tuple[str, ...]] = {
    HOURS: ("schedules",),
    "cost": ("cost", "price_cents"),
    "closed_until": ("intake",),
    "closed_days": ("exceptions",),
}
PART_OF: Mapping[str, str] = {
    **dict.fromkeys(HOUR_FIELDS, HOURS),
    "price": "cost",
    "waiting_weeks": "closed_until",
    "waiting_valid_to": "closed_until",
}
LISTS = (
    "topics",
    "target_groups",
    "formats",
    "languages",
    "documents",
    "access",
    "stadtteil_ids",
    "search_words",
    PHONES,
    "closed_days",
)
EMPTY_MEANS_ALL = ("stadtteil_ids", "target_groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One part in which two entries differ. Shape: `chosen` is what is ticked; `first` and `second` are words, "" where nothing is said."""

    name: str
    label: str
    language: str
    first: str
    second: str
    is_list: bool
    chosen: Choice


def part_of(name: str) -> str:
    """Return the part a field of the form is chosen with ("phones.0.note" -> "phones")."""
    return PHONES if name.startswith(f"{PHONES}.") else PART_OF.get(name, name)


def lines(differences: Sequence[Difference], kept: Side, chosen: Mapping[str, Choice], phones: Mapping[Side, str]) -> list[Line]:
    """Return the parts in which two entries differ, in the order of the form; what nobody chose yet is proposed."""
    parts: dict[str, list[Difference]] = {}
    for one in differences:
        parts.setdefault(part_of(one.name), []).append(one)
    return [_line(name, found, kept, chosen, phones) for name, found in parts.items()]


def _line(name: str, found: Sequence[Difference], kept: Side, chosen: Mapping[str, Choice], phones: Mapping[Side, str]) -> Line:
    first, second = (phones["first"], phones["second"]) if name == PHONES else (_words(found, "saved"), _words(found, "mine"))
    proposed = _proposed(name, {"first": first, "second": second}, kept)
    return Line(
        name=name,
        label=found[0].label,
        language=found[0].language,
        first=first,
        second=second,
        is_list=name in LISTS,
        chosen=chosen.get(name, proposed),
    )


def _words(found: Iterable[Difference], side: str) -> str:
    return "\n".join(text for one in found if (text := getattr(one, side)))


def _proposed(name: str, said: Mapping[Side, str], kept: Side) -> Choice:
    if name in EMPTY_MEANS_ALL:
        return kept
    if name in LISTS and all(said.values()):
        return "both"
    return kept if said[kept] else OTHER[kept]


def joined(sides: Mapping[Side, Angebot], kept: Side, chosen: Mapping[str, Choice]) -> Angebot:
    """Return the kept entry with every part from where it was chosen; residents see it if they saw one of both.

    Errors: ValueError if nothing is left to reach it by.
    """
    entry, other = sides[kept], sides[OTHER[kept]]
    fields: dict[str, Any] = {}
    for part, choice in chosen.items():
        if not part.startswith("texts."):
            fields |= {name: _value(name, part, sides, choice) for name in _fields_of(part)}
    status: Status = "published" if "published" in (entry.status, other.status) else entry.status
    return replace(entry, **fields, texts=_texts(sides, kept, chosen), instead=_instead(entry, other), status=status)


def sent_on(entry: Angebot, kept: Angebot) -> Angebot:
    """Return the entry that is not kept: archived, and it says which one to go to instead."""
    topics = entry.topics or kept.topics
    return replace(entry, status="archived", instead=tuple(Instead(topic=topic, angebot_id=kept.id) for topic in topics))


def _fields_of(part: str) -> tuple[str, ...]:
    return FIELDS.get(part, (part,))


def _value(name: str, part: str, sides: Mapping[Side, Angebot], choice: Choice) -> Any:
    if choice != "both":
        return getattr(sides[choice], name)
    first, second = getattr(sides["first"], name), getattr(sides["second"], name)
    if part in EMPTY_MEANS_ALL and not (first and second):
        return ()
    return _together(first, second)


def _together(first: Sequence[Any], second: Sequence[Any]) -> tuple[Any, ...]:
    """Return both lists without what stands in them twice: the same tag or number counts as the same."""
    found: dict[object, Any] = {}
    for one in (*first, *second):
        found.setdefault(_sameness(one), one)
    return tuple(found.values())


def _sameness(one: Any) -> object:
    if isinstance(one, Phone):
        return digits_of(one.number)
    return one.tag if isinstance(one, SpokenLanguage) else one


def _texts(sides: Mapping[Side, Angebot], kept: Side, chosen: Mapping[str, Choice]) -> dict[str, AngebotText]:
    """Return the words in every language; a language in which nothing is left is dropped."""
    tags = dict.fromkeys((*sides[kept].texts, *sides[OTHER[kept]].texts))
    found = {tag: _text(tag, sides, kept, chosen) for tag in tags}
    return {tag: text for tag, text in found.items() if text is not None} | _own_text(sides[kept], found)


def _own_text(entry: Angebot, found: Mapping[str, AngebotText | None]) -> dict[str, AngebotText]:
    own = entry.source_language
    return {own: found[own] or entry.texts[own]}


def _text(tag: str, sides: Mapping[Side, Angebot], kept: Side, chosen: Mapping[str, Choice]) -> AngebotText | None:
    words = {part: _words_from(sides, chosen.get(f"texts.{tag}.{part}", kept), tag, part) for part in TEXT_FIELDS}
    if not any(words.values()):
        return None
    origin = sides[kept].texts.get(tag) or sides[OTHER[kept]].texts[tag]
    name = words["name"] or origin.name
    return replace(origin, name=name, does=words["does"], does_not=words["does_not"], next_step=words["next_step"])


def _words_from(sides: Mapping[Side, Angebot], choice: Choice, tag: str, part: str) -> str:
    text = sides[choice].texts.get(tag) if choice != "both" else None
    return str(getattr(text, part)) if text else ""


def _instead(entry: Angebot, other: Angebot) -> tuple[Instead, ...]:
    both = (entry.id, other.id)
    return tuple(dict.fromkeys(one for one in (*entry.instead, *other.instead) if one.angebot_id not in both))
