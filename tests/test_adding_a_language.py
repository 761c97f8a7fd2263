"""docs/how-to/add-a-language.md, done: a copy of the project learns a made-up language by one folder and one registry line."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polib
import pytest

from locales import read_common, read_words

ROOT = Path(__file__).parent.parent
TAG = "eo"
"""Babel knows its plural forms and weekdays; the words are made up."""
LINE = f'    Language(tag="{TAG}", name="Madebupe", english_name="Made-up", tier=2),\n'
OTHER_LETTERS = str.maketrans("aeioubcdfghjklmnpqrstvwxz", "eioua" + "cdfghjklmnpqrstvwxzb")


def made_up(text: str) -> str:
    """Return an English text in the made-up language: other letters, the same {placeholders} and notation."""
    pieces = re.split(r"(\{[^}]*\})", text)
    return "".join(piece if piece.startswith("{") else piece.lower().translate(OTHER_LETTERS) for piece in pieces)


def made_up_words(value: Any) -> Any:
    if isinstance(value, str):
        return made_up(value)
    if isinstance(value, list):
        return [made_up_words(one) for one in value]
    return {key: made_up_words(one) for key, one in value.items()}


def as_toml(words: dict[str, Any]) -> str:
    lines = [f"{key} = {value!r}" for key, value in words.items() if isinstance(value, list)]
    for table, rows in words.items():
        if isinstance(rows, dict):
            lines += [f"[{table}]", *(f"{key} = {value!r}" for key, value in rows.items())]
    return "\n".join(lines) + "\n"


def run(*arguments: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project after the steps of the how-to."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("bot", "angebote", "admin", "locales", "tests", "docs", "pyproject.toml"):
        source = ROOT / name
        copied = shutil.copytree if source.is_dir() else shutil.copy
        copied(source, copy / name, **({"ignore": shutil.ignore_patterns("__pycache__", "built")} if source.is_dir() else {}))
    registry = copy / "locales/languages.py"
    registry.write_text(registry.read_text("utf-8").replace("\n)\nSOURCE_LANGUAGE", f"\n{LINE})\nSOURCE_LANGUAGE"), "utf-8")
    run("-m", "tests.texts", folder=copy)
    _translate(copy / "locales" / TAG)
    return copy


def _translate(folder: Path) -> None:
    catalogue = polib.pofile(str(folder / "messages.po"))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {number: made_up(entry.msgid_plural) for number in entry.msgstr_plural}
        else:
            entry.msgstr = made_up(entry.msgid)
    catalogue.save()
    for name in ("lexicon", "crisis", "wishes", "grammar"):
        words = made_up_words({key: value for key, value in read_words("en", name).items() if isinstance(value, dict | list)})
        (folder / f"{name}.toml").write_text(as_toml(words), "utf-8")
        assert tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) == words
    (folder / "common.txt").write_text(made_up(" ".join(_once(read_common("en")))), "utf-8")


def _once(words: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(words)


def test_the_gate_finds_nothing_missing(project: Path) -> None:
    run("-m", "tests.texts", "--check", folder=project)
    run("-m", "pytest", "-q", "tests/understanding/test_lexicons.py", "-k", TAG, folder=project)
    run(
        "-m",
        "pytest",
        "-q",
        "tests/test_locales.py",
        "tests/dialogue/test_every_language.py",
        "-k",
        f"{TAG} or locales",
        folder=project,
    )


def test_the_language_is_listed(project: Path) -> None:
    assert re.search(rf"{TAG}\s.*Madebupe.*draft", run("-m", "bot", "languages", folder=project))


def test_a_sentence_in_it_is_understood_and_answered_in_it(project: Path) -> None:
    sentence = made_up("I have debts and cannot pay")
    arguments = ("-m", "bot", "refer", f"{sentence} Altendorf", "--town", "essen", "--lang", TAG)

    understood = run("-m", "bot", "understand", sentence, folder=project)
    answered = run(*arguments, folder=project)

    assert '"money_debt"' in understood
    assert f'"language": "{TAG}"' in understood
    assert made_up("Money and debts") in answered
    assert made_up("Address") in answered
