"""Read-only tables in flat arrays: a tenth of the memory of dicts, and used from a file as they lie there.

Every table is made of named parts (`Parts`): bytes that can be written to a file one after the other and mapped back without reading them.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xxhash import xxh3_64_intdigest

Parts = Mapping[str, memoryview]

_MAGIC = b"words  1"
_UNIT = 8


def nested(name: str, parts: Parts) -> Parts:
    """Return the parts with their names below `name`."""
    return {f"{name}/{part}": data for part, data in parts.items()}


def below(name: str, parts: Parts) -> Parts:
    """Return the parts that were nested below `name`."""
    start = f"{name}/"
    return {part.removeprefix(start): data for part, data in parts.items() if part.startswith(start)}


class FlatIndex:
    """Numbers by key. Keys are kept as 64-bit hashes only: two keys that share one (once in billions) share their numbers."""

    def __init__(self, parts: Parts) -> None:
        self._hashes = parts["hashes"].cast("Q")
        self._numbers = parts["numbers"].cast("I")

    @staticmethod
    def parts_of(pairs: Iterable[tuple[str, int]]) -> Parts:
        """Return the parts of an index of these pairs."""
        rows = sorted({(_hash(key), number) for key, number in pairs})
        return {"hashes": _flat("Q", (row[0] for row in rows)), "numbers": _flat("I", (row[1] for row in rows))}

    def get(self, key: str) -> Iterator[int]:
        """Yield the numbers of a key, smallest first; none if it is not known."""
        hashes = self._hashes
        wanted = _hash(key)
        for position in range(bisect_left(hashes, wanted), len(hashes)):
            if hashes[position] != wanted:
                return
            yield self._numbers[position]

    def first(self, key: str) -> int | None:
        """Return the smallest number of a key, or None."""
        hashes = self._hashes
        wanted = _hash(key)
        position = bisect_left(hashes, wanted)
        return self._numbers[position] if position < len(hashes) and hashes[position] == wanted else None


class FlatWords(Sequence[str]):
    """Words by number."""

    def __init__(self, parts: Parts) -> None:
        self._text = parts["text"]
        self._ends = parts["ends"].cast("I")

    @staticmethod
    def parts_of(words: Iterable[str]) -> Parts:
        """Return the parts of a list of these words."""
        text = bytearray()
        ends = array("I")
        for word in words:
            text += word.encode("utf-8")
            ends.append(len(text))
        return {"text": memoryview(bytes(text)), "ends": memoryview(ends.tobytes())}

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:  # type: ignore[override]  # nobody takes a slice
        if number >= len(self._ends):
            raise IndexError(number)
        first = self._ends[number - 1] if number else 0
        return str(self._text[first : self._ends[number]], "utf-8")


class FlatRows:
    """Rows of numbers, by the number of the row."""

    def __init__(self, parts: Parts) -> None:
        self._values = parts["values"].cast("I")
        self._ends = parts["ends"].cast("I")

    @staticmethod
    def parts_of(rows: Iterable[Iterable[int]]) -> Parts:
        """Return the parts of these rows."""
        values = array("I")
        ends = array("I")
        for row in rows:
            values.extend(row)
            ends.append(len(values))
        return {"values": memoryview(values.tobytes()), "ends": memoryview(ends.tobytes())}

    def __getitem__(self, number: int) -> list[int]:
        first = self._ends[number - 1] if number else 0
        return self._values[first : self._ends[number]].tolist()


def pack(parts: Parts) -> bytes:
    """Return all parts as the bytes of one file."""
    places: dict[str, tuple[int, int]] = {}
    data = bytearray()
    for name, part in parts.items():
        places[name] = (len(data), part.nbytes)
        data += part
        data += bytes(-len(data) % _UNIT)
    head = json.dumps(places).encode("utf-8")
    head += b" " * (-len(head) % _UNIT)
    return _MAGIC + len(head).to_bytes(_UNIT, "little") + head + bytes(data)


def unpack(file: memoryview) -> Parts:
    """Return the parts of a file.

    Errors: ValueError if it is none of ours.
    """
    if bytes(file[:_UNIT]) != _MAGIC:
        raise ValueError("This is not a file of words.")
    start = 2 * _UNIT + int.from_bytes(file[_UNIT : 2 * _UNIT], "little")
    places = json.loads(bytes(file[2 * _UNIT : start]))
    return {name: file[start + first : start + first + size] for name, (first, size) in places.items()}


def _hash(key: str) -> int:
    # What people type may hold half a character (a lone surrogate).
    return xxh3_64_intdigest(key.encode("utf-8", "surrogatepass"))


def _flat(kind: str, numbers: Iterable[int]) -> memoryview:
    return memoryview(array(kind, numbers).tobytes())
