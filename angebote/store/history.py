"""What was changed in an Angebot, by whom and when - and taking a change back, which is a change itself."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.model import Angebot
from angebote.store.tables import AngebotChangeRow

NOT_RECORDED = frozenset({"id", "version", "asked_on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who changes something, when and what for. Shape: `action` is a word for what was done ("changed", "confirmed", "undone"); `account_id` None = nobody's account."""

    name: str
    at: datetime
    account_id: str | None = None
    action: str = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of an Angebot. Shape: `fields` maps a field to [before, after] as JSON values, `version` is the one it made; no fields = nothing was changed."""

    id: str
    version: int
    at: datetime
    author: str
    action: str
    fields: Mapping[str, list[Any]]


def record(session: Session, before: Angebot | None, after: Angebot, *, author: Author, municipality_id: str) -> None:
    """Keep what differs between two versions; nothing if they say the same."""
    if fields := differences(before, after):
        author = author if before else replace(author, action="created")
        _keep(session, after, fields, author=author, municipality_id=municipality_id)


def note_action(session: Session, angebot: Angebot, *, author: Author, municipality_id: str) -> None:
    """Keep that something was done about an Angebot that changed nothing in it."""
    _keep(session, angebot, {}, author=author, municipality_id=municipality_id)


def changes_of(session: Session, angebot_id: str) -> tuple[Change, ...]:
    """Return the changes of an Angebot that the Session sees, newest first."""
    row = AngebotChangeRow
    found = session.scalars(select(row).where(row.angebot_id == angebot_id).order_by(row.version.desc(), row.changed_at.desc()))
    return tuple(_change(one) for one in found)


def changes_at(session: Session, account_id: str, at: datetime) -> dict[str, Change]:
    """Return what an account changed in one go at a moment, by the id of the Angebot."""
    row = AngebotChangeRow
    found = session.scalars(select(row).where(row.account_id == account_id, row.changed_at == at))
    return {one.angebot_id: _change(one) for one in found}


def last_changes(session: Session, angebot_ids: Iterable[str]) -> dict[str, Change]:
    """Return the newest change of each of these Angebote."""
    row = AngebotChangeRow
    found = session.scalars(select(row).where(row.angebot_id.in_(list(angebot_ids))).order_by(row.version, row.changed_at))
    return {one.angebot_id: _change(one) for one in found}


def differences(before: Angebot | None, after: Angebot) -> dict[str, list[Any]]:
    """Return the fields in which two versions differ, as [before, after]; before is None where nothing was."""
    old = _as_json(before) if before else {}
    new = _as_json(after)
    return {name: [old.get(name), value] for name, value in new.items() if name not in NOT_RECORDED and old.get(name) != value}


def before_change(angebot: Angebot, change: Change) -> Angebot:
    """Return the version from which a change made this one."""
    return with_fields(angebot, {name: old for name, (old, _) in change.fields.items()})


def with_fields(angebot: Angebot, fields: Mapping[str, Any]) -> Angebot:
    """Return the Angebot with other values in some fields. Shape: `fields` holds JSON values as they stand in a change."""
    return replace(angebot, **{name: _value(name, value) for name, value in fields.items()})


def undone(angebot: Angebot, change: Change) -> tuple[Angebot, tuple[str, ...]]:
    """Return the Angebot with a change taken back, and the fields that were left because they were changed again since."""
    present = _as_json(angebot)
    later = tuple(name for name, (_, new) in change.fields.items() if present[name] != new)
    return with_fields(angebot, {name: old for name, (old, _) in change.fields.items() if name not in later}), later


def _keep(session: Session, angebot: Angebot, fields: Mapping[str, list[Any]], *, author: Author, municipality_id: str) -> None:
    session.add(
        AngebotChangeRow(
            id=str(uuid.uuid4()),
            municipality_id=municipality_id,
            angebot_id=angebot.id,
            version=angebot.version,
            changed_at=author.at,
            account_id=author.account_id,
            author=author.name,
            action=author.action,
            fields=dict(fields),
        )
    )
    session.flush()


def _change(row: AngebotChangeRow) -> Change:
    return Change(id=row.id, version=row.version, at=row.changed_at, author=row.author, action=row.action, fields=row.fields)


def _as_json(angebot: Angebot) -> dict[str, Any]:
    written: dict[str, Any] = _whole().dump_python(angebot, mode="json")
    return written


def _value(name: str, value: Any) -> Any:
    return _fields()[name].validate_python(value)


@cache
def _whole() -> TypeAdapter[Angebot]:
    return TypeAdapter(Angebot)


@cache
def _fields() -> Mapping[str, TypeAdapter[Any]]:
    return {name: TypeAdapter(hint) for name, hint in get_type_hints(Angebot).items()}
