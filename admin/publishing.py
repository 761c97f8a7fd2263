"""What happens with an entry that is saved: in force at once, on a day, or after somebody else said yes. One place decides."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from admin.access import Visitor
from admin.entries import Opened
from admin.rights import Role
from angebote.model import Angebot, Status
from angebote.store.catalogue import write_angebot
from angebote.store.history import Author
from angebote.store.proposals import Proposal, State, drop, proposals, propose

Done = Literal["saved", "saved-published", "sent-for-review", "planned"]
PUBLISH_ALONE: frozenset[Role] = frozenset({"coordinator", "operator"})


@dataclass(frozen=True, slots=True)
class Plan:
    """How an entry is kept. Shape: `status` is written now (None: the stored entry stays as it is), `waits` is how the rest of the wish waits."""

    status: Status | None
    waits: State | None
    done: Done


def publishes_alone(role: Role, *, needs_review: bool) -> bool:
    """Tell whether somebody with that role may publish without anybody else's yes."""
    return not needs_review or role in PUBLISH_ALONE


def plan_of(opened: Opened, visitor: Visitor, *, wants_public: bool, is_later: bool) -> Plan:
    """Return what becomes of an entry that is saved: `wants_public` is pressed, or is what it is already; `is_later`: from a day to come on."""
    present: Status = opened.angebot.status if opened.angebot else "draft"
    is_alone = publishes_alone(visitor.account.role, needs_review=opened.town.needs_review)
    if not wants_public:
        return Plan(present, None, "saved")
    if is_alone and not is_later:
        return Plan("published", None, "saved-published")
    waits: State = "planned" if is_alone else "open"
    done: Done = "planned" if is_alone else "sent-for-review"
    if present == "published":
        return Plan(None, waits, done)
    return Plan("draft" if is_alone else "in_review", waits, done)


def keep(session: Session, angebot: Angebot, opened: Opened, plan: Plan, *, visitor: Visitor, due_on: date | None) -> None:
    """Write an entry as planned, with its history; what waits becomes a proposal in place of an older one of the same person.

    Errors: Stale if somebody was faster.
    """
    if plan.status is not None:
        is_new_to_residents = plan.status == "published" and (opened.angebot is None or opened.angebot.status != "published")
        author = visitor.author("published" if is_new_to_residents else "changed")
        written = write_angebot(session, replace(angebot, status=plan.status), municipality_id=opened.town.id, author=author)
    else:
        written = opened.angebot or angebot
    if plan.waits:
        wished = replace(angebot, status="published", version=written.version)
        suggest(session, written, wished, author=visitor.author("proposed"), state=plan.waits, due_on=due_on)


def suggest(session: Session, before: Angebot, wished: Angebot, *, author: Author, state: State, due_on: date | None) -> None:
    """Keep a wish in place of an older one of the same person."""
    for older in own_proposals(session, before.id, author.account_id):
        drop(session, older.id)
    propose(session, before, wished, author=author, state=state, due_on=due_on)


def own_proposals(session: Session, angebot_id: str, account_id: str | None) -> list[Proposal]:
    """Return what somebody proposed for an entry and still waits."""
    return [one for one in proposals(session, angebot_id=angebot_id) if one.account_id == account_id]
