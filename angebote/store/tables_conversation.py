"""The tables of the conversation: its state without a word of it, what came in, what is still to go out, and counters without people."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from angebote.store.columns import Table


class ConversationRow(Table):
    """The state of one conversation. `key` is the hex of a keyed hash of door and address; `state` holds choices, never a message."""

    __tablename__ = "conversation"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[dict[str, object]]
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(index=True)


class InboxRow(Table):
    """An event that was taken, so that a repeated delivery is noticed. Only its number is kept."""

    __tablename__ = "inbox"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    received_at: Mapped[datetime] = mapped_column(index=True)


class OutboxRow(Table):
    """A message that is still to be sent; it is deleted once it is sent. Units: `not_before` is seconds since 1970."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_channel_address_id", "channel", "address", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, object]]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[float]
    created_at: Mapped[datetime] = mapped_column(index=True)


class CounterRow(Table):
    """How often something happened in one week. Shape: `period` is an ISO week such as "2026-W05"."""

    __tablename__ = "counter"

    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    n: Mapped[int] = mapped_column(default=0)
