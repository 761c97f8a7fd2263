"""Between the catalogue's value and the form: an Angebot as it stands in the fields, and the Angebot that the fields make."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from admin.closed_days import closed_days_text
from admin.forms import FLAGS, MANY, AngebotForm, TextForm
from admin.hours_table import same_hours
from admin.hours_ways import both_ways
from angebote.model import Angebot, AngebotText, Intake, Location, Phone, SpokenLanguage
from angebote.translating import text_hash, with_known_sources

# Fields whose value in the form is the value of the Angebot.
SAME_NAMES = (
    "traeger_id",
    "topics",
    "target_groups",
    "minimum_age",
    "maximum_age",
    "formats",
    "closed_in_school_holidays",
    "is_interpreter_possible",
    "cost",
    "documents",
    "access",
    "is_confidential",
    "is_anonymous",
    "is_not_an_authority",
    "email",
    "website",
    "stadtteil_ids",
    "expires_on",
    "search_words",
)


def typed_of(angebot: Angebot, language: str) -> dict[str, list[str]]:
    """Return what stands in the fields of the form for an Angebot; weekdays in the language of the page."""
    typed: dict[str, list[str]] = {name: _many(angebot, name) for name in MANY}
    typed |= {name: ["yes"] for name in FLAGS if getattr(angebot, name, False)}
    for tag, text in angebot.texts.items():
        typed |= {f"texts.{tag}.{part}": [getattr(text, part)] for part in ("name", "does", "does_not", "next_step")}
    for row, phone in enumerate(angebot.phones):
        typed |= {f"phones.{row}.number": [phone.number], f"phones.{row}.note": [phone.note]}
    typed |= both_ways(angebot.schedules, language) | {"hours_way": ["text"]}
    return typed | {name: [value] for name, value in _single(angebot).items()}


def angebot_of(form: AngebotForm, original: Angebot | None, *, location_id: str | None, today: date) -> Angebot:
    """Return the Angebot that the form makes: a new draft, or the original with everything changed that the form holds.

    Shape: what the form does not show ("go there instead", source, status) stays as it was.
    """
    start = original or Angebot(
        id=str(uuid.uuid4()),
        traeger_id=form.traeger_id,
        texts={form.source_language: AngebotText(name="")},
        topics=(),
        source_language=form.source_language,
        email=form.email,
        website=form.website,
        location_id=location_id,
        phones=_phones(form),
    )
    return replace(
        start, **_changed(form, start), location_id=location_id, checked_on=today if form.is_checked_today else start.checked_on
    )


def location_of(form: AngebotForm) -> Location | None:
    """Return the new place typed into the form, None if an existing one (or none) was chosen."""
    place = form.location
    if place is None:
        return None
    return Location(
        id=str(uuid.uuid4()),
        name=place.name or place.street,
        street=place.street,
        postcode=place.postcode,
        city=place.city,
        stadtteil_id=place.stadtteil_id or None,
    )


def in_old_order(chosen: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """Return what is chosen in the order it had before (the first topic fits best), what is new at the end."""
    return (*(one for one in before if one in chosen), *(one for one in chosen if one not in before))


def _many(angebot: Angebot, name: str) -> list[str]:
    if name == "languages":
        return [language.tag for language in angebot.languages]
    return list(getattr(angebot, name))


def _single(angebot: Angebot) -> dict[str, str]:
    intake = angebot.intake
    return {
        "traeger_id": angebot.traeger_id,
        "programme_id": angebot.programme_id or "",
        "minimum_age": _text(angebot.minimum_age),
        "maximum_age": _text(angebot.maximum_age),
        "closed_days": closed_days_text(angebot.exceptions),
        "cost": angebot.cost,
        "price": "" if angebot.price_cents is None else f"{angebot.price_cents // 100},{angebot.price_cents % 100:02}",
        "email": angebot.email,
        "website": angebot.website,
        "location_id": angebot.location_id or "",
        "closed_until": _text(intake.closed_until),
        "waiting_weeks": _text(intake.waiting_weeks),
        "waiting_valid_to": _text(intake.waiting_valid_to),
        "expires_on": _text(angebot.expires_on),
        "search_words": ", ".join(angebot.search_words),
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _changed(form: AngebotForm, start: Angebot) -> dict[str, Any]:
    same = {name: getattr(form, name) for name in SAME_NAMES}
    same |= {name: in_old_order(same[name], getattr(start, name)) for name in MANY if name in same}
    return same | {
        "texts": _texts(form.texts, form.source_language, start.texts),
        "programme_id": form.programme_id or None,
        "schedules": start.schedules if same_hours(form.schedules, start.schedules) else form.schedules,
        "exceptions": form.closed_days,
        "languages": _languages(form.languages, start.languages),
        "price_cents": form.price,
        "phones": _phones(form),
        "intake": Intake(
            closed_until=form.closed_until, waiting_weeks=form.waiting_weeks, waiting_valid_to=form.waiting_valid_to
        ),
    }


def _phones(form: AngebotForm) -> tuple[Phone, ...]:
    return tuple(Phone(number=phone.number, note=phone.note) for phone in form.phones if phone.number)


def _languages(tags: Sequence[str], before: Sequence[SpokenLanguage]) -> tuple[SpokenLanguage, ...]:
    known = {language.tag: language for language in before}
    return tuple(known.get(tag) or SpokenLanguage(tag=tag) for tag in in_old_order(tags, tuple(known)))


def _texts(typed: Mapping[str, TextForm], source_language: str, before: Mapping[str, AngebotText]) -> dict[str, AngebotText]:
    source = _words_of(typed[source_language])
    texts = {source_language: source}
    if source_language in before and text_hash(before[source_language]) != text_hash(source):
        before = with_known_sources(before, source_language)
    for tag, text in typed.items():
        if tag != source_language and not text.is_empty:
            words, old = _words_of(text), before.get(tag)
            is_same = old is not None and words == replace(old, is_machine=False, source_hash=None)
            texts[tag] = old if is_same and old else replace(words, source_hash=text_hash(source))
    return texts


def _words_of(text: TextForm) -> AngebotText:
    return AngebotText(name=text.name, does=text.does, does_not=text.does_not, next_step=text.next_step)
