"""How fresh the entries are, carrier by carrier, and the mails that wait to be sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Path, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.access import OwnForm, Visitor, needs, not_found
from admin.mails import Mail, Office, link_of, take_out, text_of, waiting_mails
from admin.pages import redirect
from angebote.freshness import Freshness, freshness_since, is_due
from angebote.store.audit import note
from angebote.store.confirmations import published_entries
from angebote.store.tables import TraegerRow

LeadVisitor = Annotated[Visitor, Depends(needs("people"))]
routes = APIRouter(prefix="/freshness")


class Stretch(NamedTuple):
    """A part of a bar. Units: `start` and `width` in percent of the bar, `entries` their number."""

    state: str
    entries: int
    start: float
    width: float


@dataclass(slots=True)
class Share:
    """How the published entries of one Traeger stand. Units: numbers of entries."""

    name: str
    published: int = 0
    confirmed: int = 0
    of: dict[Freshness, int] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """Whole percent of the published entries that were confirmed in time."""
        return round(100 * self.confirmed / self.published) if self.published else 0

    @property
    def bar(self) -> Sequence[Stretch]:
        """The published entries as one bar. Shape: confirmed, due, marked, hidden, those without entries left out."""
        marked, hidden = self.of.get("marked", 0), self.of.get("hidden", 0)
        counts = {
            "confirmed": self.confirmed,
            "due": self.published - self.confirmed - marked - hidden,
            "marked": marked,
            "hidden": hidden,
        }
        stretches, start = [], 0.0
        for state, count in counts.items():
            if count > 0:
                width = 100 * count / self.published
                stretches.append(Stretch(state, count, round(start, 2), round(width, 2)))
                start += width
        return stretches


@routes.get("")
def show_freshness(request: Request, visitor: LeadVisitor) -> Response:
    """The share of confirmed entries and the outbox."""
    panel = visitor.panel
    with visitor.session(is_reading=True) as session:
        shares = shares_of(session, panel.today(), after_days=panel.confirm_days)
        mails = waiting_mails(session)
    office = Office(key=panel.key, address=panel.address, send=None)
    shown = [(mail, *_text(mail, office, panel.today())) for mail in mails]
    return panel.pages.page(
        request,
        "freshness.html",
        visitor=visitor,
        shares=shares,
        together=_together(shares),
        mails=shown,
        has_mail_server=panel.has_mail_server,
    )


@routes.post("/mails/{mail_id}/done")
def hand_over(request: Request, visitor: LeadVisitor, mail_id: Annotated[str, Path(max_length=36)], typed: OwnForm) -> Response:  # noqa: ARG001 - the form is checked by its dependency
    """Take a mail out of the list: it was handed over by other means."""
    with visitor.session() as session:
        mail = next((one for one in waiting_mails(session) if one.id == mail_id), None)
        if mail is None or not take_out(session, mail_id):
            raise not_found()
        note(session, visitor.author("mail handed over"), mail.account.address, municipality_id=mail.account.municipality_id)
    return redirect(request, "/freshness", done="mail-done")


def shares_of(session: Session, today: date, *, after_days: int) -> Sequence[Share]:
    """Return how the published entries the Session sees stand, by Traeger; the one with most to do first."""
    names = {id_: name for id_, name in session.execute(select(TraegerRow.id, TraegerRow.name))}  # noqa: C416 - rows are no tuples to mypy
    shares: dict[str, Share] = {}
    for traeger_id, checked_on, asked_on in published_entries(session):
        share = shares.setdefault(traeger_id, Share(names[traeger_id]))
        share.published += 1
        share.confirmed += not is_due(checked_on=checked_on, today=today, after_days=after_days)
        state = freshness_since(asked_on, today)
        share.of[state] = share.of.get(state, 0) + 1
    return sorted(shares.values(), key=lambda one: (one.percent, one.name))


def _together(shares: Sequence[Share]) -> Share:
    of: dict[Freshness, int] = {}
    for one in shares:
        for state, count in one.of.items():
            of[state] = of.get(state, 0) + count
    return Share("", sum(one.published for one in shares), sum(one.confirmed for one in shares), of)


def _text(mail: Mail, office: Office, today: date) -> tuple[str, str]:
    return text_of(mail, "" if mail.kind == "invitation" else link_of(mail, office, today))
