"""On which line of a TOML text a key stands: tomllib keeps no lines, so the text is scanned for its headers and keys."""

import re
from collections.abc import Iterator, Mapping

Place = tuple[str, int, str]
_HEADER = re.compile(r"\s*(?P<list>\[)?\[\s*(?P<name>[A-Za-z0-9_\-. \"']+?)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*(?P<key>[A-Za-z0-9_\-.\"']+(?:\s*\.\s*[A-Za-z0-9_\-\"']+)*)\s*=")
_LONG = re.compile(r'"""|\'\'\'')


class Lines:
    """The lines of one file. A place is the name of the outermost table, its number among those of that name, and the key inside."""

    def __init__(self, text: str) -> None:
        self._lines: Mapping[Place, int] = dict(_places(text))

    def of(self, name: str, number: int, key: str = "") -> int:
        """Return the line of a key, else of the key around it, else of its table; 1 if there is none."""
        while key and (name, number, key) not in self._lines:
            key = key.rpartition(".")[0]
        return self._lines.get((name, number, key), 1)


def _places(text: str) -> Iterator[tuple[Place, int]]:
    counts: dict[str, int] = {}
    table: Place = ("", 0, "")
    for line, content in _outside_long_texts(text):
        if header := _HEADER.fullmatch(content):
            table = _table(header, counts)
            yield table, line
        elif key := _KEY.match(content):
            name, number, prefix = table
            yield _inside(name, number, f"{prefix}.{_bare(key['key'])}" if prefix else _bare(key["key"])), line


def _table(header: re.Match[str], counts: dict[str, int]) -> Place:
    name, _, rest = _bare(header["name"]).partition(".")
    if header["list"] and not rest:
        counts[name] = counts.get(name, -1) + 1
    return name, max(counts.get(name, 0), 0), rest


def _inside(name: str, number: int, key: str) -> Place:
    return (name, number, key) if name else (key.partition(".")[0], 0, key.partition(".")[2])


def _bare(key: str) -> str:
    return re.sub(r"[\s\"']", "", key)


def _outside_long_texts(text: str) -> Iterator[tuple[int, str]]:
    is_inside = False
    for line, content in enumerate(text.split("\n"), 1):
        if not is_inside:
            yield line, content.rstrip("\r")
        if len(_LONG.findall(content)) % 2:
            is_inside = not is_inside
