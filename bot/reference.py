"""Writes the reference pages that are made from the code: settings and commands. `python -m bot.reference FOLDER`."""

import sys
from pathlib import Path
from typing import Any

import typer

from bot.settings import ENVIRONMENT_PREFIX, Settings

SETTINGS_PAGE = "settings.md"
COMMANDS_PAGE = "commands.md"


def settings_page() -> str:
    """Return the reference of all settings as Markdown."""
    lines = [
        "# Settings",
        "",
        "Set them in the environment or in a file `.env` beside the program. Every bad value is named at the start, with what would be right.",
        "This page is made from the code (`make docs`).",
        "",
        "| name | default | meaning |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = "" if field.default in ("", (), None) else f"`{field.default}`"
        lines.append(f"| `{ENVIRONMENT_PREFIX}{name.upper()}` | {default or '(none)'} | {_cell(field.description or '')} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Return the reference of the command line as Markdown."""
    from bot.cli import app  # the command line is needed for this page only

    root = typer.main.get_command(app)
    lines = [
        "# The command `lotse`",
        "",
        "Exit status: 0 done, 1 the thing asked for did not hold (with a sentence), 2 wrong use. This page is made from the code (`make docs`).",
        "",
        "| command | what it does |",
        "|---|---|",
    ]
    lines += [f"| `{usage}` | {_cell(text)} |" for usage, text in _commands(root, "lotse")]
    return "\n".join(lines) + "\n"


def _commands(command: Any, path: str) -> list[tuple[str, str]]:
    if hasattr(command, "commands"):
        return [row for name, sub in sorted(command.commands.items()) for row in _commands(sub, f"{path} {name}")]
    arguments = [str(one.name).upper() for one in command.params if one.param_type_name == "argument"]
    options = [f"[{one.opts[0]}]" for one in command.params if one.param_type_name == "option" and one.opts[0] != "--help"]
    return [(" ".join([path, *arguments, *options]), (command.help or "").strip().split("\n\n")[0])]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main(folder: str) -> None:
    """Write both pages into a folder."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    (Path(folder) / SETTINGS_PAGE).write_text(settings_page(), "utf-8")
    (Path(folder) / COMMANDS_PAGE).write_text(commands_page(), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
