"""The panel as one ASGI application: its routes, its own error pages, its static files."""

import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from admin import (
    angebote,
    answers,
    bench,
    boundaries,
    boundary_neighbours,
    bulk,
    bulk_made,
    drafts,
    duplicate_pair,
    duplicates,
    emergency,
    feedback,
    freshness,
    history,
    house_days,
    house_merging,
    houses,
    languages,
    log,
    own_access,
    people,
    previewing,
    programmes,
    review,
    school_holidays,
    second_step,
    sign_in,
    stadtteile,
    steps,
    topic_words,
    town,
    town_settings,
    traeger,
)
from admin.access import (
    LARGEST_FORM_BYTES,
    RESUME,
    FormRefusedError,
    NotSignedInError,
    SecondStepError,
    keep_visitor_secret,
    sent_form,
    visitor_secret,
)
from admin.machine import Translate
from admin.pages import GERMANY, Pages, base_of, redirect
from admin.panel import Converse, Panel, Preview, Talk, Towns, panel_of
from admin.tokens import form_token
from angebote.freshness import ASK_AFTER_DAYS
from angebote.model import Town
from angebote.store import Scope, Store
from angebote.store.catalogue import read_towns
from locales import mark_panel

_log = logging.getLogger(__name__)
SENTENCES = {
    400: mark_panel("The form could not be read. Please go back and try again."),
    403: mark_panel(
        "This form is too old, or your browser keeps no cookies. Please go back, load the page again and send it once more."
    ),
    404: mark_panel("This page does not exist, or it is not yours to see."),
    405: mark_panel("This page cannot be opened like that. Please go back to the list."),
    500: mark_panel(
        "Something went wrong on our side. Nothing was lost that was saved before. If it happens again, please report this number: {id}"
    ),
    413: mark_panel("That was too much text at once. Please go back and shorten it."),
}


def build_panel(
    store: Store,
    *,
    key: bytes,
    address: str,
    is_https: bool,
    today: Callable[[], date] = lambda: datetime.now(GERMANY).date(),
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    preview: Preview | None = None,
    talk: Talk | None = None,
    towns: Towns | None = None,
    converse: Converse | None = None,
    confirm_days: int = ASK_AFTER_DAYS,
    has_mail_server: bool = False,
    translate: Translate | None = None,
) -> FastAPI:
    """Return the panel. The server mounts it: `app.mount("/admin", build_panel(store, key=settings.key(), ...))`.

    Shape:  `address` is the server's own ("https://hilfe.example.org"). `preview` gives the card residents see of an Angebot in a language:
            a mapping with "icon" (str), "title" (Text), "traeger" (str), "state" (Text or None) and
            "facts" (a sequence of mappings with "icon" (str), "label" (Text), "lines" (sequence of Text)). `talk` gives the talk that leads there:
            first what the person types, then the replies, None in the place of the card.
            The server's middleware for security headers and the Origin of forms applies to the panel too; the panel checks a token of its own on each form.
    """
    panel = Panel(
        store=store,
        key=key,
        address=address,
        is_https=is_https,
        today=today,
        now=now,
        preview=preview,
        talk=talk,
        towns=towns or (lambda: _read_towns(store)),
        converse=converse,
        confirm_days=confirm_days,
        has_mail_server=has_mail_server,
        translate=translate,
        pages=Pages(),
    )
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, max_body_size=LARGEST_FORM_BYTES)
    app.state.panel = panel
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.include_router(sign_in.routes)
    parts = (
        second_step,
        own_access,
        people,
        answers,
        feedback,
        freshness,
        review,
        bench,
        school_holidays,
        town,
        traeger,
        programmes,
        houses,
        house_merging,
        house_days,
        town_settings,
        stadtteile,
        emergency,
        boundaries,
        boundary_neighbours,
        topic_words,
        log,
        duplicates,
        duplicate_pair,
        bulk,
        bulk_made,
        drafts,
        previewing,
        angebote,
        steps,
        history,
        languages,
    )
    for part in parts:
        app.include_router(part.routes)
    app.add_exception_handler(NotSignedInError, _to_sign_in)
    app.add_exception_handler(SecondStepError, _to_second_step)
    app.add_exception_handler(FormRefusedError, _refused)
    app.add_exception_handler(HTTPException, _sentence_page)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(Exception, _our_fault)
    return app


def _read_towns(store: Store) -> Mapping[str, Town]:
    with store.session(Scope.system(), is_reading=True) as session:
        return read_towns(session)


async def _to_sign_in(request: Request, _error: Exception) -> Response:
    if request.method != "POST" or not request.url.path.startswith(f"{base_of(request)}/angebote/"):
        return redirect(request, "/sign-in")
    typed = {name: values for name, values in (await sent_form(request)).items() if name not in ("csrf", "action")}
    return _ended_page(request, typed) if any(name.startswith("texts.") for name in typed) else redirect(request, "/sign-in")


def _to_second_step(request: Request, error: Exception) -> Response:
    return redirect(request, "/second-step" if isinstance(error, SecondStepError) and error.is_set_up else "/two-step")


def _ended_page(request: Request, typed: Mapping[str, list[str]]) -> Response:
    """The session ended while someone was writing: what they typed travels with this page until they are signed in again."""
    panel, secret = panel_of(request), visitor_secret(request)
    csrf = form_token(panel.key, secret)
    response = panel.pages.page(request, "ended.html", status=401, visitor=None, typed=typed, csrf=csrf, resume=RESUME)
    keep_visitor_secret(response, panel, secret)
    return response


def _refused(request: Request, _error: Exception) -> Response:
    return _error_page(request, 403)


def _not_found(request: Request, _error: Exception) -> Response:
    return _error_page(request, 404)


def _sentence_page(request: Request, error: Exception) -> Response:
    return _error_page(request, error.status_code if isinstance(error, HTTPException) else 400)


def _our_fault(request: Request, error: Exception) -> Response:
    fault_id = secrets.token_hex(4)
    _log.error("a page of the panel failed: %s, id %s", type(error).__name__, fault_id)
    return _error_page(request, 500, fault_id)


def _error_page(request: Request, status: int, fault_id: str = "") -> Response:
    sentence = SENTENCES.get(status, SENTENCES[400])
    return panel_of(request).pages.page(request, "error.html", status=status, visitor=None, sentence=sentence, fault_id=fault_id)
