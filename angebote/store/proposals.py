"""Changes of Angebote that wait: proposing one, reading what waits, putting it in force - which is a change like any other."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.model import Angebot
from angebote.store.catalogue import read_angebot, write_angebot
from angebote.store.history import Author, differences, with_fields
from angebote.store.references import standing
from angebote.store.tables import AngebotRow, ProposalRow

State = Literal["open", "planned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change that waits. Shape: `fields` maps a field of the Angebot to [before, proposed] as JSON values; `due_on` None = at once."""

    id: str
    angebot_id: str
    at: datetime
    author: str
    account_id: str | None
    state: State
    due_on: date | None
    fields: Mapping[str, list[Any]]


def propose(session: Session, before: Angebot, after: Angebot, *, author: Author, state: State, due_on: date | None) -> bool:
    """Keep what differs between the stored version and the wished one as a proposal; False if they say the same."""
    fields = differences(before, after)
    if not fields:
        return False
    municipality_id = session.get_one(AngebotRow, before.id).municipality_id
    session.add(
        ProposalRow(
            id=str(uuid.uuid4()),
            municipality_id=municipality_id,
            angebot_id=before.id,
            made_at=author.at,
            account_id=author.account_id,
            author=author.name,
            state=state,
            due_on=due_on,
            fields=fields,
        )
    )
    session.flush()
    return True


def proposals(session: Session, *, angebot_id: str | None = None) -> Sequence[Proposal]:
    """Return what waits within the Session's scope, oldest first; of one Angebot if it is named."""
    query = select(ProposalRow).order_by(ProposalRow.made_at, ProposalRow.id)
    return [_proposal(row) for row in session.scalars(query.where(ProposalRow.angebot_id == angebot_id) if angebot_id else query)]


def proposed(angebot: Angebot, proposal: Proposal) -> Angebot:
    """Return the Angebot as it would be with the proposal."""
    return with_fields(angebot, {name: wished for name, (_, wished) in proposal.fields.items()})


def overtaken_fields(angebot: Angebot, proposal: Proposal) -> tuple[str, ...]:
    """Return the fields that were changed otherwise since the proposal was made."""
    now = differences(None, angebot)
    return tuple(name for name, (before, _) in proposal.fields.items() if name in now and now[name][1] != before)


def accept(session: Session, proposal: Proposal, *, author: Author, today: date) -> bool:
    """Put a proposal in force, or plan it for its day; return True if it is in force now.

    Errors: Stale if the Angebot was changed at this very moment.
    """
    if proposal.due_on is not None and proposal.due_on > today:
        session.get_one(ProposalRow, proposal.id).state = "planned"
        return False
    angebot = read_angebot(session, proposal.angebot_id)
    if angebot is not None:
        municipality_id = session.get_one(AngebotRow, angebot.id).municipality_id
        wished, _ = standing(session, proposed(angebot, proposal), angebot)
        write_angebot(session, wished, municipality_id=municipality_id, author=author)
    drop(session, proposal.id)
    return True


def drop(session: Session, proposal_id: str) -> None:
    """Take a proposal away: declined, taken back, or done."""
    session.delete(session.get_one(ProposalRow, proposal_id))
    session.flush()


def put_due_in_force(session: Session, *, now: datetime, today: date) -> int:
    """Put every planned change in force whose day has come; return how many. Needs the scope of the system."""
    due = [one for one in proposals(session) if one.state == "planned" and (one.due_on is None or one.due_on <= today)]
    for one in due:
        accept(session, one, author=Author(name=one.author, account_id=one.account_id, at=now, action="planned"), today=today)
    return len(due)


def _proposal(row: ProposalRow) -> Proposal:
    return Proposal(
        id=row.id,
        angebot_id=row.angebot_id,
        at=row.made_at,
        author=row.author,
        account_id=row.account_id,
        state=cast("State", row.state),
        due_on=row.due_on,
        fields=row.fields,
    )
