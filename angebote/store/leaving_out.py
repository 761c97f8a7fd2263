"""The entries of a town file without what was deleted in the panel: nothing of it comes back, and nothing refers to it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from angebote.model import Angebot, Location, Programme, Stadtteil, Town

Numbered = list[tuple[int, str, Any]]


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """What is left out of a file. Shape: `gone` maps an id to what stands there instead, None = nothing."""

    town: Town
    gone: Mapping[str, str | None]

    def deleted(self, values: Numbered) -> list[tuple[int, str, Any]]:
        """Return the entries that are gone themselves."""
        return [one for one in values if one[1] in self.gone]

    def fitting(self, values: Numbered) -> Numbered:
        """Return the entries that stand, each without what is gone; one that cannot stand without it is missing."""
        fitted = ((number, key, self._fitted(value)) for number, key, value in values if key not in self.gone)
        return [(number, key, value) for number, key, value in fitted if value is not None]

    def _fitted(self, value: Any) -> Any:
        if not self.gone:
            return value
        if isinstance(value, Stadtteil):
            return replace(value, parent_id=self._upwards(value.parent_id), neighbour_ids=self._without(value.neighbour_ids))
        if isinstance(value, Programme):
            return replace(value, traeger_ids=self._without(value.traeger_ids))
        if isinstance(value, Location):
            return replace(value, stadtteil_id=self._upwards(value.stadtteil_id))
        return self._angebot(value) if isinstance(value, Angebot) else value

    def _angebot(self, value: Angebot) -> Angebot | None:
        """An Angebot for a Stadtteil that is gone is not for the whole town instead, and one of a Traeger that is gone has nobody."""
        stadtteil_ids = self._without(value.stadtteil_ids)
        if value.traeger_id in self.gone or (value.stadtteil_ids and not stadtteil_ids):
            return None
        try:
            return replace(
                value,
                stadtteil_ids=stadtteil_ids,
                programme_id=self._instead(value.programme_id),
                location_id=self._instead(value.location_id),
            )
        except ValueError:  # the place that is gone was the only way to reach it
            return None

    def _without(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if one not in self.gone)

    def _instead(self, key: str | None) -> str | None:
        return self.gone.get(key, key) if key is not None else None

    def _upwards(self, key: str | None) -> str | None:
        """Return a Stadtteil, or the nearest one around it that stands."""
        while key is not None and key in self.gone:
            key = self.town.stadtteile[key].parent_id
        return key


def without_references(values: Numbered, missing: Collection[str]) -> Numbered:
    """Return Angebote that send nobody on to an Angebot that is missing."""
    if not missing:
        return values
    return [
        (number, key, replace(one, instead=tuple(other for other in one.instead if other.angebot_id not in missing)))
        for number, key, one in values
    ]


def name_of(value: Any) -> str:
    """Return the name of an entry of a file."""
    return value.texts[value.source_language].name if isinstance(value, Angebot) else str(value.name)
