"""What the pages about organisations, programmes and places share: counting, names that are taken, the page before something goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request, Response
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from admin.access import Visitor, not_found
from admin.faults import Fault
from admin.pages import language_of_page
from angebote.store.tables import AccountRow, AccountTraegerRow, AngebotRow, AngebotTextRow, ProgrammeRow, TraegerRow
from locales import Text

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as it is named on the page of what it belongs to."""

    id: str
    name: str
    status: str


def row_of(session: Session, kind: type[Row], key: str) -> Row:
    """Return one row the Session sees.

    Errors: HTTPException 404 if there is none.
    """
    found = session.get(kind, key)
    if found is None:
        raise not_found()
    return found


def count_entries(session: Session, column: InstrumentedAttribute[Any]) -> Mapping[str, int]:
    """Return how many entries there are for each value of a column, archived ones left out."""
    wanted = select(column, func.count(AngebotRow.id)).where(AngebotRow.status != "archived").group_by(column)
    return {key: count for key, count in session.execute(wanted) if key}


def count_people(session: Session) -> Mapping[str, int]:
    """Return how many people with access work for each Traeger."""
    work = AccountTraegerRow
    wanted = select(work.traeger_id, func.count(AccountRow.id)).join(AccountRow, AccountRow.id == work.account_id)
    return {key: count for key, count in session.execute(wanted.where(AccountRow.is_active).group_by(work.traeger_id)) if count}


def entry_lines(session: Session, condition: ColumnElement[bool]) -> Sequence[EntryLine]:
    """Return the entries for which something holds, by name."""
    row, text = AngebotRow, AngebotTextRow
    own_words = and_(text.angebot_id == row.id, text.language == row.source_language)
    found = session.execute(
        select(row.id, text.name, row.status).join(text, own_words).where(condition).order_by(text.name, row.id)
    )
    return [EntryLine(id_, name, status) for id_, name, status in found]


def name_fault(
    session: Session, kind: type[TraegerRow | ProgrammeRow], name: str, town_id: str, own_id: str
) -> Mapping[str, Fault]:
    """Return the fault of a name that another one of the town has already, else nothing."""
    others = session.scalars(select(kind.name).where(kind.municipality_id == town_id, kind.id != own_id))
    is_taken = name.casefold() in {other.casefold() for other in others}
    return {"name": Fault("name", "name_taken")} if is_taken else {}


def said_at(request: Request, faults: Mapping[str, Fault]) -> Mapping[str, Text]:
    """Return the sentences at the fields in the language of the page."""
    return {name: fault.sentence(language_of_page(request)) for name, fault in faults.items()}


def page_before(
    request: Request, visitor: Visitor, *, heading: Text, lines: Sequence[Text], button: Text, back: str, **hidden: str
) -> Response:
    """Return the page that says what will happen, with one button to do it and a way back. Shape: `hidden` is sent with the button."""
    return visitor.panel.pages.page(
        request, "before.html", visitor=visitor, heading=heading, lines=lines, button=button, back=back, hidden=hidden
    )
