"""The log of what was done: entries are only added, and each seals the one before, so that a changed past shows."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from angebote.store.history import Author
from angebote.store.tables import AuditRow

LOCK = 7_108_355_020  # any number but the one of the migrations
LONGEST_SUBJECT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the log. Shape: `subject` names what it was done to; `is_sealed` is False where the seal does not fit (any more)."""

    id: int
    at: datetime
    author: str
    action: str
    subject: str
    municipality_id: str | None
    is_sealed: bool = True


def note(session: Session, author: Author, subject: str, *, municipality_id: str | None) -> None:
    """Add an entry to the log within the transaction of what it is about. `author.action` says what was done."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(select(func.pg_advisory_xact_lock(LOCK)))
    session.flush()
    log = AuditRow.__table__
    # The seal before it is read past the scope: it says nothing, and the chain is one for the whole installation.
    last = session.connection().execute(select(log.c.seal).order_by(log.c.id.desc()).limit(1)).scalar()
    row = AuditRow(
        municipality_id=municipality_id,
        at=author.at.astimezone(UTC),
        account_id=author.account_id,
        author=author.name,
        action=author.action,
        subject=subject[:LONGEST_SUBJECT],
    )
    row.seal = _seal(last or "", row)
    session.add(row)
    session.flush()


def entries(session: Session, *, limit: int, before: int | None = None) -> tuple[Entry, ...]:
    """Return entries the Session sees, newest first; `before` is the id to go on from."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
    return tuple(_entry(row) for row in session.scalars(query.where(AuditRow.id < before) if before else query))


def broken_entries(session: Session) -> Iterator[int]:
    """Yield the ids of entries whose seal does not fit what they say and what stood before. Needs the scope of the system."""
    before: str | None = None
    for row in session.scalars(select(AuditRow).order_by(AuditRow.id)).yield_per(1000):
        if before is not None and row.seal != _seal(before, row):
            yield row.id
        before = row.seal


def _entry(row: AuditRow) -> Entry:
    return Entry(
        id=row.id, at=row.at, author=row.author, action=row.action, subject=row.subject, municipality_id=row.municipality_id
    )


def _seal(before: str, row: AuditRow) -> str:
    said: list[Any] = [before, row.municipality_id, row.at.isoformat(), row.account_id, row.author, row.action, row.subject]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
