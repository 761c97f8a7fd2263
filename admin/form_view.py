"""What the form's template reads: the typed values, the faults at the fields, and the choices with their labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.dates import get_day_names

from admin.faults import Fault
from admin.fields import Choices
from admin.forms import PHONE_ROWS, Typed, first
from admin.hours_rows import rhythm_from
from admin.hours_table import shown_rows, shown_stretches
from admin.hours_ways import is_of_table
from admin.spoken import language_name, spoken_choices
from admin.towns import TownChoices
from admin.week import AS_BEFORE, KINDS, rhythm_words
from angebote.model import Weekday
from angebote.opening import WEEKDAYS
from angebote.topics import facts, topics
from angebote.translating import TEXT_FIELDS
from locales import LANGUAGES, Text, find_language, mark_panel, say_panel

# What the fields are called, for the summary of faults and the comparison of two versions.
FIELD_NAMES: Mapping[str, str] = {
    "traeger_id": mark_panel("Organisation"),
    "programme_id": mark_panel("Programme"),
    "name": mark_panel("Name"),
    "does": mark_panel("What you do"),
    "does_not": mark_panel("What you do not do"),
    "next_step": mark_panel("The next step"),
    "topics": mark_panel("Topics"),
    "target_groups": mark_panel("For whom"),
    "minimum_age": mark_panel("Youngest age"),
    "maximum_age": mark_panel("Oldest age"),
    "formats": mark_panel("How you help"),
    "hours": mark_panel("Open hours: people just come"),
    "hours_phone": mark_panel("Hours on the telephone"),
    "hours_appointment": mark_panel("Hours by appointment"),
    "hours_group": mark_panel("Hours of the group"),
    "hours_way": mark_panel("Which hours count"),
    "closed_in_school_holidays": mark_panel("Closed in the school holidays"),
    "closed_days": mark_panel("Days that are different"),
    "closed_until": mark_panel("No new people until"),
    "waiting_weeks": mark_panel("Waiting time in weeks"),
    "waiting_valid_to": mark_panel("This waiting time holds until"),
    "location_id": mark_panel("Place"),
    "location.name": mark_panel("Name of the house"),
    "location.street": mark_panel("Street and number"),
    "location.postcode": mark_panel("Postcode"),
    "location.city": mark_panel("Town or city"),
    "location.stadtteil_id": mark_panel("Stadtteil of the place"),
    "stadtteil_ids": mark_panel("For which Stadtteile"),
    "access": mark_panel("Access"),
    "number": mark_panel("Telephone number"),
    "note": mark_panel("What this number is for"),
    "email": mark_panel("E-mail"),
    "website": mark_panel("Website"),
    "languages": mark_panel("Languages you advise in"),
    "is_interpreter_possible": mark_panel("An interpreter can be arranged"),
    "cost": mark_panel("Cost"),
    "price": mark_panel("Price in euros"),
    "documents": mark_panel("What to bring"),
    "is_confidential": mark_panel("What people say stays with you"),
    "is_anonymous": mark_panel("Nobody has to give a name"),
    "is_not_an_authority": mark_panel("You are not an authority"),
    "search_words": mark_panel("Further words to be found by"),
    "expires_on": mark_panel("This entry ends on"),
    "due_on": mark_panel("From which day on"),
    "is_checked_today": mark_panel("I have checked everything today"),
}

TABLE = mark_panel("The hours as a table")


def field_label(name: str) -> str:
    """Return the English sentence that names a field of the form ("texts.de.does" -> "What you do")."""
    if is_of_table(name):
        return TABLE
    return FIELD_NAMES.get(name) or FIELD_NAMES.get(name.rpartition(".")[2], name)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """The form as the template shows it. Shape: `faults` maps the name of a field to its fault."""

    typed: Typed
    faults: Mapping[str, Fault]
    town: TownChoices
    choices: Choices
    source_language: str
    language: str

    def value(self, name: str) -> str:
        """Return what stands in a field."""
        return first(self.typed, name)

    def has(self, name: str, value: str) -> bool:
        """Tell whether a box is ticked."""
        return value in self.typed.get(name, ())

    def fault(self, name: str) -> Text | None:
        """Return the sentence at a field, None if all is well."""
        found = self.faults.get(name)
        return found.sentence(self.language) if found else None

    @property
    def summary(self) -> Sequence[tuple[str, str, str, Text]]:
        """Return all faults in the order of the page: name of the field, its label's English sentence, its language ("" = none), what to do."""
        return [
            (name, field_label(name), self.language_of(name), fault.sentence(self.language))
            for name, fault in self.faults.items()
        ]

    def language_of(self, name: str) -> str:
        """Return the name of the language a text field is for, "" for the source language and for other fields."""
        tag = name.split(".")[1] if name.startswith("texts.") else self.source_language
        return "" if tag == self.source_language else language_name(tag, self.language)

    @property
    def other_languages(self) -> Sequence[tuple[str, str, str, str, bool]]:
        """Return the languages besides the source: tag, own name, name for the reader ("" if it is the same), direction, whether it is written in."""
        registered = [language.tag for language in LANGUAGES if language.tag != self.source_language]
        tags = dict.fromkeys((*registered, *sorted(self.choices.allowed["texts"] - {self.source_language})))
        return [(tag, *self._names(tag), _direction(tag), self._has_text(tag)) for tag in tags]

    @property
    def phone_rows(self) -> range:
        """Return the rows of telephone numbers to show: those filled, and two to write in."""
        filled = [row for row in range(PHONE_ROWS) if self.value(f"phones.{row}.number") or self.value(f"phones.{row}.note")]
        return range(min(PHONE_ROWS, max(filled, default=-1) + 3))

    @property
    def spoken(self) -> Sequence[tuple[str, str]]:
        """Return the spoken languages to choose from: tag, name."""
        return spoken_choices(self.language, self.typed.get("languages", ()))

    @property
    def topic_choices(self) -> Sequence[tuple[str, str, str]]:
        """Return the topics: id, icon, label's English sentence."""
        return [(topic.id, topic.icon, topic.label) for topic in topics().values()]

    @property
    def programme_choices(self) -> Sequence[tuple[str, str]]:
        """Return the programmes that one of the Traeger to choose from takes part in: id, icon and name. Empty = there is nothing to choose."""
        possible = {one for traeger_id in self.town.traeger for one in self.choices.programmes_of.get(traeger_id, ())}
        return [(id_, name) for id_, name in self.town.programmes.items() if id_ in possible]

    def fact_choices(self, kind: str) -> Sequence[tuple[str, str]]:
        """Return the coded facts of one kind: key, label's English sentence."""
        return list(facts()[kind].items())

    @property
    def week_days(self) -> Sequence[tuple[Weekday, str, range]]:
        """Return the days of the table of hours: key, name, the numbers of the stretches to show."""
        names = get_day_names("wide", locale=self.language)
        return [(day, str(names[number]), shown_stretches(self._lists, day)) for number, day in enumerate(WEEKDAYS)]

    @property
    def special_rows(self) -> range:
        """Return the rows of the table for what does not come every week."""
        return shown_rows(self._lists)

    @property
    def hour_kinds(self) -> Sequence[tuple[str, str]]:
        """Return the kinds of hours: key, English sentence."""
        return [(kind, KINDS[kind]) for kind in ("open", "phone", "appointment", "group")]

    def rhythms(self, chosen: str) -> Sequence[tuple[str, str]]:
        """Return how often a row may come: key, words; one that is chosen and not offered stays possible."""
        offered = dict(rhythm_words(self.language))
        known = (
            {chosen: say_panel(AS_BEFORE, self.language).text} if chosen and chosen not in offered and rhythm_from(chosen) else {}
        )
        return [*offered.items(), *known.items()]

    @property
    def has_fault_in_translation(self) -> bool:
        """Tell whether a fault stands in a language besides the source: then its part is open."""
        return any(name.startswith("texts.") and name.split(".")[1] != self.source_language for name in self.faults)

    @property
    def _lists(self) -> dict[str, list[str]]:
        return {name: list(values) for name, values in self.typed.items()}

    def _has_text(self, tag: str) -> bool:
        return any(self.value(f"texts.{tag}.{part}") for part in TEXT_FIELDS)

    def _names(self, tag: str) -> tuple[str, str]:
        registered = find_language(tag)
        own = registered.name if registered and registered.tag == tag else tag
        known = language_name(tag, self.language)
        return own, "" if own == known else known


def _direction(tag: str) -> str:
    registered = find_language(tag)
    return registered.direction if registered else "ltr"
