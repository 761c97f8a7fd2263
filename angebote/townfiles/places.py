"""The town itself, its Stadtteile, Traeger, programmes, locations and emergency places, read from their entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from angebote.model import EmergencyPlace, Location, Programme, Stadtteil, Traeger
from angebote.topics import facts
from angebote.townfiles import checks
from angebote.townfiles.entry import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Slugs:
    """What can be referred to: slug -> id for each kind."""

    stadtteil: Mapping[str, str]
    traeger: Mapping[str, str]
    programme: Mapping[str, str]
    location: Mapping[str, str]
    angebot: Mapping[str, str]


def read_stadtteile(entries: Mapping[str, Entry], slugs: Slugs) -> tuple[Stadtteil, ...]:
    """Return all Stadtteile; neighbours are made mutual, and a tree that leads back to itself is a fault."""
    found = [_stadtteil(entry, slug, slugs) for slug, entry in entries.items()]
    parents = {one.slug: one.parent_id for one in found}
    for slug, entry in entries.items():
        if _leads_back(slugs.stadtteil[slug], {slugs.stadtteil[key]: above for key, above in parents.items()}):
            entry.fault("parent", "leads back to this Stadtteil. The uppermost one has no parent.")
    return _with_mutual_neighbours(found)


def _stadtteil(entry: Entry, slug: str, slugs: Slugs) -> Stadtteil:
    own_id = slugs.stadtteil[slug]
    neighbours = entry.references("neighbours", slugs.stadtteil)
    if own_id in neighbours:
        entry.fault("neighbours", "names the Stadtteil itself. Remove it.")
    return Stadtteil(
        id=own_id,
        slug=slug,
        name=entry.text("name", most=200, is_needed=True),
        level=entry.text("level", most=60, is_needed=True),
        parent_id=entry.reference("parent", slugs.stadtteil),
        aliases=entry.texts("aliases"),
        postcodes=tuple(checks.postcode(entry, "postcodes", one) for one in entry.texts("postcodes")),
        neighbour_ids=neighbours,
        point=entry.point("point"),
        boundary=tuple(_ring(entry, ring) for ring in entry.items("boundary")),
        is_choice=entry.flag("is_choice", default=True),
    )


def _ring(entry: Entry, ring: object) -> tuple[tuple[float, float], ...]:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        entry.fault("boundary", "holds a ring that is not closed. A ring has four points or more and ends where it began.")
        return ()
    points = (entry.as_point("boundary", point) for point in ring)
    return tuple(point for point in points if point is not None)


def _leads_back(start: str, parents: Mapping[str, str | None]) -> bool:
    above, seen = parents[start], set[str]()
    while above is not None and above not in seen:
        if above == start:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def _with_mutual_neighbours(stadtteile: Sequence[Stadtteil]) -> tuple[Stadtteil, ...]:
    return tuple(
        replace(
            one,
            neighbour_ids=tuple(
                dict.fromkeys((*one.neighbour_ids, *(other.id for other in stadtteile if one.id in other.neighbour_ids)))
            ),
        )
        for one in stadtteile
    )


def read_traeger(entry: Entry, slug: str, slugs: Slugs) -> Traeger:
    """Return a Traeger."""
    name = entry.text("name", is_needed=True)
    return Traeger(id=slugs.traeger[slug], name=name, aliases=entry.texts("aliases"), website=checks.website(entry))


def read_programme(entry: Entry, slug: str, slugs: Slugs) -> Programme:
    """Return a programme."""
    return Programme(
        id=slugs.programme[slug],
        name=entry.text("name", is_needed=True),
        icon=entry.text("icon", most=20),
        aliases=entry.texts("aliases"),
        traeger_ids=entry.references("traeger", slugs.traeger),
    )


def read_location(entry: Entry, slug: str, slugs: Slugs, *, city: str) -> Location:
    """Return a place; its city is the town unless it says otherwise."""
    latitude, longitude = entry.point("point") or (None, None)
    return Location(
        id=slugs.location[slug],
        name=entry.text("name", is_needed=True),
        street=entry.text("street", is_needed=True),
        postcode=checks.postcode(entry, "postcode", entry.text("postcode", is_needed=True)),
        city=entry.text("city", most=200) or city,
        stadtteil_id=entry.reference("stadtteil", slugs.stadtteil),
        latitude=latitude,
        longitude=longitude,
        access=entry.codes("access", facts()["access"]),
        is_house=entry.flag("is_house"),
    )


def read_emergency_places(entries: Sequence[Entry]) -> dict[str, EmergencyPlace]:
    """Return the emergency places by kind; two of one kind are a fault."""
    places: dict[str, EmergencyPlace] = {}
    for entry in entries:
        place = _emergency_place(entry)
        if place.kind in places:
            entry.fault("kind", f'"{place.kind}" stands here twice. Each kind has one place.')
        places[place.kind] = place
    return places


def _emergency_place(entry: Entry) -> EmergencyPlace:
    return EmergencyPlace(
        kind=entry.code("kind", checks.EMERGENCIES),
        name=entry.text("name", is_needed=True),
        phone=checks.phone(entry, "phone", entry.text("phone", most=60, is_needed=True)),
        street=entry.text("street"),
        schedules=entry.hours("hours"),
        is_always_open=entry.flag("is_always_open"),
        checked_on=entry.day("checked_on"),
    )
