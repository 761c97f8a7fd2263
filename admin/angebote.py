"""The entries of the catalogue: the list, the form, and what can be done with one entry."""

from typing import Any

from fastapi import APIRouter, Request, Response

from admin.access import RESUME, OwnForm, SignedInVisitor, Visitor, not_found
from admin.bulk_plan import MOST_CHOSEN
from admin.drafts import forget, offered
from admin.entries import AngebotId, Opened, existing, form_choices, open_entry, open_new
from admin.feedback import SAID
from admin.form_page import Showing, form_page, merged_page
from admin.form_values import angebot_of, location_of, typed_of
from admin.forms import Read, Typed, first, read_form
from admin.hours_ways import CARRIED, both_ways, carried, with_more_rows
from admin.lists import FILTERS, find_lines, wanted_of
from admin.merging import seen_version
from admin.pages import language_of_page, redirect
from admin.places import add_place
from admin.publishing import keep, own_proposals, plan_of
from admin.towns import town_names, writable_traeger
from angebote.store.catalogue import Stale
from angebote.store.drafts import Draft
from angebote.store.feedback import open_feedback
from angebote.store.history import changes_of
from angebote.store.proposals import proposed

MERGE = "merge"
MORE_ROWS = "rows"
SHOWS_AGAIN = frozenset({RESUME, MERGE, MORE_ROWS, *CARRIED})
routes = APIRouter()


@routes.get("/")
def start(request: Request, visitor: SignedInVisitor) -> Response:  # noqa: ARG001 - only for those who are signed in
    """The panel begins with the list."""
    return redirect(request, "/angebote")


@routes.get("/angebote")
def show_list(request: Request, visitor: SignedInVisitor) -> Response:
    """The list of the entries this person may see."""
    wanted = wanted_of(request.query_params)
    with visitor.session(is_reading=True) as session:
        found = find_lines(session, wanted, visitor.panel.today())
        towns = town_names(session)
        carriers = [name for _, name, _ in writable_traeger(session, visitor.account)]
    return _page(
        request,
        visitor,
        "list.html",
        found=found,
        wanted=wanted,
        towns=towns,
        carriers=carriers,
        filters=FILTERS,
        said=SAID,
        most=MOST_CHOSEN,
    )


@routes.get("/angebote/new")
def show_new(request: Request, visitor: SignedInVisitor) -> Response:
    """The empty form; first the Traeger is chosen if the person writes for several."""
    with visitor.session(is_reading=True) as session:
        carriers = writable_traeger(session, visitor.account)
        chosen = request.query_params.get("traeger") or (carriers[0][0] if len(carriers) == 1 else "")
        towns = town_names(session)
        opened = open_new(session, visitor, chosen) if chosen else None
        draft = offered(session, visitor, opened) if opened else None
    if opened is None:
        by_town = [(name, [(id_, label) for id_, label, town in carriers if town == town_id]) for town_id, name in towns.items()]
        return _page(request, visitor, "choose_traeger.html", by_town=by_town)
    typed = {"traeger_id": [chosen], "texts.de.name": [""], "cost": ["unknown"]} | both_ways((), language_of_page(request))
    return _form_or_draft(request, visitor, opened, typed, draft, Showing(draft=draft))


@routes.post("/angebote/new")
def create(request: Request, visitor: SignedInVisitor, typed: OwnForm) -> Response:
    """Keep a new entry."""
    with visitor.session(is_reading=True) as session:
        opened = open_new(session, visitor, first(typed, "traeger_id"))
    return _handle(request, visitor, opened, typed)


@routes.get("/angebote/{angebot_id}")
def show(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId) -> Response:
    """The form of one entry."""
    with visitor.session(is_reading=True) as session:
        opened = open_entry(session, visitor, angebot_id)
        draft = offered(session, visitor, opened)
        own = own_proposals(session, angebot_id, visitor.account.id)
        reports = open_feedback(session, angebot_id)
    angebot = proposed(existing(opened), own[-1]) if own else existing(opened)
    typed = dict(typed_of(angebot, language_of_page(request))) | ({"due_on": [str(own[-1].due_on or "")]} if own else {})
    return _form_or_draft(request, visitor, opened, typed, draft, Showing(draft=draft, has_proposal=bool(own), reports=reports))


