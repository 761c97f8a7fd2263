"""An Angebot, read from its entry."""

from typing import cast, get_args

from angebote.model import (
    Angebot,
    AngebotText,
    Cost,
    Instead,
    Intake,
    Phone,
    Schedule,
    ScheduleException,
    ScheduleKind,
    SpokenLanguage,
    Status,
)
from angebote.topics import facts, topics
from angebote.townfiles import checks
from angebote.townfiles.entry import Entry
from angebote.townfiles.places import Slugs

OLDEST = 120
MOST_CENTS = 10_000_000
MOST_WEEKS = 520
TEXT_CHARACTERS = 2000
_HOURS: tuple[tuple[str, ScheduleKind], ...] = (
    ("hours", "open"),
    ("appointment_hours", "appointment"),
    ("phone_hours", "phone"),
    ("group_hours", "group"),
)


def read_angebot(entry: Entry, slug: str, slugs: Slugs) -> Angebot | None:
    """Return an Angebot, None if it lacks what every Angebot has (that is noted as a fault)."""
    source_language = checks.language(entry, "source_language", entry.text("source_language", most=20) or "de")
    texts = _texts(entry, source_language)
    phones = _phones(entry)
    email, website = checks.email(entry), checks.website(entry)
    location_id = entry.reference("location", slugs.location)
    if not (phones or email or website or entry.has("location")):
        entry.fault("", "has no way to reach it. Write phones, email, website or location.")
    if source_language not in texts or not (phones or email or website or location_id):
        _look_at_the_rest(entry, slugs)
        return None
    rest = _facts(entry) | _references(entry, slugs) | _times(entry)
    return Angebot(
        id=slugs.angebot[slug],
        texts=texts,
        source_language=source_language,
        phones=phones,
        email=email,
        website=website,
        location_id=location_id,
        **rest,  # type: ignore[arg-type]
    )


def _look_at_the_rest(entry: Entry, slugs: Slugs) -> None:
    """All faults of an entry are named at once, also when no Angebot can be made of it."""
    _facts(entry)
    _references(entry, slugs)
    _times(entry)


def _facts(entry: Entry) -> dict[str, object]:
    known = facts()
    youngest, oldest = entry.whole("minimum_age", most=OLDEST), entry.whole("maximum_age", most=OLDEST)
    if youngest is not None and oldest is not None and youngest > oldest:
        entry.fault("maximum_age", "is below minimum_age.")
    found = entry.codes("topics", topics())
    if not entry.items("topics"):
        entry.fault("topics", 'is missing. Write a list of topics such as ["money_debt"].')
    return {
        "topics": found,
        "target_groups": entry.codes("target_groups", known["target_group"]),
        "minimum_age": youngest,
        "maximum_age": oldest,
        "formats": entry.codes("formats", known["format"]),
        "is_interpreter_possible": entry.flag("is_interpreter_possible"),
        "cost": cast("Cost", entry.code("cost", known["cost"], default="unknown")),
        "price_cents": entry.whole("price_cents", most=MOST_CENTS),
        "documents": entry.codes("documents", known["document"]),
        "access": entry.codes("access", known["access"]),
        "is_confidential": entry.flag("is_confidential"),
        "is_anonymous": entry.flag("is_anonymous"),
        "is_not_an_authority": entry.flag("is_not_an_authority"),
        "is_nationwide": entry.flag("is_nationwide"),
        "status": cast("Status", entry.code("status", get_args(Status), default="published")),
        "search_words": entry.texts("search_words"),
        "source": entry.text("source", most=500),
    }


def _references(entry: Entry, slugs: Slugs) -> dict[str, object]:
    return {
        "traeger_id": entry.reference("traeger", slugs.traeger, is_needed=True) or "",
        "programme_id": entry.reference("programme", slugs.programme),
        "stadtteil_ids": entry.references("stadtteile", slugs.stadtteil),
        "instead": _instead(entry, slugs),
    }


def _times(entry: Entry) -> dict[str, object]:
    return {
        "languages": _languages(entry),
        "schedules": tuple(one for key, kind in _HOURS for one in entry.hours(key, kind)),
        "exceptions": _exceptions(entry),
        "closed_in_school_holidays": entry.flag("closed_in_school_holidays"),
        "intake": _intake(entry),
        "checked_on": entry.day("checked_on"),
        "expires_on": entry.day("expires_on"),
    }


