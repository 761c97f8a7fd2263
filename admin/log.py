"""The log of what was done, for coordinators; an operator also sees whether its seals hold."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from admin.access import Visitor, needs
from angebote.store.audit import broken_entries, entries
from locales import mark_panel

PER_PAGE = 50
ACTIONS: Mapping[str, str] = {
    "invited": mark_panel("invited"),
    "person changed": mark_panel("changed the rights of"),
    "link made": mark_panel("made a sign-in link for"),
    "link mailed": mark_panel("mailed a sign-in link to"),
    "mail handed over": mark_panel("handed a mail over to"),
    "access ended": mark_panel("ended the access of"),
    "access given back": mark_panel("gave the access back to"),
    "handed over": mark_panel("handed over:"),
    "second step on": mark_panel("switched the second step on for"),
    "second step off": mark_panel("took the second step away from"),
    "boundaries kept": mark_panel("kept boundaries in"),
    "neighbours from boundaries": mark_panel("let Stadtteile be neighbours:"),
    "boundary away": mark_panel("took away the boundary of"),
    "review on": mark_panel("switched four eyes on in"),
    "review off": mark_panel("switched four eyes off in"),
    "school holidays": mark_panel("changed the school holidays of"),
    "organisation added": mark_panel("added the organisation"),
    "organisation changed": mark_panel("changed the organisation"),
    "organisation deleted": mark_panel("deleted the organisation"),
    "programme added": mark_panel("added the programme"),
    "programme changed": mark_panel("changed the programme"),
    "programme deleted": mark_panel("deleted the programme"),
    "place changed": mark_panel("changed the place"),
    "places merged": mark_panel("put two places together:"),
    "places apart": mark_panel("made two places of one again:"),
    "bulk confirm": mark_panel("confirmed several entries:"),
    "bulk publish": mark_panel("published several entries:"),
    "bulk archive": mark_panel("archived several entries:"),
    "bulk topic": mark_panel("added a topic to several entries:"),
    "bulk word": mark_panel("added a word to several entries:"),
    "bulk ends": mark_panel("let several entries end on a day:"),
    "bulk traeger": mark_panel("gave several entries to another organisation:"),
    "bulk undone": mark_panel("took this back for several entries:"),
    "merged": mark_panel("put together:"),
    "kept apart": mark_panel("said that these are two:"),
    "compared again": mark_panel("has these compared again:"),
    "Stadtteil added": mark_panel("added the Stadtteil"),
    "Stadtteil changed": mark_panel("changed the Stadtteil"),
    "Stadtteil deleted": mark_panel("deleted the Stadtteil"),
    "emergency place changed": mark_panel("changed the emergency place"),
    "emergency place checked": mark_panel("checked the emergency place"),
    "emergency place deleted": mark_panel("deleted the emergency place"),
    "topic words changed": mark_panel("changed the own words of"),
    "town changed": mark_panel("changed the settings of"),
}
LogVisitor = Annotated[Visitor, Depends(needs("audit"))]
routes = APIRouter(prefix="/log")


@routes.get("")
def show_log(request: Request, visitor: LogVisitor) -> Response:
    """The newest entries, or those before a number."""
    asked = request.query_params.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 16 else None
    with visitor.session(is_reading=True) as session:
        found = entries(session, limit=PER_PAGE + 1, before=before)
        broken = set(broken_entries(session)) if visitor.account.role == "operator" else None
    return visitor.panel.pages.page(
        request,
        "log.html",
        visitor=visitor,
        entries=found[:PER_PAGE],
        older=found[PER_PAGE - 1].id if len(found) > PER_PAGE else None,
        broken=broken,
        actions=ACTIONS,
    )
