"""What the panel does without anybody pressing: ending accesses, asking carriers whether their entries are still right, sending mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.mails import Office, put_in, send_due
from admin.staff import end_due
from angebote.store import Scope, Store
from angebote.store.confirmations import Asking, end_askings, note_asked, to_be_asked
from angebote.store.proposals import put_due_in_force
from angebote.store.tables import AccountRow, AccountTraegerRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one round did: how many accesses ended, planned changes came into force, Angebote were asked about, and mails went out."""

    ended: int
    published: int
    asked: int
    sent: int


def work(store: Store, office: Office, *, now: datetime, today: date, after_days: int) -> Done:
    """Do what is due. Units: `after_days` in days. Errors: those of the database."""
    with store.session(Scope.system()) as session:
        ended = end_due(session, today)
        published = put_due_in_force(session, now=now, today=today)
        end_askings(session)
        asked = ask(session, now=now, today=today, after_days=after_days)
    return Done(ended=len(ended), published=published, asked=asked, sent=send_due(store, office, now=now, today=today))


def ask(session: Session, *, now: datetime, today: date, after_days: int) -> int:
    """Put the questions that are due into the outbox and return about how many Angebote; nobody there to be asked = nothing happens."""
    answering = _Answering(session)
    due = [(one, answering.people(one)) for one in to_be_asked(session, today, after_days=after_days)]
    asked = [(one, people) for one, people in due if people]
    for kind, is_reminder in (("still right", False), ("reminder", True)):
        put_in(session, _each(people for one, people in asked if one.is_reminder == is_reminder), kind, now)  # type: ignore[arg-type]
    note_asked(session, [one for one, _ in asked], today)
    return len(asked)


class _Answering:
    """Who can answer for an Angebot: the people of its Traeger, else the coordinators of its town."""

    def __init__(self, session: Session) -> None:
        active = AccountRow.is_active.is_(True)
        of_traeger = select(AccountTraegerRow.traeger_id, AccountRow.id).join(
            AccountRow, AccountRow.id == AccountTraegerRow.account_id
        )
        of_town = select(AccountRow.municipality_id, AccountRow.id).where(active, AccountRow.role == "coordinator")
        self._of_traeger = _grouped((key, one) for key, one in session.execute(of_traeger.where(active)))
        self._of_town = _grouped((key, one) for key, one in session.execute(of_town))

    def people(self, asking: Asking) -> Sequence[str]:
        return self._of_traeger.get(asking.traeger_id) or self._of_town.get(asking.municipality_id) or ()


def _grouped(rows: Iterable[tuple[str | None, str]]) -> dict[str | None, list[str]]:
    groups: dict[str | None, list[str]] = {}
    for key, account_id in rows:
        groups.setdefault(key, []).append(account_id)
    return groups


def _each(groups: Iterable[Sequence[str]]) -> set[str]:
    return {one for group in groups for one in group}
