"""The catalogue as values: what help exists, where, when and for whom. Nothing here reads a clock, a file or a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

Status = Literal["draft", "in_review", "published", "archived"]
Cost = Literal["free", "donation", "fee", "health_insurance", "unknown"]
ScheduleKind = Literal["open", "appointment", "phone", "group"]
Frequency = Literal["weekly", "monthly", "once"]
Weekday = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
SchoolHolidays = tuple[tuple[date, date, str], ...]
"""First day, last day and name of each stretch of days without school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One recurring stretch of time.

    Shape:  `weekdays` is never empty for weekly; `week_of_month` (1-5, -1 = last) makes it monthly ("first Friday");
            `once` uses `valid_from` as its day.
    Units:  local time of the municipality, `interval` in weeks (2 = every other week, counted from `valid_from`).
    Errors: ValueError if it ends before it begins or names no day.
    Source: HSDS 3.1 `schedule` (RRULE parts freq, interval, byday, dtstart, until, opens_at, closes_at).
    """

    opens_at: time
    closes_at: time
    weekdays: tuple[Weekday, ...] = ()
    frequency: Frequency = "weekly"
    interval: int = 1
    week_of_month: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    kind: ScheduleKind = "open"

    def __post_init__(self) -> None:
        if self.closes_at <= self.opens_at:
            raise ValueError("a schedule closes after it opens")
        if self.frequency == "once" and self.valid_from is None:
            raise ValueError("a single date needs valid_from")
        if self.frequency != "once" and not self.weekdays:
            raise ValueError("a recurring schedule needs a weekday")
        if self.frequency == "monthly" and self.week_of_month is None:
            raise ValueError("a monthly schedule needs week_of_month")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleException:
    """Days that differ from the schedule: closed (no times) or open at other times."""

    first_day: date
    last_day: date
    opens_at: time | None = None
    closes_at: time | None = None

    @property
    def is_closed(self) -> bool:
        """True if nothing is open on these days."""
        return self.opens_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLanguage:
    """A language advice is given in; empty `schedules` = whenever the Angebot is open."""

    tag: str
    schedules: tuple[Schedule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Whether new people are taken on; each part ends by itself.

    Units: `closed_until` is the last day without new people; `waiting_weeks` counts until `waiting_valid_to` (a day).
    """

    closed_until: date | None = None
    waiting_weeks: int | None = None
    waiting_valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AngebotText:
    """The carrier's own words in one language. `source_hash` is the hash of the source text a translation was made from.

    Shape: an empty `name` in a translation means that the name stays as it is in the source language.
    """

    name: str
    does: str = ""
    does_not: str = ""
    next_step: str = ""
    is_machine: bool = False
    source_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A telephone number as it is dialled ("0201 23125-100") and what it is for, in the carrier's words."""

    number: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """For this topic go there instead."""

    topic: str
    angebot_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Angebot:
    """One service a person can be referred to; never changed, only replaced.

    Shape:  `texts` maps a BCP 47 tag to the carrier's own words and always holds `source_language`. Empty `stadtteil_ids` = whole municipality.
            The coded facts (target_groups, formats, documents, access) are keys of angebote/facts.toml. `checked_on` None = never confirmed;
            `asked_on` is the day the carrier was asked to confirm it and did not answer yet: kept by the store, never written with the Angebot.
    Units:  `minimum_age`, `maximum_age` are whole years, None = no limit; `price_cents` euro cents.
    Errors: ValueError if there is no text or no way to reach it.
    Source: HSDS 3.1 `service`.
    """

    id: str
    traeger_id: str
    texts: Mapping[str, AngebotText]
    topics: tuple[str, ...]
    source_language: str = "de"
    programme_id: str | None = None
    location_id: str | None = None
    target_groups: tuple[str, ...] = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    formats: tuple[str, ...] = ()
    languages: tuple[SpokenLanguage, ...] = ()
    is_interpreter_possible: bool = False
    cost: Cost = "unknown"
    price_cents: int | None = None
    documents: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    is_confidential: bool = False
    is_anonymous: bool = False
    is_not_an_authority: bool = False
    phones: tuple[Phone, ...] = ()
    email: str = ""
    website: str = ""
    stadtteil_ids: tuple[str, ...] = ()
    is_nationwide: bool = False
    schedules: tuple[Schedule, ...] = ()
    exceptions: tuple[ScheduleException, ...] = ()
    closed_in_school_holidays: bool = False
    intake: Intake = field(default_factory=Intake)
    checked_on: date | None = None
    expires_on: date | None = None
    asked_on: date | None = None
    status: Status = "draft"
    instead: tuple[Instead, ...] = ()
    search_words: tuple[str, ...] = ()
    source: str = ""
    version: int = 1

    def __post_init__(self) -> None:
        if self.source_language not in self.texts:
            raise ValueError("an Angebot needs a text in its source language")
        if not (self.phones or self.email or self.website or self.location_id):
            raise ValueError("an Angebot needs a way to reach it")

    def text_for(self, tag: str) -> tuple[AngebotText, str]:
        """Return the carrier's words in that language if they exist, else in the source language - and the tag they are in."""
        chosen = tag if tag in self.texts else self.source_language
        return self.texts[chosen], chosen

    def name_for(self, tag: str) -> tuple[str, str]:
        """Return the name in that language if it has one there, else in the source language - and the tag it is in."""
        chosen = tag if tag in self.texts and self.texts[tag].name else self.source_language
        return self.texts[chosen].name, chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Stadtteil:
    """A district of a municipality, at any level of its tree (`parent_id` None = right below the municipality).

    Shape:  `slug` is its short name in addresses ("altendorf"), unique within the municipality; `is_choice` False = only a name that is
            understood, never offered as a button. `point` and `boundary` are (latitude, longitude); a boundary is a tuple of closed rings
            (outer first of each polygon, even-odd rule).
    Units:  degrees, WGS 84.
    """

    id: str
    slug: str
    name: str
    level: str
    parent_id: str | None = None
    aliases: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    neighbour_ids: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    boundary: tuple[tuple[tuple[float, float], ...], ...] = ()
    is_choice: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Traeger:
    """A carrier of social services. Source: HSDS `organization`."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    website: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One offer that several Traeger share under one name and icon. Source: HSDS `program`."""

    id: str
    name: str
    icon: str = ""
    aliases: tuple[str, ...] = ()
    traeger_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place that can hold many Angebote. Source: HSDS `location` and `address`."""

    id: str
    name: str
    street: str
    postcode: str
    city: str
    stadtteil_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    access: tuple[str, ...] = ()
    is_house: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPlace:
    """The town's own place for one emergency ("homeless_tonight", "child_protection_24h"), with a number that is answered."""

    kind: str
    name: str
    phone: str
    street: str = ""
    schedules: tuple[Schedule, ...] = ()
    is_always_open: bool = False
    checked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Town:
    """One municipality as the dialogue sees it: a snapshot that is replaced, never changed (so two are the same only if they are one object).

    Shape:  mappings are by id and keep the order of the catalogue; `angebote` holds published ones only.
            `state` is the Bundesland ("NW", "NI", "SH"), `version` grows with each change. `school_holidays` are the town's own, besides those
            of the Bundesland; `moved` maps the id of an Angebot that was put into another one to the id of that one; `topic_words` maps a topic
            to the words it has in this town only; `imprint` and `privacy_contact` are the town's texts, "" = not given.
    """

    id: str
    slug: str
    name: str
    state: str
    version: int
    operator: str = ""
    aliases: tuple[str, ...] = ()
    timezone: str = "Europe/Berlin"
    stadtteile: Mapping[str, Stadtteil] = field(default_factory=dict)
    traeger: Mapping[str, Traeger] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    locations: Mapping[str, Location] = field(default_factory=dict)
    angebote: Mapping[str, Angebot] = field(default_factory=dict)
    emergency_places: Mapping[str, EmergencyPlace] = field(default_factory=dict)
    general_advice_phone: str = ""
    imprint: str = ""
    privacy_contact: str = ""
    school_holidays: SchoolHolidays = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    topic_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def successor_of(self, angebot_id: str) -> Angebot | None:
        """Return the Angebot into which one that is no longer there was put, whether in one step or in several; None if there is none."""
        passed = {angebot_id}
        while (next_id := self.moved.get(angebot_id)) is not None and next_id not in passed:
            passed.add(angebot_id := next_id)
        return self.angebote.get(angebot_id)

    def parents_of(self, stadtteil_id: str) -> tuple[str, ...]:
        """Return the ids above a Stadtteil, nearest first."""
        above: list[str] = []
        parent = self.stadtteile[stadtteil_id].parent_id
        while parent is not None:
            above.append(parent)
            parent = self.stadtteile[parent].parent_id
        return tuple(above)

    def children_of(self, stadtteil_id: str | None) -> tuple[Stadtteil, ...]:
        """Return the Stadtteile directly below one (or below the municipality), in catalogue order."""
        return tuple(one for one in self.stadtteile.values() if one.parent_id == stadtteil_id)

    def place_of(self, angebot: Angebot) -> Location | None:
        """Return the Location of an Angebot, if it has one."""
        return self.locations.get(angebot.location_id) if angebot.location_id else None