def _texts(entry: Entry, source_language: str) -> dict[str, AngebotText]:
    inner = entry.inner("texts") if entry.has("texts") else None
    found = {checks.language(inner, tag, tag): inner.inner(tag) for tag in inner.keys()} if inner else {}  # noqa: SIM118
    if source_language not in found:
        entry.fault("texts", f"has none in the source language. Write [angebot.texts.{source_language}] with a name.")
    return {tag: _text(text, is_source=tag == source_language) for tag, text in found.items() if text is not None}


def _text(entry: Entry, *, is_source: bool) -> AngebotText:
    text = AngebotText(
        name=entry.text("name", is_needed=is_source),
        does=entry.text("does", most=TEXT_CHARACTERS),
        does_not=entry.text("does_not", most=TEXT_CHARACTERS),
        next_step=entry.text("next_step", most=TEXT_CHARACTERS),
        is_machine=entry.flag("is_machine"),
        source_hash=entry.text("source_hash", most=64) or None,
    )
    entry.finish()
    return text


def _phones(entry: Entry) -> tuple[Phone, ...]:
    return tuple(phone for item in entry.items("phones") if (phone := _phone(entry, item)) is not None)


def _phone(entry: Entry, item: object) -> Phone | None:
    if isinstance(item, str):
        return Phone(number=checks.phone(entry, "phones", item.strip()))
    inner = entry.inner("phones", item)
    if inner is None:
        return None
    phone = Phone(number=checks.phone(inner, "number", inner.text("number", most=60, is_needed=True)), note=inner.text("note"))
    inner.finish()
    return phone


def _languages(entry: Entry) -> tuple[SpokenLanguage, ...]:
    found = [_language(entry, item) for item in entry.items("languages")]
    return tuple(one for one in found if one is not None)


def _language(entry: Entry, item: object) -> SpokenLanguage | None:
    if isinstance(item, str):
        return SpokenLanguage(tag=checks.language(entry, "languages", item))
    inner = entry.inner("languages", item)
    if inner is None:
        return None
    tag = checks.language(inner, "tag", inner.text("tag", most=20, is_needed=True))
    schedules: tuple[Schedule, ...] = inner.hours("hours")
    inner.finish()
    return SpokenLanguage(tag=tag, schedules=schedules)


def _exceptions(entry: Entry) -> tuple[ScheduleException, ...]:
    found = [_exception(inner) for item in entry.items("exceptions") if (inner := entry.inner("exceptions", item)) is not None]
    return tuple(one for one in found if one is not None)


def _exception(entry: Entry) -> ScheduleException | None:
    first, last = entry.day("first_day", is_needed=True), entry.day("last_day", is_needed=True)
    opens, closes = entry.clock("opens_at"), entry.clock("closes_at")
    entry.finish()
    if first and last and last < first:
        entry.fault("last_day", "lies before first_day.")
    if (opens is None) != (closes is None) or (opens and closes and closes <= opens):
        entry.fault("closes_at", "does not fit: write opens_at and a later closes_at, or neither if it is closed.")
    return ScheduleException(first_day=first, last_day=last, opens_at=opens, closes_at=closes) if first and last else None


def _intake(entry: Entry) -> Intake:
    inner = entry.inner("intake") if entry.has("intake") else None
    if inner is None:
        return Intake()
    intake = Intake(
        closed_until=inner.day("closed_until"),
        waiting_weeks=inner.whole("waiting_weeks", most=MOST_WEEKS),
        waiting_valid_to=inner.day("waiting_valid_to"),
    )
    inner.finish()
    return intake


def _instead(entry: Entry, slugs: Slugs) -> tuple[Instead, ...]:
    found = [_one_instead(inner, slugs) for item in entry.items("instead") if (inner := entry.inner("instead", item)) is not None]
    return tuple(one for one in found if one is not None)


def _one_instead(entry: Entry, slugs: Slugs) -> Instead | None:
    topic, angebot_id = entry.code("topic", topics()), entry.reference("angebot", slugs.angebot, is_needed=True)
    entry.finish()
    return Instead(topic=topic, angebot_id=angebot_id) if angebot_id else None
