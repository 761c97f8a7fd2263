"""The list of entries: what is found, what needs a look first, which page of it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from admin.needs import EXPIRING_WITHIN, FIRST_TIER, URGENCY, Attention, attention_of, needs_of
from angebote.feedback import Reported
from angebote.store.feedback import fresh_feedback
from angebote.store.tables import AngebotRow, AngebotTextRow, ConfirmationRow, TraegerRow
from angebote.store.translated import lacking_translations, translated_in_all

ROWS_PER_PAGE = 50
FILTERS = (
    "all",
    "attention",
    "feedback",
    "published",
    "draft",
    "archived",
    "ends_soon",
    "unconfirmed",
    "untranslated",
    "one_language",
    "no_words",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry in the list.

    Shape: `needs` are the reasons why it needs a look, the most urgent first; `reports` what residents said of late and nobody saw to;
           `lacks` the languages in which it has no text of today, filled in for the lines of a page only.
    """

    id: str
    name: str
    traeger: str
    municipality_id: str
    version: int
    status: str
    checked_on: date | None
    expires_on: date | None
    needs: tuple[Attention, ...]
    reports: Sequence[Reported] = ()
    lacks: Sequence[str] = ()

    @property
    def attention(self) -> Attention:
        """The most urgent reason why it needs a look."""
        return self.needs[0] if self.needs else "none"

    @property
    def is_waiting(self) -> bool:
        """Tell whether somebody should look at it soon; a translation that is missing can wait."""
        return self.attention not in ("none", "untranslated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person wants to see. Shape: `filter` is one of FILTERS, `town` an id or "" for all, `page` counts from 1."""

    words: str = ""
    filter: str = "all"
    town: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of the list, with how many there are in all and how many of all need a look, which residents spoke of, which are not translated."""

    lines: Sequence[Line]
    count: int
    page: int
    pages: int
    attention_count: int
    feedback_count: int
    untranslated_count: int


def find_lines(session: Session, wanted: Wanted, today: date) -> Found:
    """Return the entries the Session sees and the person wants, those that need a look first."""
    all_lines = _read(session, today)
    chosen = sorted(_chosen(session, all_lines, wanted, today), key=_order)
    pages = max(1, math.ceil(len(chosen) / ROWS_PER_PAGE))
    page = min(max(wanted.page, 1), pages)
    return Found(
        lines=_with_languages(session, chosen[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE]),
        count=len(chosen),
        page=page,
        pages=pages,
        attention_count=sum(line.is_waiting for line in all_lines),
        feedback_count=sum("feedback" in line.needs for line in all_lines),
        untranslated_count=sum("untranslated" in line.needs for line in all_lines),
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


def _read(session: Session, today: date) -> list[Line]:
    row, text = AngebotRow, AngebotTextRow
    reports, translated = fresh_feedback(session, today), translated_in_all(session, FIRST_TIER)
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
            needs=needs_of(
                attention_of(status=status, checked_on=checked_on, expires_on=expires_on, today=today, asked_on=asked_on),
                has_reports=id_ in reports and status != "archived",
                is_untranslated=status == "published" and id_ not in translated,
            ),
            reports=reports.get(id_, ()),
        )
        for id_, name, traeger, town, version, status, checked_on, expires_on, asked_on in found
    ]


def _with_languages(session: Session, lines: Sequence[Line]) -> Sequence[Line]:
    lacking = lacking_translations(session, [line.id for line in lines if "untranslated" in line.needs], FIRST_TIER)
    return [replace(line, lacks=lacking.get(line.id, ())) for line in lines]


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
        return line.is_waiting
    if chosen in ("feedback", "untranslated"):
        return chosen in line.needs
    if chosen == "unconfirmed":
        return line.checked_on is None and line.status != "archived"
    if chosen == "draft":
        return line.status in ("draft", "in_review")
    return line.status == chosen if chosen in ("published", "archived") else line.status != "archived"


def _order(line: Line) -> tuple[int, str]:
    return URGENCY.index(line.attention), line.name.casefold()