@routes.post("/angebote/{angebot_id}")
def change(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Keep the changes of one entry."""
    with visitor.session(is_reading=True) as session:
        opened = open_entry(session, visitor, angebot_id)
    return _handle(request, visitor, opened, typed)


def _form_or_draft(
    request: Request, visitor: Visitor, opened: Opened, typed: Typed, draft: Draft | None, showing: Showing
) -> Response:
    """Show the form, with the offer to go on with what was typed before - or, once that is chosen, with that."""
    if draft and request.query_params.get("draft") == "go-on":
        return form_page(request, visitor, opened, draft.typed, Showing())
    return form_page(request, visitor, opened, typed, showing)


def _handle(request: Request, visitor: Visitor, opened: Opened, typed: Typed) -> Response:
    action = first(typed, "action")
    if action in SHOWS_AGAIN:
        return _show_again(request, visitor, opened, typed, action)
    read = read_form(
        typed, form_choices(opened), opened.source_language, is_for_publishing=action == "publish" or _is_public(opened)
    )
    if read.form is None or action in ("look", "preview"):
        return form_page(
            request, visitor, opened, typed, Showing(read=read, is_looking=action == "look", is_preview=action == "preview")
        )
    if opened.angebot and first(typed, "version") != str(opened.angebot.version):
        return _conflict_page(request, visitor, opened, typed, read)
    return _save(request, visitor, opened, typed, read=read, wants_public=action == "publish" or _is_public(opened))


def _show_again(request: Request, visitor: Visitor, opened: Opened, typed: Typed, action: str) -> Response:
    """Show the form as it was typed, with what was asked for: more rows, the hours carried over, two versions put together."""
    if action == MERGE and opened.angebot:
        return merged_page(request, visitor, opened, typed)
    if action in CARRIED:
        carried_over, faults = carried(typed, action, language_of_page(request))
        read = Read(None, faults) if faults else read_form(carried_over, form_choices(opened), opened.source_language)
        return form_page(request, visitor, opened, carried_over, Showing(read=read, is_looking=not faults))
    return form_page(request, visitor, opened, with_more_rows(typed) if action == MORE_ROWS else typed, Showing())


def _save(request: Request, visitor: Visitor, opened: Opened, typed: Typed, *, read: Read, wants_public: bool) -> Response:
    if read.form is None:
        raise not_found()
    place, due_on, today = location_of(read.form), read.form.due_on, visitor.panel.today()
    location_id = place.id if place else read.form.location_id or None
    angebot = angebot_of(read.form, opened.angebot, location_id=location_id, today=today)
    plan = plan_of(opened, visitor, wants_public=wants_public, is_later=due_on is not None and due_on > today)
    try:
        with visitor.session() as session:
            if place:
                add_place(session, place, municipality_id=opened.town.id)
            keep(session, angebot, opened, plan, visitor=visitor, due_on=due_on)
            forget(session, visitor, typed)
    except Stale:
        return _overtaken(request, visitor, angebot.id, typed, read)
    return redirect(request, f"/angebote/{angebot.id}", done=plan.done)


def _overtaken(request: Request, visitor: Visitor, angebot_id: str, typed: Typed, read: Read) -> Response:
    """Somebody was faster by a moment: both versions are shown."""
    with visitor.session(is_reading=True) as session:
        opened = open_entry(session, visitor, angebot_id)
    return _conflict_page(request, visitor, opened, typed, read)


def _conflict_page(request: Request, visitor: Visitor, opened: Opened, typed: Typed, read: Read) -> Response:
    angebot = existing(opened)
    with visitor.session(is_reading=True) as session:
        seen = seen_version(angebot, changes_of(session, angebot.id), first(typed, "version"))
    return form_page(request, visitor, opened, typed, Showing(read=read, is_conflict=True, seen=seen))


def _is_public(opened: Opened) -> bool:
    return opened.angebot is not None and opened.angebot.status == "published"


def _page(request: Request, visitor: Visitor, name: str, *, status: int = 200, **values: Any) -> Response:
    return visitor.panel.pages.page(request, name, status=status, visitor=visitor, **values)
