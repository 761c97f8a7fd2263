"""The files of a town together: parsed, checked against each other, made into values - or the list of all their faults."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from angebote.model import Angebot, Town
from angebote.townfiles import checks, places
from angebote.townfiles.entry import SLUG, Entry, Source
from angebote.townfiles.faults import Fault, suggestion
from angebote.townfiles.lines import Lines
from angebote.townfiles.offers import read_angebot
from angebote.townfiles.places import Slugs
from angebote.townfiles.topic_words import read_topic_words

TABLES: Mapping[str, tuple[str, ...]] = {
    "town.toml": ("town", "emergency_place"),
    "stadtteile.toml": ("stadtteil",),
    "traeger.toml": ("traeger", "programme"),
    "locations.toml": ("location",),
    "angebote.toml": ("angebot",),
}
NEEDED = ("town.toml", "stadtteile.toml", "traeger.toml", "angebote.toml")
_ONE_OF_MANY = re.compile(r"angebote.*\.toml")
_LINE_OF_FAULT = re.compile(r"at line (\d+)")
_SLUG_CHARACTERS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class TownFile:
    """A town as its files say it. `town` is the snapshot the dialogue would see; `angebote` are all, published or not."""

    town: Town
    angebote: tuple[Angebot, ...]


def entry_id(town: str, kind: str, slug: str) -> str:
    """Return the id of an entry ("municipality", "stadtteil", "traeger", "programme", "location", "emergency_place", "angebot").

    Shape: a UUID that is always the same for the same slugs, so loading twice updates instead of doubling.
    """
    return str(uuid5(NAMESPACE_URL, f"stadtteillotse:{town}/{kind}/{slug}"))


def read_town_texts(texts: Mapping[str, str]) -> TownFile | list[Fault]:
    """Read the files of a town given as name -> text; return the town, or all faults in the order of files and lines.

    Shape: faults of grammar and missing files come alone, because everything that refers to them would be a fault as well.
    """
    faults = [_unknown_file(name) for name in texts if _tables_of(name) is None]
    faults += [Fault(name, 1, "", "is missing in this folder.") for name in NEEDED if not _is_there(name, texts)]
    parsed: dict[str, dict[str, Any]] = {}
    for name, text in texts.items():
        try:
            parsed[name] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            faults.append(_grammar_fault(name, error))
        except (RecursionError, ValueError):
            faults.append(
                Fault(
                    name,
                    1,
                    "",
                    "is nested too deeply or holds a number without end. Write it as docs/how-to/add-a-town.md shows.",
                )
            )
    return sorted(faults) if faults else _read(parsed, texts)


def _read(parsed: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]) -> TownFile | list[Fault]:
    faults: list[Fault] = []
    entries: dict[str, list[Entry]] = {name: [] for names in TABLES.values() for name in names}
    for file in sorted(parsed, key=lambda name: name.removesuffix(".toml")):
        source = Source(file, Lines(texts[file]), faults)
        for name, number, table in _tables(parsed[file], source):
            entries[name].append(Entry(table, source, name=name, number=number))
    if not entries["town"]:
        return sorted({*faults, Fault("town.toml", 1, "town", "is missing. Write [town] with slug, name and state.")})
    town_file = _town_file(entries)
    for entry in (entry for of_kind in entries.values() for entry in of_kind):
        entry.finish()
    return sorted(set(faults)) if faults or town_file is None else town_file


def _town_file(entries: Mapping[str, list[Entry]]) -> TownFile | None:
    entry = entries["town"][0]
    town = _slug_of(entry)
    by_slug = {kind: _by_slug(entries[kind]) for kind in ("stadtteil", "traeger", "programme", "location", "angebot")}
    slugs = Slugs(**{kind: {slug: entry_id(town, kind, slug) for slug in found} for kind, found in by_slug.items()})
    name = entry.text("name", most=200, is_needed=True)
    found = [read_angebot(one, slug, slugs) for slug, one in by_slug["angebot"].items()]
    angebote = tuple(one for one in found if one is not None)
    return TownFile(
        angebote=angebote,
        town=Town(
            id=entry_id(town, "municipality", town),
            slug=town,
            name=name,
            state=entry.code("state", checks.STATES),
            version=1,
            operator=entry.text("operator"),
            aliases=entry.texts("aliases"),
            timezone=checks.timezone(entry),
            general_advice_phone=checks.phone(entry, "general_advice_phone", entry.text("general_advice_phone", most=60)),
            imprint=entry.text("imprint", most=4000),
            privacy_contact=entry.text("privacy_contact"),
            topic_words=read_topic_words(entry),
            stadtteile={one.id: one for one in places.read_stadtteile(by_slug["stadtteil"], slugs)},
            traeger={slugs.traeger[slug]: places.read_traeger(one, slug, slugs) for slug, one in by_slug["traeger"].items()},
            programmes={
                slugs.programme[slug]: places.read_programme(one, slug, slugs) for slug, one in by_slug["programme"].items()
            },
            locations={
                slugs.location[slug]: places.read_location(one, slug, slugs, city=name)
                for slug, one in by_slug["location"].items()
            },
            emergency_places=places.read_emergency_places(entries["emergency_place"]),
            angebote={one.id: one for one in angebote if one.status == "published"},
        ),
    )


def _by_slug(entries: list[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        slug = _slug_of(entry)
        if slug in found:
            entry.fault("slug", f'"{slug}" is taken by an entry above. Choose another.')
            entry.keys()  # it is read no further, so none of its keys is unknown
        found.setdefault(slug, entry)
    return found


def _slug_of(entry: Entry) -> str:
    slug = entry.text("slug", most=_SLUG_CHARACTERS, is_needed=True)
    if slug and not SLUG.fullmatch(slug):
        entry.fault("slug", f'"{slug}" cannot be a short name. Use a-z, 0-9 and single hyphens between them.')
    return slug


def _tables(parsed: Mapping[str, Any], source: Source) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    allowed = _tables_of(source.file) or ()
    for name, found in parsed.items():
        tables = [found] if name == "town" else found
        if name not in allowed:
            message = f"is not known in this file.{suggestion(name, allowed)}"
            source.faults.append(Fault(source.file, source.lines.of(name, 0), name, message))
        elif not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            header = "[town], once" if name == "town" else f"[[{name}]] above each entry"
            source.faults.append(Fault(source.file, source.lines.of(name, 0), name, f"has the wrong form. Write {header}."))
        else:
            yield from ((name, number, table) for number, table in enumerate(tables))


def _tables_of(file: str) -> tuple[str, ...] | None:
    return TABLES["angebote.toml"] if _ONE_OF_MANY.fullmatch(file) else TABLES.get(file)


def _is_there(name: str, texts: Mapping[str, str]) -> bool:
    return any(_ONE_OF_MANY.fullmatch(one) for one in texts) if name == "angebote.toml" else name in texts


def _unknown_file(name: str) -> Fault:
    return Fault(name, 1, "", f"is not a file of a town.{suggestion(name, list(TABLES))}")


def _grammar_fault(name: str, error: tomllib.TOMLDecodeError) -> Fault:
    found = _LINE_OF_FAULT.search(str(error))
    line = int(found[1]) if found else 1
    return Fault(name, line, "", f"is not TOML here: {re.sub(r' [(]at .*[)]$', '', str(error))}. See docs/how-to/add-a-town.md.")
