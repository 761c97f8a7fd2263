"""The words of each language as its files hold them: lexicon, crisis words, wishes and the most common words."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

WordFile = Literal["lexicon", "crisis", "wishes", "grammar"]


def read_words(tag: str, name: WordFile) -> dict[str, Any]:
    """Return one word file of a language as it is written.

    Shape:  a variant such as "de-simple" without a file of its own uses the file of its language; empty if neither has one.
    Errors: tomllib.TOMLDecodeError if the file is not TOML (its author's fault).
    """
    path = _path_of(tag, f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8")) if path else {}


def read_common(tag: str) -> tuple[str, ...]:
    """Return the most common words of a language, as they stand in `common.txt`; empty if the file is missing."""
    path = _path_of(tag, "common.txt")
    return tuple(path.read_text("utf-8").split()) if path else ()


def read_small(tag: str) -> tuple[str, ...]:
    """Return those of the most common words that say nothing of their own ("the", "I", "where"): the first block of `common.txt`."""
    path = _path_of(tag, "common.txt")
    return tuple(path.read_text("utf-8").partition("\n\n")[0].split()) if path else ()


def has_words(tag: str, name: WordFile) -> bool:
    """Return whether the language itself, not the one it is a variant of, has that file."""
    return files("locales").joinpath(tag, f"{name}.toml").is_file()


def _path_of(tag: str, name: str) -> Traversable | None:
    for folder in (tag, tag.partition("-")[0]):
        path = files("locales").joinpath(folder, name)
        if path.is_file():
            return path
    return None
