"""A fault in a town file: where it stands and what would be right."""

from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz, process

LIKELY_PERCENT = 60
FEW = 16


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. Shape: `line` counts from 1; `field` is the key ("stadtteil.postcodes"), "" for the whole file."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.file}:{self.line}: {self.field + ': ' if self.field else ''}{self.message}"


def suggestion(word: str, known: Collection[str]) -> str:
    """Return a sentence that names the likely word, else all words if they are few; "" if neither helps."""
    words = list(known)
    likely = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=LIKELY_PERCENT)
    if likely is not None:
        return f' Did you mean "{likely[0]}"?'
    return f" Use one of: {', '.join(words)}." if 0 < len(words) <= FEW else ""
