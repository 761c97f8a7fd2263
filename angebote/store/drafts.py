"""What somebody typed into a form and did not save yet: kept for that person alone, and forgotten after two weeks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from angebote.store.tables import DraftRow

KEPT_FOR = timedelta(days=14)
LARGEST_BYTES = 256 * 1024


class TooLargeError(ValueError):
    """More was typed than is kept; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a form as they were typed, and when they were kept (aware)."""

    typed: Mapping[str, Sequence[str]]
    kept_at: datetime


def read_draft(session: Session, account_id: str, subject: str, now: datetime) -> Draft | None:
    """Return what this account typed there, None if nothing is kept (any more)."""
    row = session.get(DraftRow, (account_id, subject))
    return Draft(row.typed, row.kept_at) if row is not None and row.kept_at > now - KEPT_FOR else None


def keep_draft(session: Session, account_id: str, subject: str, draft: Draft) -> None:
    """Keep what was typed; it takes the place of what this account typed there before.

    Errors: TooLargeError over LARGEST_BYTES; ForeignRow for the account of somebody else.
    """
    typed = {name: list(values) for name, values in draft.typed.items()}
    if len(json.dumps(typed, ensure_ascii=False).encode("utf-8", "replace")) > LARGEST_BYTES:
        raise TooLargeError
    row = session.get(DraftRow, (account_id, subject))
    if row is None:
        session.add(DraftRow(account_id=account_id, subject=subject, typed=typed, kept_at=draft.kept_at))
    else:
        row.typed, row.kept_at = typed, draft.kept_at
    session.flush()


def drop_draft(session: Session, account_id: str, subject: str) -> None:
    """Throw away what this account typed there."""
    row = session.get(DraftRow, (account_id, subject))
    if row is not None:
        session.delete(row)
        session.flush()


def forget_drafts(session: Session, now: datetime) -> int:
    """Delete what nobody went on with for two weeks; return how many. Needs the scope of the system."""
    gone = session.execute(delete(DraftRow).where(DraftRow.kept_at <= now - KEPT_FOR))
    return cast("CursorResult[object]", gone).rowcount
