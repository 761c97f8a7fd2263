"""The town at a glance: what it still needs before it goes live, and which topics are covered where."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from admin.access import Visitor, needs, not_found
from admin.pages import language_of_page
from admin.towns import town_names
from angebote.coverage import coverage
from angebote.findings import Finding, town_findings
from angebote.model import Town
from angebote.topics import topics
from locales import mark_panel, say, say_panel

FINDINGS: Mapping[str, str] = {
    "homeless_tonight": mark_panel("There is no emergency place for the night. People are sent to 110 until there is one."),
    "child_protection_24h": mark_panel("There is no number for children in danger that answers day and night."),
    "topics": mark_panel("Nobody helps with: {topics}"),
    "unconfirmed": mark_panel("{count} of {all} entries were never confirmed."),
    "operator": mark_panel("Nobody is named as responsible for this service."),
}
# Where it is mended: finding -> page.
MENDED_AT: Mapping[str, str] = {
    "homeless_tonight": "/town/emergency/homeless_tonight",
    "child_protection_24h": "/town/emergency/child_protection_24h",
    "operator": "/town/settings",
}
TownVisitor = Annotated[Visitor, Depends(needs("town"))]
routes = APIRouter(prefix="/town")


@routes.get("")
def show_town(request: Request, visitor: TownVisitor) -> Response:
    """The checklist and the table of coverage."""
    with visitor.session(is_reading=True) as session:
        names = town_names(session)
    town = _town(visitor, names, request.query_params.get("town", ""))
    cells = coverage(town)
    columns = [one for one in town.stadtteile.values() if one.is_choice]
    gaps = sum(cell.is_empty for row in cells.values() for cell in row.values())
    return visitor.panel.pages.page(
        request,
        "town.html",
        visitor=visitor,
        town=town,
        towns=names,
        findings=[(_in_words(one, language_of_page(request)), MENDED_AT.get(_key(one), "")) for one in town_findings(town)],
        columns=columns,
        rows=[(topics()[topic], row) for topic, row in cells.items()],
        gaps=gaps,
    )


def _town(visitor: Visitor, names: Mapping[str, str], wanted: str) -> Town:
    towns = {town.id: town for town in visitor.panel.towns().values() if town.id in names}
    found = towns.get(wanted) or next(iter(towns.values()), None)
    if found is None:
        raise not_found()
    return found


def _in_words(finding: Finding, language: str) -> str:
    values = dict(finding.values)
    sentence = FINDINGS[_key(finding)]
    if "topics" in values:
        names = [say(topics()[one].label, language).text for one in str(values["topics"]).split(", ")]
        values["topics"] = ", ".join(names)
    return say_panel(sentence, language, **values).text


def _key(finding: Finding) -> str:
    return str(finding.values.get("place", finding.kind))
