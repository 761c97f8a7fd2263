"""What an entry as it is stored still lacks, in the words of its form - for those who change it without opening the form."""

from collections.abc import Sequence

from admin.entries import Opened, form_choices
from admin.faults import Fault
from admin.form_values import typed_of
from admin.form_view import field_label
from admin.forms import read_form
from angebote.model import Angebot
from locales import HOME_LANGUAGE, say_panel


def faults_in(angebot: Angebot, opened: Opened, *, is_for_publishing: bool) -> tuple[Fault, ...]:
    """Return the faults the form would show if this version stood in it; `opened` is the entry with the choices of its town."""
    choices = form_choices(Opened(angebot, opened.town, angebot.traeger_id))
    return read_form(
        typed_of(angebot, HOME_LANGUAGE), choices, angebot.source_language, is_for_publishing=is_for_publishing
    ).faults


def new_faults(after: Angebot, before: Angebot, opened: Opened) -> tuple[Fault, ...]:
    """Return the faults a change brings; what was wrong before is not held against it."""
    is_public = after.status == "published"
    known = {(fault.field, fault.kind) for fault in faults_in(before, opened, is_for_publishing=before.status == "published")}
    return tuple(
        fault for fault in faults_in(after, opened, is_for_publishing=is_public) if (fault.field, fault.kind) not in known
    )


def in_words(faults: Sequence[Fault], language: str) -> list[str]:
    """Return "field: what would be right" for each fault."""
    return [f"{say_panel(field_label(fault.field), language).text}: {fault.sentence(language).text}" for fault in faults]
