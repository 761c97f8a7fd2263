"""Faults of a form: where they are and the sentence that says what would be right."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from locales import Text, mark_panel, say_panel

# Pydantic's error types and our own ones (see admin/fields.py) -> what the person reads.
SENTENCES: Mapping[str, str] = {
    "required": mark_panel("Please fill in this field."),
    "string_too_long": mark_panel("This text is too long: at most {max_length} characters."),
    "too_long": mark_panel("These are too many: at most {max_length}."),
    "int_parsing": mark_panel("Please write a whole number, such as 6."),
    "int_parsing_size": mark_panel("Please write a whole number, such as 6."),
    "int_from_float": mark_panel("Please write a whole number, such as 6."),
    "greater_than_equal": mark_panel("Please write a number from {ge} up."),
    "less_than_equal": mark_panel("Please write a number of at most {le}."),
    "kept": mark_panel("This has to stand here exactly as in the source: {part}"),
    "machine": mark_panel("The machine lost a number, a name or an address here. Please write this field yourself."),
    "choice": mark_panel("Please choose one of the entries offered."),
    "date": mark_panel("Please write a date such as 31.12.2026."),
    "date_order": mark_panel("The last day lies before the first day."),
    "holidays_long": mark_panel("These are more than {max_length} days. Please check the dates."),
    "ages": mark_panel("The oldest age is lower than the youngest age."),
    "waiting": mark_panel("Please say how long this waiting time holds, so that it ends by itself."),
    "price": mark_panel("Please write a price such as 3,50."),
    "price_cost": mark_panel("A price belongs to “costs a little”. Please choose that, or leave the price empty."),
    "phone": mark_panel("Please write the number as it is dialled, with the area code: 0201 123456 or +49 201 123456."),
    "email": mark_panel("Please write an e-mail address such as beratung@example.org."),
    "website": mark_panel("Please write an address that begins with https://"),
    "postcode": mark_panel("Please write a postcode of five digits."),
    "hours": mark_panel("“{part}” was not understood. Please write hours like this: Mo,We 09:00-12:00; Fr[1] 11:00-13:00"),
    "time": mark_panel("Please write a time such as 9:00."),
    "time_missing": mark_panel("Please write both times, from and to."),
    "time_order": mark_panel("It ends before it begins."),
    "days_missing": mark_panel("Please tick at least one day."),
    "begin_missing": mark_panel(
        "Please say the first day: for every other week the one it is counted from, for a single day the day itself."
    ),
    "other_text": mark_panel(
        "You also changed the text, and it says something else. Please choose which one counts, or fill one from the other."
    ),
    "other_table": mark_panel(
        "You also changed the table, and it says something else. Please choose which one counts, or fill one from the other."
    ),
    "closed_days": mark_panel("“{part}” was not understood. Please write one line for each, such as 24.12.2026 - 01.01.2027"),
    "reach": mark_panel(
        "Please give at least one way to reach you: a telephone number, an e-mail address, a website or a place."
    ),
    "icon": mark_panel("Please choose one picture or two (emoji), such as 🧭."),
    "name_taken": mark_panel("There is one with this name already."),
    "not_taking_part": mark_panel("This organisation does not take part in this programme."),
    "overtaken": mark_panel("Somebody else has changed this in the meantime. If you save again, what you typed holds."),
    "point": mark_panel("Please write a point in Germany as maps show it, such as 51.4556, 7.0116."),
    "in_itself": mark_panel("That one lies in this Stadtteil itself. Please choose another."),
    "places_hours": mark_panel("Please write only times at which people can simply come or call."),
    "always_and_hours": mark_panel("Please either tick “day and night” or write times, not both."),
    "never_open": mark_panel("Please tick “day and night” or write the times."),
    "everyday": mark_panel(
        "“{word}” is too short or too common to stand for a topic. Please choose a word that only means this."
    ),
    "word_taken": mark_panel("“{word}” stands for another topic already: {topic}"),
    "topics": mark_panel("Please choose at least one topic before you publish. Without a topic nobody finds this entry."),
}
OTHERWISE = mark_panel("This was not understood. Please check it.")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the field it stands at (its name in the form) and the kind of fault with its values."""

    field: str
    kind: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def sentence(self, tag: str) -> Text:
        """Return what the person reads, in that language."""
        return say_panel(SENTENCES.get(self.kind, OTHERWISE), tag, **self.values)


def faults_of(errors: Iterable[Mapping[str, Any]], names: Iterable[str], whole_form: Mapping[str, str]) -> tuple[Fault, ...]:
    """Turn Pydantic's errors into faults at the fields of the form, at most one for each field.

    Shape: `names` are all fields of the form; `whole_form` says at which field a fault of the form as a whole is shown.
    """
    known = set(names)
    found: dict[str, Fault] = {}
    for error in errors:
        place = _field_of(error["loc"], known) or whole_form.get(error["type"], "")
        found.setdefault(place, Fault(place, error["type"], dict(error.get("ctx") or {})))
    return tuple(found.values())


def _field_of(location: tuple[int | str, ...], known: set[str]) -> str | None:
    for length in range(len(location), 0, -1):
        name = ".".join(str(part) for part in location[:length])
        if name in known:
            return name
    return None
