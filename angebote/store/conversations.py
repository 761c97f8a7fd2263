"""Conversations, events taken, messages to be sent and counters. All of it needs a Session of Scope.system()."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, Delete, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from angebote.store.tables import ConversationRow, CounterRow, InboxRow, OutboxRow, Table

IDLE = timedelta(minutes=30)
INBOX_KEPT = timedelta(hours=48)
OUTBOX_KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConversation:
    """The state of a conversation as it was saved last; `version` counts its turns."""

    key: str
    state: Mapping[str, object]
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueMessage:
    """A message that may be sent now. `attempts` counts how often it was postponed."""

    id: int
    channel: str
    address: str
    payload: Mapping[str, object]
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How many rows of each kind were deleted."""

    conversations: int
    events: int
    messages: int


def note_event(session: Session, channel: str, event_id: str, now: datetime) -> bool:
    """Note that an event was taken; return False if it had been taken before."""
    statement = insert_into(session, InboxRow).values(channel=channel, event_id=event_id, received_at=now)
    return session.execute(statement.on_conflict_do_nothing().returning(InboxRow.event_id)).first() is not None


def load_conversation(session: Session, key: str, *, for_update: bool = True) -> StoredConversation | None:
    """Return the conversation, or None if there is none. With `for_update` no other turn of it runs until this transaction ends."""
    if for_update and _dialect(session) == "postgresql":
        # A row lock would not hold back two first turns, because there is no row yet.
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": key})
    row = session.get(ConversationRow, key, populate_existing=True)
    if row is None:
        return None
    return StoredConversation(key=row.key, state=row.state, version=row.version, updated_at=row.updated_at)


def save_conversation(session: Session, key: str, state: Mapping[str, object], *, now: datetime) -> int:
    """Keep the state under the key, new or in place of the old one; return its version (1 = the first turn)."""
    row = session.get(ConversationRow, key)
    if row is None:
        row = ConversationRow(key=key, version=0)
        session.add(row)
    row.state, row.version, row.updated_at = dict(state), row.version + 1, now
    session.flush()
    return row.version


def forget_conversation(session: Session, key: str) -> bool:
    """Delete the conversation; return False if there was none."""
    row = session.get(ConversationRow, key)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def enqueue(session: Session, channel: str, address: str, payloads: Iterable[Mapping[str, object]], *, now: datetime) -> None:
    """Put messages into the outbox; those of one address are sent in this order."""
    rows = [
        {
            "channel": channel,
            "address": address,
            "payload": dict(one),
            "attempts": 0,
            "not_before": now.timestamp(),
            "created_at": now,
        }
        for one in payloads
    ]
    if rows:
        session.execute(insert(OutboxRow), rows)


def due_messages(session: Session, now: datetime, *, limit: int = 100, for_update: bool = False) -> list[DueMessage]:
    """Return what may be sent now, oldest first: of each address only its oldest message, so that none overtakes another.

    Shape: with `for_update` a message that another process is just claiming is left out.
    """
    oldest = select(func.min(OutboxRow.id)).group_by(OutboxRow.channel, OutboxRow.address)
    statement = select(OutboxRow).where(OutboxRow.id.in_(oldest), OutboxRow.not_before <= now.timestamp()).order_by(OutboxRow.id)
    if for_update:
        statement = statement.with_for_update(skip_locked=True)
    return [
        DueMessage(
            id=row.id,
            channel=row.channel,
            address=row.address,
            payload=row.payload,
            attempts=row.attempts,
            created_at=row.created_at,
        )
        for row in session.scalars(statement.limit(limit))
    ]


def mark_sent(session: Session, message_id: int) -> bool:
    """Delete a message that was sent; return False if it was gone already."""
    return _count_of(session, delete(OutboxRow).where(OutboxRow.id == message_id)) == 1


def postpone(session: Session, message_id: int, *, not_before: datetime) -> None:
    """Try a message again later; all messages behind it wait as well."""
    statement = update(OutboxRow).where(OutboxRow.id == message_id)
    session.execute(statement.values(attempts=OutboxRow.attempts + 1, not_before=not_before.timestamp()))


def forget_messages(session: Session, channel: str, address: str) -> int:
    """Delete all messages that still wait for an address (it blocked us, or everything is to be forgotten); return how many."""
    return _count_of(session, delete(OutboxRow).where(OutboxRow.channel == channel, OutboxRow.address == address))


def forget_old(
    session: Session, now: datetime, *, idle: timedelta = IDLE, inbox: timedelta = INBOX_KEPT, outbox: timedelta = OUTBOX_KEPT
) -> Forgotten:
    """Delete conversations nobody went on with, old notes of events and messages that could not be sent in time."""
    return Forgotten(
        conversations=_count_of(session, delete(ConversationRow).where(ConversationRow.updated_at < now - idle)),
        events=_count_of(session, delete(InboxRow).where(InboxRow.received_at < now - inbox)),
        messages=_count_of(session, delete(OutboxRow).where(OutboxRow.created_at < now - outbox)),
    )


def count(session: Session, kind: str, key: str, language: str, now: datetime) -> None:
    """Add one to the counter of this kind, key and language in the ISO week of `now`."""
    statement = insert_into(session, CounterRow).values(period=week_of(now), kind=kind, key=key, language=language, n=1)
    session.execute(
        statement.on_conflict_do_update(index_elements=["period", "kind", "key", "language"], set_={"n": CounterRow.n + 1})
    )


def counted(session: Session, kind: str, period: str) -> dict[tuple[str, str], int]:
    """Return the counters of one kind in one ISO week: (key, language) -> n."""
    rows = session.scalars(select(CounterRow).where(CounterRow.kind == kind, CounterRow.period == period))
    return {(row.key, row.language): row.n for row in rows}


def week_of(now: datetime) -> str:
    """Return the ISO week, such as "2026-W05"."""
    year, week, _ = now.isocalendar()
    return f"{year}-W{week:02}"


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def insert_into(session: Session, row: type[Table]) -> sqlite.Insert | postgresql.Insert:
    """Return an insert of the database's own kind, which says what becomes of a row that is there already."""
    return postgresql.insert(row) if _dialect(session) == "postgresql" else sqlite.insert(row)


def _count_of(session: Session, statement: Delete) -> int:
    return cast("CursorResult[object]", session.execute(statement)).rowcount


def messages_waiting(session: Session) -> int:
    """Return how many messages wait to be sent."""
    return session.scalar(select(func.count()).select_from(OutboxRow)) or 0
