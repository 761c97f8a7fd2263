"""The list of languages for the terminal."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from io import StringIO

from rich.console import Console
from rich.table import Table

from locales import Language


def language_table(languages: Sequence[Language]) -> str:
    """Return the table of languages: tag, native name, direction, tier, status of texts, who reviewed the crisis words."""
    table = Table("tag", "name", "direction", "tier", "texts", "crisis words")
    for language in languages:
        table.add_row(
            language.tag, language.name, language.direction, str(language.tier), language.status, _crisis_reviewer(language.tag)
        )
    text = StringIO()
    Console(file=text, width=110).print(table)
    return text.getvalue().rstrip()


def _crisis_reviewer(tag: str) -> str:
    path = files("locales").joinpath(tag, "crisis.toml")
    return str(tomllib.loads(path.read_text("utf-8")).get("reviewer", "")) if path.is_file() else ""
