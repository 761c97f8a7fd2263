"""One language of an entry as it is worked on: what stands in the fields, what was read from them, the Angebot that comes of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from admin.faults import Fault, faults_of
from admin.forms import TextForm, Typed, first
from angebote.model import Angebot, AngebotText
from angebote.translating import TEXT_FIELDS, text_hash
from angebote.untranslatable import lost

NOTHING = AngebotText(name="")


def field_name(tag: str, field: str) -> str:
    """Return what a field is called in the form."""
    return f"texts.{tag}.{field}"


def source_of(angebot: Angebot) -> AngebotText:
    """Return the text everything is translated from."""
    return angebot.texts[angebot.source_language]


def stored_fields(angebot: Angebot, tag: str) -> dict[str, str]:
    """Return what stands in the fields of a language before anything is typed."""
    text = angebot.texts.get(tag, NOTHING)
    return {field: getattr(text, field) for field in TEXT_FIELDS}


def typed_fields(typed: Typed, tag: str) -> dict[str, str]:
    """Return what was typed into the fields of a language."""
    return {field: first(typed, field_name(tag, field)) for field in TEXT_FIELDS}


def read_words(typed: Typed, tag: str, source: AngebotText) -> tuple[AngebotText | None, tuple[Fault, ...]]:
    """Return the words that were typed and the faults at the fields; the words are None if there are faults.

    Shape: a name that says the same as the source is left empty, so that it stays the name when that changes.
    """
    try:
        form = TextForm.model_validate(typed_fields(typed, tag))
    except ValidationError as error:
        found = faults_of(error.errors(include_url=False, include_input=False), TEXT_FIELDS, {})
        return None, tuple(replace(fault, field=field_name(tag, fault.field)) for fault in found)
    words = AngebotText(name="" if form.name == source.name else form.name, **form.model_dump(exclude={"name"}))
    faults = tuple(_changed_numbers(words, source, tag))
    return (None if faults else words), faults


def with_words(angebot: Angebot, tag: str, words: AngebotText, *, is_machine: bool) -> Angebot:
    """Return the Angebot with these words in a language, made from the source text of now; empty words take the language away."""
    texts = dict(angebot.texts)
    if words == NOTHING:
        texts.pop(tag, None)
    else:
        texts[tag] = replace(words, is_machine=is_machine, source_hash=text_hash(source_of(angebot)))
    return replace(angebot, texts=texts)


def without(angebot: Angebot, tag: str) -> Angebot:
    """Return the Angebot as if nothing were written in a language."""
    return with_words(angebot, tag, NOTHING, is_machine=False)


def fingerprint_of(angebot: Angebot, tag: str) -> str:
    """Return a word that changes with the source text or the text in this language, and with nothing else."""
    text = angebot.texts.get(tag, NOTHING)
    said = f"{text_hash(source_of(angebot))} {text_hash(text)} {text.source_hash} {text.is_machine}"
    return hashlib.sha256(said.encode()).hexdigest()


def copied(fields: Mapping[str, str], field: str, source: AngebotText) -> dict[str, str]:
    """Return the fields with one of them filled from the source; an unknown one changes nothing."""
    return dict(fields) | ({field: getattr(source, field)} if field in TEXT_FIELDS else {})


def _changed_numbers(words: AngebotText, source: AngebotText, tag: str) -> list[Fault]:
    """Find the fields in which a number or an address of the source is missing or was changed; empty fields show the source anyway."""
    missing = {field: lost(getattr(source, field), getattr(words, field)) for field in TEXT_FIELDS if getattr(words, field)}
    return [Fault(field_name(tag, field), "kept", {"part": ", ".join(what)}) for field, what in missing.items() if what]
