"""Two versions of one entry put together, field by field, as the person chooses. Nothing is saved by it."""

from collections.abc import Mapping, Sequence

from admin.forms import Typed, first
from admin.hours_field import HOUR_FIELDS
from admin.hours_ways import Fields, in_step, is_of_table, read_way
from angebote.model import Angebot
from angebote.store.history import Change, before_change

LONGEST_VERSION = 9
CHOICE = "keep."
"""How the names of the choices begin: "keep.texts.de.does" is "saved" or "mine"."""


def merged(typed: Typed, saved: Typed, language: str) -> Fields:
    """Return the form with the saved value in each field where it was chosen, else with what was typed; typed hours count from now on."""
    chosen = {name for name in (*typed, *saved) if first(typed, f"{CHOICE}{name}") == "saved"}
    together: Fields = {
        name: list(values) for name, values in typed.items() if name not in chosen and not name.startswith(CHOICE)
    }
    together |= {name: list(saved[name]) for name in chosen if name in saved}
    schedules, faults = read_way(together, "text")
    return together if faults else in_step(together, schedules, language, keeps="text") | {"hours_way": ["text"]}


def without_choices(typed: Typed) -> Fields:
    """Return the form without the choices of an earlier comparison."""
    return {name: list(values) for name, values in typed.items() if not name.startswith(CHOICE)}


def seen_version(angebot: Angebot, changes: Sequence[Change], version: str) -> Angebot | None:
    """Return the entry as the person saw it when they began, None if its history does not reach back to there.

    Shape: `changes` come newest first, `version` is the one their form came with.
    """
    if not version.isdecimal() or len(version) > LONGEST_VERSION:
        return None
    later = [change for change in changes if change.version > int(version)]
    if len(later) != angebot.version - int(version):
        return None
    for change in later:
        angebot = before_change(angebot, change)
    return angebot


def is_untouched(name: str, typed: Mapping[str, Sequence[str]], seen: Mapping[str, Sequence[str]] | None) -> bool:
    """Tell whether a field still says what the person found in it."""
    return seen is not None and _said(typed, name) == _said(seen, name)


def is_compared_as_text(name: str) -> bool:
    """Tell whether a field is compared: the hours are, once, as text."""
    return name in HOUR_FIELDS or not is_of_table(name)


def _said(typed: Mapping[str, Sequence[str]], name: str) -> list[str]:
    return sorted(value.replace("\r\n", "\n").strip() for value in typed.get(name, ()) if value.strip())
