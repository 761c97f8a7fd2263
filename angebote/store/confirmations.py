"""Asking carriers whether their Angebote are still right: who is to be asked, and noting that they were."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.freshness import is_due, reminders_due
from angebote.store.tables import AngebotRow, ConfirmationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One Angebot whose carrier is to be asked now. Shape: `is_reminder` says that they were asked before."""

    angebot_id: str
    traeger_id: str
    municipality_id: str
    is_reminder: bool


def to_be_asked(session: Session, today: date, *, after_days: int) -> Sequence[Asking]:
    """Return the published Angebote whose carriers are to be asked or reminded today. Units: `after_days` in days."""
    columns = (AngebotRow.id, AngebotRow.traeger_id, AngebotRow.municipality_id, AngebotRow.checked_on)
    rows = session.execute(
        select(*columns, ConfirmationRow.asked_on, ConfirmationRow.reminders)
        .outerjoin(ConfirmationRow, ConfirmationRow.angebot_id == AngebotRow.id)
        .where(AngebotRow.status == "published")
        .order_by(AngebotRow.municipality_id, AngebotRow.position, AngebotRow.id)
    )
    return [
        Asking(angebot_id=id_, traeger_id=traeger, municipality_id=town, is_reminder=asked_on is not None)
        for id_, traeger, town, checked_on, asked_on, reminders in rows
        if is_due(checked_on=checked_on, today=today, after_days=after_days)
        and (asked_on is None or reminders < reminders_due(asked_on, today))
    ]


def note_asked(session: Session, asked: Iterable[Asking], today: date) -> None:
    """Note that the carriers of these Angebote were asked or reminded today."""
    for one in asked:
        row = session.get(ConfirmationRow, one.angebot_id)
        if row is None:
            session.add(ConfirmationRow(angebot_id=one.angebot_id, municipality_id=one.municipality_id, asked_on=today))
        else:
            row.reminders = reminders_due(row.asked_on, today)
    session.flush()


def end_askings(session: Session) -> int:
    """Forget askings that were answered, or whose Angebot is not published any more; return how many."""
    rows = session.scalars(
        select(ConfirmationRow)
        .join(AngebotRow, AngebotRow.id == ConfirmationRow.angebot_id)
        .where((AngebotRow.checked_on >= ConfirmationRow.asked_on) | (AngebotRow.status != "published"))
    ).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def open_askings(session: Session) -> dict[str, date]:
    """Return the Angebote the Session sees whose carriers were asked and did not answer yet: id -> the day they were asked."""
    rows = session.execute(
        select(AngebotRow.id, ConfirmationRow.asked_on)
        .join(ConfirmationRow, ConfirmationRow.angebot_id == AngebotRow.id)
        .where(
            AngebotRow.status == "published",
            AngebotRow.checked_on.is_(None) | (AngebotRow.checked_on < ConfirmationRow.asked_on),
        )
        .order_by(ConfirmationRow.asked_on, AngebotRow.position)
    )
    return {angebot_id: asked_on for angebot_id, asked_on in rows}  # noqa: C416 - rows are no tuples to mypy


def published_entries(session: Session) -> Iterator[tuple[str, date | None, date | None]]:
    """Yield Traeger, last confirmation and unanswered question of every published Angebot the Session sees, without reading it whole."""
    rows = session.execute(
        select(AngebotRow.traeger_id, AngebotRow.checked_on, ConfirmationRow.asked_on)
        .outerjoin(ConfirmationRow, ConfirmationRow.angebot_id == AngebotRow.id)
        .where(AngebotRow.status == "published")
    )
    for traeger_id, checked_on, asked_on in rows:
        yield traeger_id, checked_on, None if asked_on and checked_on and checked_on >= asked_on else asked_on
