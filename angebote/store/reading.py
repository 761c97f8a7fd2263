"""Rows of the catalogue -> values of angebote/model.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from angebote.model import (
    Angebot,
    AngebotText,
    Cost,
    EmergencyPlace,
    Frequency,
    Instead,
    Intake,
    Location,
    Phone,
    Programme,
    Schedule,
    ScheduleException,
    ScheduleKind,
    SpokenLanguage,
    Stadtteil,
    Status,
    Traeger,
    Weekday,
)
from angebote.store import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """What a town says of itself, without its catalogue."""

    id: str
    slug: str
    name: str
    state: str
    operator: str = ""
    aliases: tuple[str, ...] = ()
    timezone: str = "Europe/Berlin"
    general_advice_phone: str = ""
    imprint: str = ""
    privacy_contact: str = ""


def municipality_of(row: tables.MunicipalityRow) -> Municipality:
    """Return the town's own fields."""
    return Municipality(
        id=row.id,
        slug=row.slug,
        name=row.name,
        state=row.state,
        operator=row.operator,
        aliases=tuple(row.aliases),
        timezone=row.timezone,
        general_advice_phone=row.general_advice_phone,
        imprint=row.imprint,
        privacy_contact=row.privacy_contact,
    )


def stadtteil_of(row: tables.StadtteilRow) -> Stadtteil:
    """Return the Stadtteil of a row."""
    return Stadtteil(
        id=row.id,
        slug=row.slug,
        name=row.name,
        level=row.level,
        parent_id=row.parent_id,
        aliases=tuple(row.aliases),
        postcodes=tuple(row.postcodes),
        neighbour_ids=tuple(row.neighbour_ids),
        point=(row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None,
        boundary=tuple(tuple((latitude, longitude) for latitude, longitude in ring) for ring in row.boundary or ()),
        is_choice=row.is_choice,
    )


def traeger_of(row: tables.TraegerRow) -> Traeger:
    """Return the Traeger of a row."""
    return Traeger(id=row.id, name=row.name, aliases=tuple(row.aliases), website=row.website)


def programme_of(row: tables.ProgrammeRow) -> Programme:
    """Return the programme of a row."""
    traeger_ids = tuple(one.traeger_id for one in row.carried_by)
    return Programme(id=row.id, name=row.name, icon=row.icon, aliases=tuple(row.aliases), traeger_ids=traeger_ids)


def location_of(row: tables.LocationRow) -> Location:
    """Return the place of a row."""
    return Location(
        id=row.id,
        name=row.name,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        stadtteil_id=row.stadtteil_id,
        latitude=row.latitude,
        longitude=row.longitude,
        access=tuple(row.access),
        is_house=row.is_house,
    )


def emergency_place_of(row: tables.EmergencyPlaceRow) -> EmergencyPlace:
    """Return the emergency place of a row."""
    return EmergencyPlace(
        kind=row.kind,
        name=row.name,
        phone=row.phone,
        street=row.street,
        schedules=_schedules(row.schedules),
        is_always_open=row.is_always_open,
        checked_on=row.checked_on,
    )


def angebot_of(row: tables.AngebotRow) -> Angebot:
    """Return the Angebot of a row and its own rows."""
    return Angebot(
        id=row.id,
        traeger_id=row.traeger_id,
        texts={one.language: _text(one) for one in row.texts},
        topics=tuple(one.topic for one in row.topics),
        source_language=row.source_language,
        programme_id=row.programme_id,
        location_id=row.location_id,
        target_groups=tuple(row.target_groups),
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        formats=tuple(row.formats),
        languages=tuple(SpokenLanguage(tag=one.tag, schedules=_schedules(row.schedules, one.position)) for one in row.languages),
        is_interpreter_possible=row.is_interpreter_possible,
        cost=cast("Cost", row.cost),
        price_cents=row.price_cents,
        documents=tuple(row.documents),
        access=tuple(row.access),
        is_confidential=row.is_confidential,
        is_anonymous=row.is_anonymous,
        is_not_an_authority=row.is_not_an_authority,
        phones=tuple(Phone(number=one.number, note=one.note) for one in row.phones),
        email=row.email,
        website=row.website,
        stadtteil_ids=tuple(one.stadtteil_id for one in row.stadtteile),
        is_nationwide=row.is_nationwide,
        schedules=_schedules(row.schedules),
        exceptions=tuple(_exception(one) for one in row.exceptions),
        closed_in_school_holidays=row.closed_in_school_holidays,
        intake=Intake(
            closed_until=row.intake_closed_until,
            waiting_weeks=row.intake_waiting_weeks,
            waiting_valid_to=row.intake_waiting_valid_to,
        ),
        checked_on=row.checked_on,
        expires_on=row.expires_on,
        asked_on=_asked_on(row),
        status=cast("Status", row.status),
        instead=tuple(Instead(topic=one.topic, angebot_id=one.instead_id) for one in row.instead),
        search_words=tuple(row.search_words),
        source=row.source,
        version=row.version,
    )


def _asked_on(row: tables.AngebotRow) -> date | None:
    """An answer that came since ends the asking, whoever gave it."""
    asked = row.confirmation.asked_on if row.confirmation else None
    return None if asked and row.checked_on and row.checked_on >= asked else asked


def _text(row: tables.AngebotTextRow) -> AngebotText:
    return AngebotText(
        name=row.name,
        does=row.does,
        does_not=row.does_not,
        next_step=row.next_step,
        is_machine=row.is_machine,
        source_hash=row.source_hash,
    )


def _exception(row: tables.ScheduleExceptionRow) -> ScheduleException:
    return ScheduleException(first_day=row.first_day, last_day=row.last_day, opens_at=row.opens_at, closes_at=row.closes_at)


def _schedules(rows: Iterable[tables.ScheduleRow], language_position: int | None = None) -> tuple[Schedule, ...]:
    return tuple(
        Schedule(
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            weekdays=cast("tuple[Weekday, ...]", tuple(row.weekdays)),
            frequency=cast("Frequency", row.frequency),
            interval=row.interval,
            week_of_month=row.week_of_month,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            kind=cast("ScheduleKind", row.kind),
        )
        for row in rows
        if row.language_position == language_position
    )
