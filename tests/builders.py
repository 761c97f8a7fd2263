"""Small values for tests: a town called Beispielstadt with three Stadtteile, one Traeger and one Angebot. Every field can be changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from angebote.model import (
    Angebot,
    AngebotText,
    EmergencyPlace,
    Location,
    Phone,
    Programme,
    Schedule,
    SpokenLanguage,
    Stadtteil,
    Town,
    Traeger,
    Weekday,
)


def a_stadtteil(id: str = "nordviertel", **changes: Any) -> Stadtteil:  # noqa: A002 - the field is called so
    """Return a Stadtteil; its slug is its id and its name the id with a capital letter, unless said otherwise."""
    value = Stadtteil(id=id, slug=id, name=id.capitalize(), level="Stadtteil")
    return replace(value, **changes)


def a_traeger(id: str = "hilfswerk", **changes: Any) -> Traeger:  # noqa: A002 - the field is called so
    """Return a Traeger."""
    return replace(Traeger(id=id, name="Hilfswerk Beispielstadt"), **changes)


def a_programme(id: str = "treffpunkt", **changes: Any) -> Programme:  # noqa: A002 - the field is called so
    """Return a programme."""
    return replace(Programme(id=id, name="Treffpunkt", icon="🧭", traeger_ids=("hilfswerk",)), **changes)


def a_location(id: str = "haus-nord", **changes: Any) -> Location:  # noqa: A002 - the field is called so
    """Return a place in the Nordviertel."""
    value = Location(
        id=id,
        name="Haus Nord",
        street="Nordstraße 1",
        postcode="45127",
        city="Beispielstadt",
        stadtteil_id="nordviertel",
        latitude=51.46,
        longitude=7.01,
        access=("step_free",),
    )
    return replace(value, **changes)


def an_emergency_place(kind: str = "homeless_tonight", **changes: Any) -> EmergencyPlace:
    """Return an emergency place that is always open."""
    value = EmergencyPlace(
        kind=kind,
        name="Notschlafstelle",
        phone="0201 5550110",
        street="Nachtweg 3",
        is_always_open=True,
        checked_on=date(2026, 1, 7),
    )
    return replace(value, **changes)


def a_schedule(*weekdays: Weekday, opens: str = "09:00", closes: str = "12:00", **changes: Any) -> Schedule:
    """Return weekly hours, Monday and Wednesday morning unless said otherwise."""
    value = Schedule(weekdays=weekdays or ("MO", "WE"), opens_at=time.fromisoformat(opens), closes_at=time.fromisoformat(closes))
    return replace(value, **changes)


def an_angebot(id: str = "schuldenberatung", **changes: Any) -> Angebot:  # noqa: A002 - the field is called so
    """Return a published Angebot about debts for the whole town, with hours, a phone and two languages."""
    value = Angebot(
        id=id,
        traeger_id="hilfswerk",
        texts={"de": AngebotText(name="Schuldenberatung Nord", does="Wir ordnen mit Ihnen Briefe und Schulden.")},
        topics=("money_debt",),
        location_id="haus-nord",
        target_groups=("adults",),
        formats=("open_hours",),
        languages=(SpokenLanguage(tag="de"), SpokenLanguage(tag="ar", schedules=(a_schedule("TU", opens="10:00"),))),
        cost="free",
        phones=(Phone(number="0201 5550100"),),
        schedules=(a_schedule(),),
        checked_on=date(2026, 1, 7),
        status="published",
    )
    return replace(value, **changes)


def a_town(*angebote: Angebot, **changes: Any) -> Town:
    """Return Beispielstadt (NW): Nordviertel and Altendorf are neighbours, Hafen lies in Altendorf.

    Shape:  `angebote` go in by id, none given = the one of `an_angebot()`. Collections may be given as mappings or as values with an id.
    """
    defaults: dict[str, Any] = {
        "stadtteile": (
            a_stadtteil(
                "nordviertel", aliases=("Norden",), postcodes=("45127",), neighbour_ids=("altendorf",), point=(51.46, 7.01)
            ),
            a_stadtteil("altendorf", postcodes=("45143",), neighbour_ids=("nordviertel",), point=(51.45, 6.98)),
            a_stadtteil("hafen", parent_id="altendorf", postcodes=("45143",)),
        ),
        "traeger": (a_traeger(),),
        "programmes": (a_programme(),),
        "locations": (a_location(),),
        "emergency_places": (
            an_emergency_place(),
            an_emergency_place("child_protection_24h", name="Kindernotruf", phone="0201 5550111"),
        ),
        "angebote": angebote or (an_angebot(),),
    }
    town = Town(
        id="beispielstadt", slug="beispielstadt", name="Beispielstadt", state="NW", version=1, operator="Stadt Beispielstadt"
    )
    values: dict[str, Any] = {}
    for name, value in (defaults | changes).items():
        values[name] = _by_id(value) if name in defaults else value
    return replace(town, **values)


def _by_id(values: Any) -> Mapping[str, Any]:
    if isinstance(values, Mapping):
        return values
    return {one.kind if isinstance(one, EmergencyPlace) else one.id: one for one in values}
