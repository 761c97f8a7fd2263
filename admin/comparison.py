"""Two versions of an entry side by side: what is saved and what was typed, in words a person reads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from admin.form_view import FormView, field_label
from admin.forms import FLAGS, NEW_PLACE, Typed, first
from admin.hours_ways import OWN_FIELDS
from admin.merging import is_compared_as_text, is_untouched
from admin.spoken import language_name
from angebote.topics import facts, topics
from locales import say

NOT_COMPARED = ("csrf", "version", "action", "is_checked_today", "draft", "due_on", "preview_language", *OWN_FIELDS)
_FACT_KINDS = {"target_groups": "target_group", "formats": "format", "documents": "document", "access": "access", "cost": "cost"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two versions differ.

    Shape: `label` is an English sentence, `language` says in which language the text is, "" otherwise; `name` is the field in the form,
           `is_mine_newer` is False where only the saved version was changed since the person began.
    """

    label: str
    language: str
    saved: str
    mine: str
    name: str = ""
    is_mine_newer: bool = True


def compare(saved: Typed, view: FormView, seen: Typed | None = None) -> tuple[Difference, ...]:
    """Return the fields in which what was typed differs from what is saved; line ends and blanks around do not count.

    Shape: `seen` is the version the person began with, None if it is not known.
    """
    names = [name for name in dict.fromkeys((*saved, *view.typed)) if _is_compared(name, view.typed)]
    lines = ((name, _shown(saved, name, view), _shown(view.typed, name, view)) for name in names)
    return tuple(
        Difference(
            field_label(name), view.language_of(name), old, new, name=name, is_mine_newer=not is_untouched(name, view.typed, seen)
        )
        for name, old, new in lines
        if old != new
    )


def _is_compared(name: str, typed: Typed) -> bool:
    return (
        name not in NOT_COMPARED
        and is_compared_as_text(name)
        and (not name.startswith("location.") or first(typed, "location_id") == NEW_PLACE)
    )


def _shown(typed: Typed, name: str, view: FormView) -> str:
    word = _wording(name, view)
    values = (value.replace("\r\n", "\n").strip() for value in typed.get(name, ()))
    return ", ".join(sorted(word(value) for value in values if value))


def _wording(name: str, view: FormView) -> Callable[[str], str]:
    if name == "languages":
        return lambda tag: language_name(tag, view.language)
    if name in FLAGS:
        return lambda _value: "✓"
    known = _known_words(name, view)
    return lambda value: known.get(value, value)


def _known_words(name: str, view: FormView) -> Mapping[str, str]:
    town = view.town
    if name == "topics":
        return _said({topic.id: topic.label for topic in topics().values()}, view)
    if name in _FACT_KINDS:
        return _said(facts()[_FACT_KINDS[name]], view)
    if name in ("stadtteil_ids", "location.stadtteil_id"):
        return {one.id: one.name for one in town.stadtteile}
    return {"traeger_id": town.traeger, "programme_id": town.programmes, "location_id": {**town.places, NEW_PLACE: "+"}}.get(
        name, {}
    )


def _said(labels: Mapping[str, str], view: FormView) -> Mapping[str, str]:
    return {key: say(label, view.language).text for key, label in labels.items()}
