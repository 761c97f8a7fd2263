"""What residents say is wrong with an Angebot: counting it, reading what is still open, and ending it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import cast

from sqlalchemy import ColumnElement, CursorResult, delete, func, select
from sqlalchemy.orm import Session

from angebote.feedback import FRESH_FOR, KEPT_FOR, MOST_A_DAY, REASONS, Reason, Reported
from angebote.store.conversations import insert_into
from angebote.store.tables import AngebotRow, FeedbackRow


def count_feedback(session: Session, angebot_id: str, reason: Reason, *, day: date, language: str) -> bool:
    """Add one to what was said about an Angebot; False if it is gone, or more was said on that day than is counted. Needs Scope.system()."""
    row = FeedbackRow
    town = session.scalar(select(AngebotRow.municipality_id).where(AngebotRow.id == angebot_id))
    counted = session.scalar(select(func.sum(row.n)).where(row.angebot_id == angebot_id, row.day == day)) or 0
    if town is None or counted >= MOST_A_DAY:
        return False
    key = {"angebot_id": angebot_id, "day": day, "reason": reason, "language": language}
    statement = insert_into(session, row).values(**key, municipality_id=town, n=1, seen=0)
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_={"n": row.n + 1}))
    return True


def fresh_feedback(session: Session, today: date) -> Mapping[str, Sequence[Reported]]:
    """Return what was said of late about the Angebote the Session sees and nobody saw to: id -> what most people said first."""
    return _read(session, FeedbackRow.day >= today - FRESH_FOR)


def open_feedback(session: Session, angebot_id: str) -> Sequence[Reported]:
    """Return what was said about one Angebot and nobody saw to, what most people said first."""
    return _read(session, FeedbackRow.angebot_id == angebot_id).get(angebot_id, ())


def end_feedback(
    session: Session, angebot_id: str, *, until: date | None = None, reasons: Collection[Reason] = REASONS
) -> Sequence[Reason]:
    """Note that somebody saw to what was said about an Angebot (up to a day, None = all of it); return the reasons that were open.

    Errors: ForeignRow if it lies outside of the scope.
    """
    row = FeedbackRow
    wanted = select(row).where(row.angebot_id == angebot_id, row.n > row.seen, row.reason.in_(list(reasons)))
    found = session.scalars(wanted.where(row.day <= until) if until else wanted).all()
    for one in found:
        one.seen = one.n
    session.flush()
    return [reason for reason in REASONS if any(one.reason == reason for one in found)]


def forget_feedback(session: Session, today: date) -> int:
    """Delete what was said too long ago; return how many counters. Needs Scope.system()."""
    gone = session.execute(delete(FeedbackRow).where(FeedbackRow.day < today - KEPT_FOR))
    return cast("CursorResult[object]", gone).rowcount


def _read(session: Session, condition: ColumnElement[bool]) -> dict[str, list[Reported]]:
    row, count = FeedbackRow, func.sum(FeedbackRow.n - FeedbackRow.seen)
    found = session.execute(
        select(row.angebot_id, row.reason, count, func.max(row.day))
        .where(row.n > row.seen, condition)
        .group_by(row.angebot_id, row.reason)
        .order_by(count.desc(), row.reason)
    )
    reports: dict[str, list[Reported]] = {}
    for angebot_id, reason, number, last_day in found:
        said = Reported(reason=cast("Reason", reason), count=int(number), last_day=last_day)
        reports.setdefault(angebot_id, []).append(said)
    return reports
