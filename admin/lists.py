"""The list of entries: what is found, what needs a look first, which page of it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from angebote.freshness import HIDE_AFTER
from angebote.opening import CONFIRMED_DAYS
from angebote.store.tables import AngebotRow, AngebotTextRow, ConfirmationRow, TraegerRow

Attention = Literal["hidden", "expired", "expiring", "asked", "never_checked", "long_ago", "none"]
URGENCY: tuple[Attention, ...] = ("hidden", "expired", "expiring", "asked", "never_checked", "long_ago", "none")
EXPIRING_WITHIN = timedelta(days=30)
ROWS_PER_PAGE = 50
FILTERS = ("all", "attention", "published", "draft", "archived", "ends_soon", "unconfirmed", "one_language", "no_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry in the list."""

    id: str
    name: str
    traeger: str
    municipality_id: str
    version: int
    status: str
    checked_on: date | None
    expires_on: date | None
    attention: Attention


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person wants to see. Shape: `filter` is one of FILTERS, `town` an id or "" for all, `page` counts from 1."""

    words: str = ""
    filter: str = "all"
    town: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of the list, with how many there are in all and how many of all need a look."""

    lines: Sequence[Line]
    count: int
    page: int
    pages: int
    attention_count: int


def find_lines(session: Session, wanted: Wanted, today: date) -> Found:
    """Return the entries the Session sees and the person wants, those that need a look first."""
    all_lines = _read(session, today)
    chosen = sorted(_chosen(session, all_lines, wanted, today), key=_order)
    pages = max(1, math.ceil(len(chosen) / ROWS_PER_PAGE))
    page = min(max(wanted.page, 1), pages)
    return Found(
        lines=chosen[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE],
        count=len(chosen),
        page=page,
        pages=pages,
        attention_count=sum(1 for line in all_lines if line.attention != "none"),
    )


def page_number(asked: str) -> int:
    """Return the page of a list that an address asks for, 1 if it names none."""
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1


def found_ids(session: Session, wanted: Wanted, today: date) -> list[str]:
    """Return the ids of all entries the person wants, on whichever page they stand."""
    return [line.id for line in _chosen(session, _read(session, today), wanted, today)]


def wanted_of(asked: Mapping[str, str]) -> Wanted:
    """Read what the person wants to see from an address or a form; anything odd counts as not said."""
    return Wanted(
        words=asked.get("words", "")[:100],
        filter=asked["filter"] if asked.get("filter") in FILTERS else "all",
        town=asked.get("town", "")[:36],
        page=page_number(asked.get("page", "")),
    )


def attention_of(
    *, status: str, checked_on: date | None, expires_on: date | None, today: date, asked_on: date | None = None
) -> Attention:
    """Return why an entry needs a look; archived ones need none. `asked_on`: the carrier was asked that day and did not answer yet."""
    if status == "archived":
        return "none"
    is_asked = asked_on is not None and (checked_on is None or checked_on < asked_on)
    if is_asked and asked_on is not None and today - asked_on >= HIDE_AFTER:
        return "hidden"
    if expires_on is not None and expires_on - today <= EXPIRING_WITHIN:
        return "expired" if expires_on < today else "expiring"
    if is_asked:
        return "asked"
    if checked_on is None:
        return "never_checked"
    return "long_ago" if (today - checked_on).days > CONFIRMED_DAYS else "none"


def _read(session: Session, today: date) -> list[Line]:
    row, text = AngebotRow, AngebotTextRow
    columns = (row.id, text.name, TraegerRow.name, row.municipality_id, row.version, row.status, row.checked_on, row.expires_on)
    found = session.execute(
        select(*columns, ConfirmationRow.asked_on)
        .join(text, and_(text.angebot_id == row.id, text.language == row.source_language))
        .join(TraegerRow, TraegerRow.id == row.traeger_id)
        .outerjoin(ConfirmationRow, ConfirmationRow.angebot_id == row.id)
    )
    return [
        Line(
            id=id_,
            name=name,
            traeger=traeger,
            municipality_id=town,
            version=version,
            status=status,
            checked_on=checked_on,
            expires_on=expires_on,
            attention=attention_of(status=status, checked_on=checked_on, expires_on=expires_on, today=today, asked_on=asked_on),
        )
        for id_, name, traeger, town, version, status, checked_on, expires_on, asked_on in found
    ]


def _chosen(session: Session, all_lines: Sequence[Line], wanted: Wanted, today: date) -> list[Line]:
    lacking = _lacking(session, wanted.filter, today)
    return [line for line in all_lines if _is_wanted(line, wanted) and (lacking is None or line.id in lacking)]


def _lacking(session: Session, chosen: str, today: date) -> set[str] | None:
    """Return the ids of the entries that lack something a filter asks for, or end soon; None for filters that ask for nothing of the kind."""
    if chosen == "ends_soon":
        return set(session.scalars(select(AngebotRow.id).where(AngebotRow.expires_on <= today + EXPIRING_WITHIN)))
    if chosen == "one_language":
        text = AngebotTextRow
        return set(session.scalars(select(text.angebot_id).group_by(text.angebot_id).having(func.count() == 1)))
    if chosen == "no_words":
        return {id_ for id_, words in session.execute(select(AngebotRow.id, AngebotRow.search_words)) if not words}
    return None


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    text = f"{line.name} {line.traeger}".casefold()
    has_words = all(word in text for word in wanted.words.casefold().split())
    return has_words and wanted.town in ("", line.municipality_id) and _passes(line, wanted.filter)


def _passes(line: Line, chosen: str) -> bool:
    if chosen == "attention":
        return line.attention != "none"
    if chosen == "unconfirmed":
        return line.checked_on is None and line.status != "archived"
    if chosen == "draft":
        return line.status in ("draft", "in_review")
    return line.status == chosen if chosen in ("published", "archived") else line.status != "archived"


def _order(line: Line) -> tuple[int, str]:
    return URGENCY.index(line.attention), line.name.casefold()
