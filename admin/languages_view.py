"""What the pages of an entry's languages read: one line for each language, and the fields of one language beside the source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from admin.faults import Fault
from admin.form_view import field_label
from admin.plain_marks import Checked, checked
from admin.spoken import language_name
from admin.translation import field_name, source_of, stored_fields
from angebote.model import Angebot
from angebote.translating import TEXT_FIELDS, TextState, states
from locales import Text, find_language, mark_panel

STATES: Mapping[TextState, str] = {
    "missing": mark_panel("not written"),
    "outdated": mark_panel("older than the source"),
    "machine": mark_panel("by a machine, not read yet"),
    "reviewed": mark_panel("written or read by a person"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A language as it is shown. Shape: `known` is its name for the reader, "" if that is its own."""

    tag: str
    own: str
    known: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLine:
    """One language in the list. Shape: `label` is the English sentence of its state."""

    names: Names
    state: TextState
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One field of a language with the source beside it.

    Shape: `id` is its name in the form, `label` an English sentence; `saved` is what is kept now where somebody else was faster, else "";
           `checked` is None if nobody asked what is hard to read, or the field is empty.
    """

    field: str
    id: str
    label: str
    source: str
    value: str
    saved: str
    fault: Text | None
    checked: Checked | None

    @property
    def is_line(self) -> bool:
        """Tell whether it is a field of one line."""
        return self.field == "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationView:
    """One language of an entry beside its source. Shape: `fields` maps a field to what stands in it, `faults` the form's names to faults."""

    angebot: Angebot
    tag: str
    fields: Mapping[str, str]
    faults: Mapping[str, Fault]
    language: str
    is_conflict: bool
    is_checked: bool = False

    @property
    def names(self) -> Names:
        """Return the language that is written."""
        return names_of(self.tag, self.language)

    @property
    def source_names(self) -> Names:
        """Return the language of the source."""
        return names_of(self.angebot.source_language, self.language)

    @property
    def state(self) -> LanguageLine:
        """Return how the language stands as it is kept now."""
        return lines_of(self.angebot, (self.tag,), self.language)[0]

    @property
    def rows(self) -> Sequence[Beside]:
        """Return the fields in the order of the page."""
        return [self._row(field) for field in TEXT_FIELDS]

    @property
    def is_easy(self) -> bool:
        """Tell whether nothing stands out in the texts that were checked."""
        return not any(row.checked and row.checked.lines for row in self.rows)

    @property
    def summary(self) -> Sequence[tuple[str, str, Text]]:
        """Return the faults: name of the field, its label's English sentence, what to do."""
        return [(name, field_label(name), fault.sentence(self.language)) for name, fault in self.faults.items()]

    def _row(self, field: str) -> Beside:
        name, kept = field_name(self.tag, field), stored_fields(self.angebot, self.tag)[field]
        fault = self.faults.get(name)
        return Beside(
            field=field,
            id=name,
            label=field_label(name),
            source=getattr(source_of(self.angebot), field),
            value=self.fields[field],
            saved=kept if self.is_conflict and kept != self.fields[field] else "",
            fault=fault.sentence(self.language) if fault else None,
            checked=checked(self.fields[field], self.language) if self.is_checked and self.fields[field] else None,
        )


def lines_of(angebot: Angebot, tags: Iterable[str], page_language: str) -> Sequence[LanguageLine]:
    """Return how each of these languages stands, in their order."""
    found = states(angebot, tags)
    return [LanguageLine(names=names_of(tag, page_language), state=state, label=STATES[state]) for tag, state in found.items()]


def names_of(tag: str, page_language: str) -> Names:
    """Return how a language is shown; one that is not registered is read from left to right."""
    registered = find_language(tag)
    own = registered.name if registered and registered.tag == tag else tag
    known = language_name(tag, page_language)
    return Names(tag=tag, own=own, known="" if known == own else known, direction=registered.direction if registered else "ltr")
