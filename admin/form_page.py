"""The page with the form of an entry: empty, filled, with faults, with the week that was understood, or with two versions to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request, Response

from admin.access import Visitor
from admin.comparison import compare
from admin.entries import Opened, existing, form_choices
from admin.feedback import SAID
from admin.form_values import typed_of
from admin.form_view import FormView
from admin.forms import NEW_PLACE, Read, Typed, first
from admin.hours_ways import in_step, way_of
from admin.merging import merged, without_choices
from admin.needs import attention_of
from admin.pages import language_of_page
from admin.previewing import as_typed, preview_of, wanted_language
from admin.publishing import publishes_alone
from admin.residents_week import ALL, Week, residents_week, week_languages
from admin.week import understood_week
from angebote.feedback import Reported
from angebote.model import Angebot
from angebote.store.drafts import Draft
from locales import HOME_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What a form page shows besides the form.

    Shape:  `read` None = nothing was read yet; `is_looking`: the person asked what is understood; `is_conflict`: somebody was faster, `seen` is
            then the version they began with, if it is known; `is_merged`: two versions were put together; `draft` is offered to go on with;
            `is_preview`: the card is shown as it would be with what is typed; `has_proposal`: a change of this person still waits;
            `reports`: what residents say is wrong and nobody saw to.
    """

    read: Read | None = None
    is_looking: bool = False
    is_conflict: bool = False
    is_merged: bool = False
    seen: Angebot | None = None
    draft: Draft | None = None
    is_preview: bool = False
    has_proposal: bool = False
    reports: Sequence[Reported] = ()


def form_page(request: Request, visitor: Visitor, opened: Opened, typed: Typed, showing: Showing) -> Response:
    """Return the page of one entry; what was typed stands in it as it was typed."""
    language, angebot, read = language_of_page(request), opened.angebot, showing.read
    shown = _shown(typed, showing, language)
    view = FormView(
        typed=shown,
        faults={fault.field: fault for fault in read.faults} if read else {},
        town=opened.town,
        choices=form_choices(opened),
        source_language=opened.source_language,
        language=language,
    )
    understood = as_typed(opened, visitor, read) if read and read.form else angebot
    seen = typed_of(showing.seen, language) if showing.seen else None
    return visitor.panel.pages.page(
        request,
        "edit.html",
        status=409 if showing.is_conflict else 422 if view.faults else 200,
        visitor=visitor,
        form=view,
        angebot=angebot,
        version=_seen_version(typed, angebot, showing),
        attention=_attention(angebot, visitor),
        week=understood_week(understood.schedules if understood else (), language),
        is_closed_in_school_holidays=bool(understood and understood.closed_in_school_holidays),
        residents=_residents(visitor, understood, typed, showing),
        week_languages=week_languages(language) if visitor.panel.preview else (),
        week_language=first(typed, "week_language") or HOME_LANGUAGE,
        is_looking=showing.is_looking,
        is_merged=showing.is_merged,
        conflict=compare(typed_of(existing(opened), language), view, seen) if showing.is_conflict else None,
        **preview_of(visitor, understood if showing.is_preview else angebot, wanted_language(typed, language)),
        is_typed_preview=showing.is_preview,
        own_proposal=showing.has_proposal,
        is_alone=publishes_alone(visitor.account.role, needs_review=opened.town.needs_review),
        new_place=NEW_PLACE,
        draft=showing.draft,
        keeping=_keeping(request, opened, typed, showing),
        opened=opened,
        reports=showing.reports,
        said=SAID,
    )


def _keeping(request: Request, opened: Opened, typed: Typed, showing: Showing) -> str:
    """Return where unsaved text is kept, "" while an older one is offered and nobody decided about it yet."""
    is_undecided = showing.draft is not None or (request.method == "POST" and "draft" not in typed)
    return "" if is_undecided else first(typed, "draft") or opened.subject


def merged_page(request: Request, visitor: Visitor, opened: Opened, typed: Typed) -> Response:
    """Return the form with two versions put together as the person chose; nothing is saved yet."""
    language = language_of_page(request)
    together = merged(typed, typed_of(existing(opened), language), language)
    return form_page(request, visitor, opened, together, Showing(is_merged=True))


def _shown(typed: Typed, showing: Showing, language: str) -> Typed:
    """Bring both ways of the hours in step where they were understood; the way in which they were typed stays as it is."""
    if showing.read is None or showing.read.form is None:
        return without_choices(typed)
    keeps = None if showing.is_conflict else way_of(typed)
    shown = in_step(without_choices(typed), showing.read.form.schedules, language, keeps=keeps)
    is_closed = showing.read.form.closed_in_school_holidays
    return shown | {"closed_in_school_holidays": ["yes"] if is_closed else [], "formats": list(showing.read.form.formats)}


def _residents(visitor: Visitor, understood: Angebot | None, typed: Typed, showing: Showing) -> Sequence[Week]:
    if visitor.panel.preview is None or understood is None or not showing.is_looking:
        return ()
    wanted = first(typed, "week_language") or HOME_LANGUAGE
    return residents_week(visitor.panel.preview, understood, wanted if wanted != ALL else None)


def _seen_version(typed: Typed, angebot: Angebot | None, showing: Showing) -> str:
    """Return the version the person has seen: the one their form came with, or the present one where it is shown to them now."""
    present = str(angebot.version) if angebot else ""
    return present if showing.is_conflict or "version" not in typed else first(typed, "version")


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
