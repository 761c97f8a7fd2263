"""The entries of the catalogue: the list, the form, and what can be done with one entry."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from admin.access import RESUME, OwnForm, SignedInVisitor, Visitor, not_found
from admin.comparison import compare
from admin.entries import AngebotId, Opened, existing, form_choices, open_entry
from admin.faults import Fault
from admin.form_values import angebot_of, location_of, typed_of
from admin.form_view import FormView
from admin.forms import NEW_PLACE, Read, Typed, first, read_form
from admin.lists import FILTERS, Wanted, attention_of, find_lines
from admin.pages import language_of_page, redirect
from admin.places import add_place
from admin.publishing import keep, own_proposals, plan_of, publishes_alone
from admin.towns import read_choices, town_names, writable_traeger
from admin.week import understood_week
from angebote.model import Angebot
from angebote.store.catalogue import Stale
from angebote.store.proposals import Proposal, proposed
from locales import HOME_LANGUAGE, LANGUAGES, find_language, language_of

routes = APIRouter()


@routes.get("/")
def start(request: Request, visitor: SignedInVisitor) -> Response:  # noqa: ARG001 - only for those who are signed in
    """The panel begins with the list."""
    return redirect(request, "/angebote")


@routes.get("/angebote")
def show_list(request: Request, visitor: SignedInVisitor) -> Response:
    """The list of the entries this person may see."""
    asked = request.query_params
    wanted = Wanted(
        words=asked.get("words", "")[:100],
        filter=asked["filter"] if asked.get("filter") in FILTERS else "all",
        town=asked.get("town", "")[:36],
        page=int(asked["page"])
        if asked.get("page", "").isascii() and asked.get("page", "").isdecimal() and len(asked["page"]) < 6
        else 1,
    )
    with visitor.session(is_reading=True) as session:
        found = find_lines(session, wanted, visitor.panel.today())
        towns = town_names(session)
        carriers = [name for _, name, _ in writable_traeger(session, visitor.account)]
    return _page(request, visitor, "list.html", found=found, wanted=wanted, towns=towns, carriers=carriers, filters=FILTERS)


@routes.get("/angebote/new")
def show_new(request: Request, visitor: SignedInVisitor) -> Response:
    """The empty form; first the Traeger is chosen if the person writes for several."""
    with visitor.session(is_reading=True) as session:
        carriers = writable_traeger(session, visitor.account)
        chosen = request.query_params.get("traeger") or (carriers[0][0] if len(carriers) == 1 else "")
        towns = town_names(session)
        opened = _new(session, visitor, chosen) if chosen else None
    if opened is None:
        by_town = [(name, [(id_, label) for id_, label, town in carriers if town == town_id]) for town_id, name in towns.items()]
        return _page(request, visitor, "choose_traeger.html", by_town=by_town)
    typed = {"traeger_id": [chosen], "texts.de.name": [""], "cost": ["unknown"]}
    return _form_page(request, visitor, opened, typed)


@routes.post("/angebote/new")
def create(request: Request, visitor: SignedInVisitor, typed: OwnForm) -> Response:
    """Keep a new entry."""
    with visitor.session(is_reading=True) as session:
        opened = _new(session, visitor, first(typed, "traeger_id"))
    return _handle(request, visitor, opened, typed)


@routes.get("/angebote/{angebot_id}")
def show(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId) -> Response:
    """The form of one entry."""
    with visitor.session(is_reading=True) as session:
        opened = open_entry(session, visitor, angebot_id)
        own = own_proposals(session, angebot_id, visitor.account.id)
    angebot = proposed(existing(opened), own[-1]) if own else existing(opened)
    typed = dict(typed_of(angebot, language_of_page(request))) | ({"due_on": [str(own[-1].due_on or "")]} if own else {})
    return _form_page(request, visitor, opened, typed, own_proposal=own[-1] if own else None)


@routes.post("/angebote/{angebot_id}")
def change(request: Request, visitor: SignedInVisitor, angebot_id: AngebotId, typed: OwnForm) -> Response:
    """Keep the changes of one entry."""
    with visitor.session(is_reading=True) as session:
        opened = open_entry(session, visitor, angebot_id)
    return _handle(request, visitor, opened, typed)


def _new(session: Session, visitor: Visitor, traeger_id: str) -> Opened:
    town_id = next((town for id_, _, town in writable_traeger(session, visitor.account) if id_ == traeger_id), None)
    choices = read_choices(session, visitor.account, town_id) if town_id else None
    if choices is None:
        raise not_found()
    return Opened(None, choices)


def _handle(request: Request, visitor: Visitor, opened: Opened, typed: Typed) -> Response:
    action = first(typed, "action")
    if action == RESUME:
        return _form_page(request, visitor, opened, typed)
    read = read_form(
        typed, form_choices(opened), opened.source_language, is_for_publishing=action == "publish" or _is_public(opened)
    )
    if read.form is None or action in ("look", "preview"):
        return _form_page(request, visitor, opened, typed, read=read, looks_at=action)
    if opened.angebot and first(typed, "version") != str(opened.angebot.version):
        return _conflict_page(request, visitor, opened, typed)
    return _save(request, visitor, opened, typed, read=read, wants_public=action == "publish" or _is_public(opened))


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
    except Stale:
        return _overtaken(request, visitor, angebot.id, typed)
    return redirect(request, f"/angebote/{angebot.id}", done=plan.done)


def _overtaken(request: Request, visitor: Visitor, angebot_id: str, typed: Typed) -> Response:
    """Somebody was faster by a moment: both versions are shown."""
    with visitor.session(is_reading=True) as session:
        opened = open_entry(session, visitor, angebot_id)
    return _conflict_page(request, visitor, opened, typed)


def _is_public(opened: Opened) -> bool:
    return opened.angebot is not None and opened.angebot.status == "published"


def _conflict_page(request: Request, visitor: Visitor, opened: Opened, typed: Typed) -> Response:
    return _form_page(request, visitor, opened, typed, is_conflict=True)


def _form_page(
    request: Request,
    visitor: Visitor,
    opened: Opened,
    typed: Typed,
    *,
    read: Read | None = None,
    looks_at: str = "",
    is_conflict: bool = False,
    own_proposal: Proposal | None = None,
) -> Response:
    language, angebot = language_of_page(request), opened.angebot
    faults: tuple[Fault, ...] = read.faults if read else ()
    view = FormView(
        typed=typed,
        faults={fault.field: fault for fault in faults},
        town=opened.town,
        choices=form_choices(opened),
        source_language=opened.source_language,
        language=language,
    )
    schedules = read.form.schedules if read and read.form else (angebot.schedules if angebot else ())
    conflict = compare(typed_of(existing(opened), language), view) if is_conflict else None
    status = 409 if is_conflict else 422 if faults else 200
    return _page(
        request,
        visitor,
        "edit.html",
        status=status,
        form=view,
        angebot=angebot,
        version=_seen_version(typed, angebot, is_conflict=is_conflict),
        attention=_attention(angebot, visitor),
        week=understood_week(schedules, language),
        is_looking=looks_at == "look",
        conflict=conflict,
        **_preview(
            visitor,
            _as_typed(read, opened, visitor) if looks_at == "preview" else None,
            angebot,
            first(typed, "preview_language"),
        ),
        new_place=NEW_PLACE,
        own_proposal=own_proposal,
        is_alone=publishes_alone(visitor.account.role, needs_review=opened.town.needs_review),
    )


def _as_typed(read: Read | None, opened: Opened, visitor: Visitor) -> Angebot | None:
    """Return the entry as it would be with what is typed; a place that is not kept yet is left out."""
    form = read.form if read else None
    if form is None:
        return None
    location_id = None if form.location_id == NEW_PLACE else form.location_id or None
    return angebot_of(form, opened.angebot, location_id=location_id, today=visitor.panel.today())


def _preview(visitor: Visitor, as_typed: Angebot | None, stored: Angebot | None, wanted: str) -> dict[str, Any]:
    """Return the card residents see, in any of their languages: of what is typed, else of what is stored."""
    tag, shown, card_of = (find_language(wanted) or language_of(HOME_LANGUAGE)).tag, as_typed or stored, visitor.panel.preview
    return {
        "preview": card_of(shown, tag) if card_of and shown else None,
        "has_preview": card_of is not None,
        "is_typed_preview": as_typed is not None,
        "preview_language": tag,
        "preview_dir": language_of(tag).direction,
        "preview_languages": [(one.tag, one.name) for one in LANGUAGES],
    }


def _seen_version(typed: Typed, angebot: Angebot | None, *, is_conflict: bool) -> str:
    """Return the version the person has seen: the one their form came with, or the present one where it is shown to them now."""
    present = str(angebot.version) if angebot else ""
    return present if is_conflict or "version" not in typed else first(typed, "version")


def _attention(angebot: Angebot | None, visitor: Visitor) -> str:
    if angebot is None:
        return "none"
    return attention_of(
        status=angebot.status,
        checked_on=angebot.checked_on,
        expires_on=angebot.expires_on,
        today=visitor.panel.today(),
        asked_on=angebot.asked_on,
    )


def _page(request: Request, visitor: Visitor, name: str, *, status: int = 200, **values: Any) -> Response:
    return visitor.panel.pages.page(request, name, status=status, visitor=visitor, **values)
