"""Keeps the message catalogues in step with the code: `python -m tests.texts` renews them, `--check` only looks and names what is wrong.

Sentences come from the code (`say`, `mark`, `say_count`), from templates, and from the labels of angebote/topics.toml and facts.toml;
those of the panel (`say_panel`, `mark_panel`) go into panel.po.
"""

import re
import string
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir
from babel.plural import to_gettext

from angebote.topics import facts, topics
from locales import LANGUAGES, SOURCE_LANGUAGE
from locales.cldr import cldr_facts
from tests import cldr

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "angebote", "admin", "locales")
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2.ext:babel_extract"),
    ("**/templates/**.txt", "jinja2.ext:babel_extract"),
]
CATALOGUES: Mapping[str, Mapping[str, object]] = {
    "messages": {"say": None, "mark": None, "say_count": (1, 2)},
    "panel": {"say_panel": None, "mark_panel": None, "say_panel_count": (1, 2), "p": None},
}
PANEL_LANGUAGES = ("de",)
Sentence = str | tuple[str, str]


def sentences(catalogue: str) -> dict[Sentence, list[str]]:
    """Return every English sentence of a catalogue (a pair for plurals) with the files it stands in, in the order of the code."""
    found: dict[Sentence, list[str]] = {}
    for room in ROOMS:
        keywords = dict(CATALOGUES[catalogue])
        for name, _, message, _, _ in extract_from_dir(str(ROOT / room), METHODS, keywords=keywords):  # type: ignore[arg-type]
            key: Sentence = (message[0], message[1]) if isinstance(message, tuple) else message
            files = found.setdefault(key, [])
            if f"{room}/{name}" not in files:
                files.append(f"{room}/{name}")
    if catalogue == "messages":
        for label, file in _labels():
            found.setdefault(label, []).append(file)
    return {key: files for key, files in found.items() if key}


def catalogue_path(tag: str, catalogue: str) -> Path:
    """Return where a catalogue lies."""
    return ROOT / "locales" / tag / f"{catalogue}.po"


def languages_of(catalogue: str) -> list[str]:
    """Return the tags that must have this catalogue: all but the source language; the panel speaks German and English only."""
    return (
        [language.tag for language in LANGUAGES if language.tag != SOURCE_LANGUAGE]
        if catalogue == "messages"
        else list(PANEL_LANGUAGES)
    )


def renew(tag: str, catalogue: str) -> int:
    """Write a catalogue anew in the order of the code, keep what is translated, drop what is gone; return how many sentences are still missing."""
    path = catalogue_path(tag, catalogue)
    old = {_key(entry): entry for entry in polib.pofile(path.read_text("utf-8"))} if path.exists() else {}
    new = polib.POFile(wrapwidth=140)
    new.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": tag, "Plural-Forms": _plural_header(tag)}
    for sentence, files in sentences(catalogue).items():
        new.append(_entry(sentence, files, old.get(sentence), tag))
    path.parent.mkdir(exist_ok=True)
    new.save(str(path))
    return len([entry for entry in new if not entry.translated()])


def faults() -> Iterator[str]:
    """Name everything that is wrong with the catalogues."""
    if cldr.PATH.read_text("utf-8") != cldr.content():
        yield "locales/cldr.json: is not what Babel says of the registered languages (make texts)"
    for catalogue in CATALOGUES:
        wanted = sentences(catalogue)
        for tag in languages_of(catalogue):
            yield from _faults_of(tag, catalogue, wanted)


def _faults_of(tag: str, catalogue: str, wanted: Mapping[Sentence, list[str]]) -> Iterator[str]:
    path = catalogue_path(tag, catalogue)
    where = f"locales/{tag}/{catalogue}.po"
    if not path.exists():
        yield f"{where}: is missing"
        return
    text = path.read_text("utf-8")
    if "#~" in text:
        yield f"{where}: holds obsolete entries (#~)"
    entries = {_key(entry): entry for entry in polib.pofile(text)}
    yield from (f"{where}: not in the code any more: {key!r}" for key in entries.keys() - wanted.keys())
    yield from (f"{where}: missing: {key!r}" for key in wanted.keys() - entries.keys())
    for key in wanted.keys() & entries.keys():
        yield from (f"{where}: {fault}: {key!r}" for fault in _faults_of_entry(entries[key], tag))


def _faults_of_entry(entry: polib.POEntry, tag: str) -> Iterator[str]:
    if not entry.translated():
        yield "not translated"
        return
    if entry.fuzzy:
        yield "fuzzy"
    forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.msgid_plural and len(forms) != len(_plural_names(tag)):
        yield f"{len(forms)} plural forms instead of {len(_plural_names(tag))} ({' '.join(_plural_names(tag))})"
    allowed = _placeholders(entry.msgid) | _placeholders(entry.msgid_plural or "")
    for form in forms:
        if not _placeholders(form) <= allowed or (not entry.msgid_plural and _placeholders(form) != allowed):
            yield "other {placeholders} than the English sentence"
        if form != form.strip() or re.search(r"  |\t|\n", form):
            yield "blanks at the edge, double blanks or line breaks"


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"broken braces"}


def _entry(sentence: Sentence, files: Iterable[str], old: polib.POEntry | None, tag: str) -> polib.POEntry:
    one, many = sentence if isinstance(sentence, tuple) else (sentence, "")
    entry = polib.POEntry(msgid=one, occurrences=[(file, "") for file in files])
    if many:
        names = _plural_names(tag)
        entry.msgid_plural = many
        entry.comment = "plural forms: " + " ".join(names)
        kept = old.msgstr_plural if old is not None else {}
        entry.msgstr_plural = {index: kept.get(index, "") for index in range(len(names))}
    elif old is not None:
        entry.msgstr = old.msgstr
    if old is not None and old.tcomment:
        entry.tcomment = old.tcomment
    return entry


def _labels() -> Iterator[tuple[str, str]]:
    yield from ((topic.label, "angebote/topics.toml") for topic in topics().values())
    yield from ((label, "angebote/facts.toml") for kind in facts().values() for label in kind.values())


def _key(entry: polib.POEntry) -> Sentence:
    return (entry.msgid, entry.msgid_plural) if entry.msgid_plural else entry.msgid


def _plural_names(tag: str) -> list[str]:
    return list(cldr_facts(tag).plurals)


def _plural_header(tag: str) -> str:
    return to_gettext(cldr_facts(tag).plural_rule)


def main(arguments: list[str]) -> int:
    """Renew the catalogues, or with --check name the faults and fail. Tags behind it: only these languages, registered or not."""
    tags = [one for one in arguments if not one.startswith("--")]
    if tags:
        wanted = sentences("messages")
        if "--check" in arguments:
            found = [fault for tag in tags for fault in _faults_of(tag, "messages", wanted)]
            print("\n".join(found or ["All sentences are there."]))
            return 1 if found else 0
        print("\n".join(f"{tag}: {renew(tag, 'messages')} sentences to translate" for tag in tags))
        return 0
    if "--check" in arguments:
        found = list(faults())
        print("\n".join(found) if found else "All sentences are there, in all languages.")
        return 1 if found else 0
    cldr.write()
    for catalogue in CATALOGUES:
        for tag in languages_of(catalogue):
            print(f"{tag:12} {catalogue:10} {renew(tag, catalogue)} sentences to translate")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
