"""What CLDR knows of each language of the product: plural rule, names of weekdays and of languages.

It stands in cldr.json, written from Babel's data with `make texts`: Babel itself would load a hundred times as much for each language.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from babel.plural import PluralRule

from locales.languages import HOME_LANGUAGE, SOURCE_LANGUAGE

PLURAL_NAMES = ("zero", "one", "two", "few", "many", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageFacts:
    """Facts of one language. Shape: weekdays begin with Monday; `languages` maps BCP 47 tags to names; `plurals` are the forms it has, in CLDR's order."""

    weekdays_short: tuple[str, ...]
    weekdays_wide: tuple[str, ...]
    languages: Mapping[str, str]
    plural_rule: PluralRule
    plurals: tuple[str, ...]


@cache
def cldr_facts(tag: str) -> LanguageFacts:
    """Return the facts of a language; those of German for its variants, of English where CLDR has none."""
    rows = _read()
    row = rows.get(tag) or rows.get(HOME_LANGUAGE if tag.startswith(HOME_LANGUAGE) else SOURCE_LANGUAGE, {})
    rule = PluralRule(row["plural"])
    return LanguageFacts(
        weekdays_short=tuple(row["weekdays_short"]),
        weekdays_wide=tuple(row["weekdays_wide"]),
        languages=row["languages"],
        plural_rule=rule,
        plurals=tuple(name for name in PLURAL_NAMES if name in rule.tags | {"other"}),
    )


@cache
def _read() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = json.loads(files("locales").joinpath("cldr.json").read_text("utf-8"))
    return rows
