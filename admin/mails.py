"""Mails to the people who work in the panel: what waits, what it says, sending it. They never carry anything about residents."""

import logging
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from admin.accounts import Account, as_account
from admin.answers import answer_address
from admin.links import FIRST_LINK, link_for
from admin.smtp import Send
from angebote.store import Scope, Store
from angebote.store.tables import AccountRow, MailRow
from locales import HOME_LANGUAGE, SOURCE_LANGUAGE, mark_panel, say_panel

Kind = Literal["still right", "reminder", "invitation"]
MOST_AT_ONCE = 50
MOST_ATTEMPTS = 10
FIRST_WAIT = timedelta(minutes=5)
SUBJECTS = {
    "still right": mark_panel("Is everything still right?"),
    "reminder": mark_panel("A reminder: is everything still right?"),
    "invitation": mark_panel("Your sign-in link"),
}
LINES = {
    "still right": mark_panel(
        "Please look once whether your entries are still right. The link opens them; you need not sign in."
    ),
    "reminder": mark_panel(
        "Some of your entries have not been confirmed yet. Without an answer residents are told so, and later the entries are hidden."
    ),
    "invitation": mark_panel("With this link you come in and choose a password. It works once, for 24 hours."),
}
GREETING = mark_panel("Hello {name},")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail that waits. Shape: `attempts` counts how often sending it failed."""

    id: str
    account: Account
    kind: str
    since: datetime
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What mails are written and sent with. Shape: `send` is None without a mail server: mails wait in the list of the panel."""

    key: bytes
    address: str
    send: Send | None


def put_in(session: Session, account_ids: Iterable[str], kind: Kind, now: datetime) -> int:
    """Put a mail for each of these people into the outbox, unless one of the same kind waits already; return how many."""
    waiting = set(session.scalars(select(MailRow.account_id).where(MailRow.kind == kind)))
    wanted = sorted(set(account_ids) - waiting)
    session.add_all(
        MailRow(id=str(uuid.uuid4()), account_id=one, kind=kind, created_at=now, not_before=now, attempts=0) for one in wanted
    )
    session.flush()
    return len(wanted)


def waiting_mails(session: Session) -> Sequence[Mail]:
    """Return the mails that wait for people the Session sees, oldest first."""
    return [_mail(row, account) for row, account in session.execute(_with_account().order_by(MailRow.created_at, MailRow.id))]


def take_out(session: Session, mail_id: str) -> bool:
    """Take a mail that the Session sees out of the outbox: it was handed over otherwise. False if there is none."""
    row = session.scalar(select(MailRow).where(MailRow.id == mail_id))
    if row is None:
        return False
    session.delete(row)
    return True


def text_of(mail: Mail, link: str) -> tuple[str, str]:
    """Return subject and text of a mail: German first, the same in English below."""
    parts = []
    for tag in (HOME_LANGUAGE, SOURCE_LANGUAGE):
        greeting = say_panel(GREETING, tag, name=mail.account.name).text
        parts.append(f"{greeting}\n\n{say_panel(LINES[mail.kind], tag).text}\n\n{link}")
    return say_panel(SUBJECTS[mail.kind], HOME_LANGUAGE).text, "\n\n-- \n\n".join(parts) + "\n"


def link_of(mail: Mail, office: Office, today: date) -> str:
    """Return the signed link of a mail about entries; invitations get theirs when they are sent."""
    return answer_address(office.key, office.address, mail.account.id, today)


def send_due(store: Store, office: Office, *, now: datetime, today: date) -> int:
    """Send what is due and return how many went out; what fails is tried again later, ten times."""
    if office.send is None:
        return 0
    sent = 0
    for mail in _claimed(store, now):
        subject, text = text_of(mail, _link_to_send(store, mail, office, now=now, today=today))
        try:
            office.send(mail.account.address, subject, text)
        except (OSError, SMTPException) as error:
            _log.warning("a mail was not taken kind=%s attempt=%s", type(error).__name__, mail.attempts + 1)
        else:
            sent += 1
            with store.session(Scope.system()) as session:
                take_out(session, mail.id)
    return sent


def _claimed(store: Store, now: datetime) -> list[Mail]:
    """Take what is due and put it off first, so that a crash sends nothing twice at once."""
    with store.session(Scope.system()) as session:
        due = _with_account().where(MailRow.not_before <= now, AccountRow.is_active.is_(True))
        found = session.execute(due.order_by(MailRow.created_at).limit(MOST_AT_ONCE)).all()
        mails = [_mail(row, account) for row, account in found]
        for row, _ in found:
            row.attempts += 1
            row.not_before = now + FIRST_WAIT * 2 ** min(row.attempts, MOST_ATTEMPTS)
            if row.attempts > MOST_ATTEMPTS:
                session.delete(row)
        return mails


def _link_to_send(store: Store, mail: Mail, office: Office, *, now: datetime, today: date) -> str:
    if mail.kind != "invitation":
        return link_of(mail, office, today)
    with store.session(Scope.system()) as session:
        return link_for(session, mail.account.id, address=office.address, now=now, lifetime=FIRST_LINK)


def _with_account() -> Select[MailRow, AccountRow]:
    return select(MailRow, AccountRow).join(AccountRow, AccountRow.id == MailRow.account_id)


def _mail(row: MailRow, account: AccountRow) -> Mail:
    return Mail(id=row.id, account=as_account(account), kind=row.kind, since=row.created_at, attempts=row.attempts)
