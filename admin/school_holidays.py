"""The days without school that a town adds to those of its Bundesland: movable days, and years that are not known yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic_core import PydanticCustomError

from admin.access import OwnForm, Visitor, needs
from admin.faults import Fault
from admin.fields import day_from
from admin.forms import Typed, first
from admin.pages import language_of_page, redirect
from admin.plain import plain_line
from admin.towns import town_names, town_row
from angebote.opening import LONGEST_SCHOOL_HOLIDAYS_DAYS, school_holidays_of
from angebote.store.audit import note
from angebote.store.catalogue import read_school_holidays, write_school_holidays
from angebote.store.tables import MunicipalityRow
from locales import Text

MOST_ROWS = 60
EMPTY_ROWS = 3
LONGEST_NAME = 100
YEARS_SHOWN = 2
routes = APIRouter()
TownVisitor = Annotated[Visitor, Depends(needs("town"))]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table as it was typed. Shape: `fault` is the sentence at it, None if all is well."""

    number: int
    first_day: str = ""
    last_day: str = ""
    name: str = ""
    fault: Text | None = None


@routes.get("/town/holidays")
def show_holidays(request: Request, visitor: TownVisitor) -> Response:
    """The page with the school holidays of a town."""
    with visitor.session(is_reading=True) as session:
        town = town_row(session, request.query_params.get("town", ""))
        known = read_school_holidays(session, town.id)
        towns = town_names(session)
    rows = [Row(number, str(begin), str(end), name) for number, (begin, end, name) in enumerate(known)]
    return _page(request, visitor, town, rows, towns=towns)


@routes.post("/town/holidays")
def keep_holidays(request: Request, visitor: TownVisitor, typed: OwnForm) -> Response:
    """Keep the days a town adds; a row without a first day is left out."""
    with visitor.session() as session:
        town = town_row(session, first(typed, "town"))
        rows = list(_typed_rows(typed, language_of_page(request)))
        if any(row.fault for row in rows):
            return _page(request, visitor, town, rows, towns=town_names(session), status=422)
        holidays = tuple(sorted((day_from(row.first_day), day_from(row.last_day or row.first_day), row.name) for row in rows))
        write_school_holidays(session, holidays, municipality_id=town.id)
        note(session, visitor.author("school holidays"), town.name, municipality_id=town.id)
    return redirect(request, f"/town/holidays?town={town.id}", done="holidays")


def _typed_rows(typed: Typed, language: str) -> Iterator[Row]:
    for number in range(MOST_ROWS):
        begin, end, name = (plain_line(first(typed, f"{part}.{number}")) for part in ("first_day", "last_day", "name"))
        if begin or end or name:
            fault = _fault(begin, end or begin, name)
            yield Row(number, begin, end, name, fault.sentence(language) if fault else None)


def _fault(begin: str, end: str, name: str) -> Fault | None:
    try:
        length = (day_from(end) - day_from(begin)).days
    except PydanticCustomError:
        return Fault("first_day", "date")
    if length < 0:
        return Fault("first_day", "date_order")
    if length > LONGEST_SCHOOL_HOLIDAYS_DAYS:
        return Fault("first_day", "holidays_long", {"max_length": LONGEST_SCHOOL_HOLIDAYS_DAYS})
    return Fault("first_day", "string_too_long", {"max_length": LONGEST_NAME}) if len(name) > LONGEST_NAME else None


def _page(
    request: Request,
    visitor: Visitor,
    town: MunicipalityRow,
    rows: Sequence[Row],
    *,
    towns: Mapping[str, str],
    status: int = 200,
) -> Response:
    start = max((row.number for row in rows), default=-1) + 1
    more = [Row(number) for number in range(start, min(start + EMPTY_ROWS, MOST_ROWS))]
    year = visitor.panel.today().year
    return visitor.panel.pages.page(
        request,
        "school_holidays.html",
        status=status,
        visitor=visitor,
        town_id=town.id,
        town_name=town.name,
        towns=towns,
        rows=[*rows, *more],
        years=[(shown, school_holidays_of(town.state, shown)) for shown in range(year, year + YEARS_SHOWN)],
    )
