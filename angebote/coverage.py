"""Which topics are covered where: how many Angebote each Stadtteil has for each topic. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from angebote.area import area_of
from angebote.model import Angebot, Town
from angebote.topics import topics


@dataclass(frozen=True, slots=True)
class Cell:
    """How many Angebote of one topic serve one Stadtteil: `here` are meant for it or stand in it, `whole_town` serve everybody."""

    here: int
    whole_town: int

    @property
    def is_empty(self) -> bool:
        """True if nobody at all helps there with it."""
        return not self.here and not self.whole_town


def coverage(town: Town) -> Mapping[str, Mapping[str, Cell]]:
    """Return topic -> id of a Stadtteil that people choose -> cell, for every topic and every such Stadtteil."""
    columns = {one.id: area_of(town, one.id) for one in town.stadtteile.values() if one.is_choice}
    by_topic = {topic: [one for one in town.angebote.values() if topic in one.topics] for topic in topics()}
    return {topic: {id_: _cell(angebote, town, area) for id_, area in columns.items()} for topic, angebote in by_topic.items()}


def _cell(angebote: list[Angebot], town: Town, area: frozenset[str]) -> Cell:
    here = whole_town = 0
    for angebot in angebote:
        place = town.place_of(angebot)
        served = set(angebot.stadtteil_ids) or ({place.stadtteil_id} if place and place.stadtteil_id else set())
        if served & area:
            here += 1
        elif not angebot.stadtteil_ids:
            whole_town += 1
    return Cell(here, whole_town)
