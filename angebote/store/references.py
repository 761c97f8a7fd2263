"""What Angebote refer to and may be gone by now: earlier versions and waiting changes still name it, and must not bring it back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.model import Angebot
from angebote.store.tables import LocationRow, ProgrammeRow, ProposalRow, TraegerRow

REFERENCES: dict[str, type[TraegerRow | ProgrammeRow | LocationRow]] = {
    "traeger_id": TraegerRow,
    "programme_id": ProgrammeRow,
    "location_id": LocationRow,
}


def standing(session: Session, wished: Angebot, present: Angebot) -> tuple[Angebot, tuple[str, ...]]:
    """Return an Angebot as it is wished, but without references to what is gone, and the names of the fields that stay as they are now.

    Shape: where nothing sensible is left of the wish, that is the present Angebot itself.
    """
    gone = tuple(name for name, row in REFERENCES.items() if _is_gone(session, row, getattr(wished, name)))
    try:
        return replace(wished, **{name: getattr(present, name) for name in gone}), gone
    except ValueError:  # the place that is gone was the only way to reach it
        return present, gone


def replace_in_proposals(session: Session, name: str, gone: str, instead: str | None) -> dict[str, list[Any]]:
    """Let changes that wait name something else than what goes; return what they named before, by their ids."""
    before: dict[str, list[Any]] = {}
    for row in session.scalars(select(ProposalRow)):
        if gone in row.fields.get(name, ()):
            before[row.id] = row.fields[name]
            pair = _replaced(row.fields[name], {gone: instead})
            row.fields = {**row.fields, name: pair} if pair[0] != pair[1] else _without(row.fields, name)
    session.flush()
    return before


def put_back_in_proposals(
    session: Session, name: str, before: Mapping[str, list[Any]], instead: Mapping[str | None, str | None]
) -> None:
    """Let changes that still wait name again what they named before it was replaced; one that was changed since is left alone."""
    for id_, pair in before.items():
        row, replaced = session.get(ProposalRow, id_), _replaced(pair, instead)
        if row is not None and row.fields.get(name) == (replaced if replaced[0] != replaced[1] else None):
            row.fields = {**row.fields, name: pair}
    session.flush()


def _is_gone(session: Session, row: type[Any], key: str | None) -> bool:
    return key is not None and session.get(row, key) is None


def _replaced(pair: list[Any], instead: Mapping[Any, Any]) -> list[Any]:
    return [instead.get(one, one) for one in pair]


def _without(fields: dict[str, list[object]], name: str) -> dict[str, list[object]]:
    return {key: pair for key, pair in fields.items() if key != name}
