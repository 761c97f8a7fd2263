"""A day in a house as a page that can hang at its door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from fastapi import APIRouter, Request, Response

from admin.houses import HouseId
from admin.pages import language_of_page
from admin.parts import row_of
from admin.town import TownVisitor
from admin.towns import town_row, traeger_names
from admin.week import KINDS
from angebote.house_day import Calendar, HouseDay, house_day
from angebote.model import Angebot
from angebote.opening import Hours
from angebote.store.catalogue import read_school_holidays
from angebote.store.parts import entries_of
from angebote.store.tables import AngebotRow, LocationRow
from angebote.topics import topics
from locales import Text, mark_panel, say_panel

DAYS_AHEAD = 7
NAMED_DAYS = (mark_panel("Today"), mark_panel("Tomorrow"))
routes = APIRouter(prefix="/houses")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorLine:
    """One line of the page. Shape: `times` is "" where there are none, `kind` says what happens then; `phone` is given where people call first."""

    times: str
    icon: str
    name: Text
    traeger: str
    kind: str = ""
    phone: str = ""
    no_new_until: date | None = None


@routes.get("/{house_id}/day")
def show_day(request: Request, visitor: TownVisitor, house_id: HouseId) -> Response:
    """What is open in a house on one of the next days."""
    language, today = language_of_page(request), visitor.panel.today()
    days = [today + timedelta(days=offset) for offset in range(DAYS_AHEAD + 1)]
    day = next((one for one in days if str(one) == request.query_params.get("day")), today)
    with visitor.session(is_reading=True) as session:
        row = row_of(session, LocationRow, house_id)
        town = town_row(session, row.municipality_id)
        calendar = Calendar(day, town.state, read_school_holidays(session, town.id))
        found = house_day(entries_of(session, AngebotRow.location_id == house_id), calendar)
        traeger = traeger_names(session, town.id)
    return visitor.panel.pages.page(
        request,
        "house_day.html",
        visitor=visitor,
        house=row,
        day=day,
        day_name=_written(day, language),
        days=[(one, _named(number, one, language)) for number, one in enumerate(days)],
        parts=_parts(found, day, language, traeger),
    )


def _parts(found: HouseDay, day: date, language: str, traeger: Mapping[str, str]) -> Mapping[str, Sequence[DoorLine]]:
    """Return the lines of the page: "running" in order of time, then "by_appointment", "closed", "unknown" by name."""

    def line(angebot: Angebot, hours: Sequence[Hours] = (), *, calls_first: bool = False) -> DoorLine:
        text, tag = angebot.text_for(language)
        is_by_phone = any(one.kind == "phone" for one in hours)
        closed_until = angebot.intake.closed_until
        return DoorLine(
            times=", ".join(f"{one.opens_at:%H:%M}–{one.closes_at:%H:%M}" for one in hours),
            icon=topics()[angebot.topics[0]].icon if angebot.topics else "",
            name=Text(text.name, tag),
            traeger=traeger.get(angebot.traeger_id, ""),
            kind=KINDS[hours[0].kind] if len(hours) == 1 and hours[0].kind in ("phone", "group") else "",
            phone=angebot.phones[0].number if angebot.phones and (calls_first or is_by_phone) else "",
            no_new_until=closed_until if closed_until and closed_until >= day else None,
        )

    return {
        "running": [line(angebot, (hours,)) for hours, angebot in found.running],
        "by_appointment": [line(angebot, hours, calls_first=True) for hours, angebot in found.by_appointment],
        "closed": [line(angebot) for angebot in found.closed],
        "unknown": [line(angebot, calls_first=True) for angebot in found.unknown],
    }


def _named(number: int, day: date, language: str) -> str:
    """Return what a day of the choice is called: today, tomorrow, then the weekday with the date."""
    if number < len(NAMED_DAYS):
        return say_panel(NAMED_DAYS[number], language).text
    return f"{format_date(day, 'EEE', locale=language)} {day:%d.%m.}"


def _written(day: date, language: str) -> str:
    return f"{format_date(day, 'EEEE', locale=language)}, {day:%d.%m.%Y}"
