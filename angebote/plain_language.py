"""Leichte Sprache: what in a German text is hard to read, and what could stand there instead. Rules of thumb; whether people understand it, only they can tell.

Source: the rules of Netzwerk Leichte Sprache, as far as a program can look for them.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Literal

from angebote.plain_clauses import genitives, passives

Kind = Literal[
    "long_sentence",
    "many_sentences",
    "many_statements",
    "genitive",
    "passive",
    "subjunctive",
    "hard_word",
    "long_word",
    "number_word",
    "abbreviation",
]
WHOLE: frozenset[Kind] = frozenset({"long_sentence", "many_sentences", "many_statements"})
MOST_WORDS = 12
LONGEST_WORD, LONGEST_SPLIT = 16, 60
MOST_JOINED = 1
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"“)]*\s+(?=[A-ZÄÖÜ0-9„\"])")
_NO_END = re.compile(r"(?:\b\w|\d|\b(?:[zZ]\.|[bB]zw|ca|etc|usw|evtl|ggf|inkl|max|mind|Tel|Nr|Str))\.$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_PIECE = re.compile(r"\w+")
_CLAUSE = re.compile(
    r", (?:der|die|das|den|dem|denen|deren|dessen|obwohl|während|nachdem|damit|sodass|indem|sobald|falls|sofern|wobei|wodurch)\b"
)
_JOINED = re.compile(r"\b(?:und|oder|sowie|aber)\b")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One place in a text that is hard to read. Units: `start` and `end` count characters; `instead` is "" where nothing can be suggested."""

    start: int
    end: int
    kind: Kind
    instead: str = ""


def check(text: str) -> tuple[Mark, ...]:
    """Return what is hard to read in a text, in its order; nothing for good Leichte Sprache."""
    listed = list(_words(text))
    marks = [*listed, *_long_words(text, {place for mark in listed for place in range(mark.start, mark.end)})]
    for start, end in _lines(text):
        sentences = list(_sentences(text, start, end))
        if len(sentences) > 1:
            marks.append(Mark(start, end, "many_sentences"))
        for first, last in sentences:
            marks += _of_sentence(text, first, last)
    return tuple(sorted(marks))


def _of_sentence(text: str, start: int, end: int) -> Iterator[Mark]:
    sentence = text[start:end]
    parts = [part for part in sentence.split(":") if part.strip()]
    if max((len(_WORD.findall(part)) for part in parts), default=0) > MOST_WORDS:
        yield Mark(start, end, "long_sentence")
    if _CLAUSE.search(sentence) or len(_JOINED.findall(sentence)) > MOST_JOINED:
        yield Mark(start, end, "many_statements")
    yield from (Mark(start + first, start + last, "genitive") for first, last in genitives(sentence))
    yield from (Mark(start + first, start + last, "passive") for first, last in passives(sentence))


def _words(text: str) -> Iterator[Mark]:
    """Yield hard words, abbreviations, the subjunctive and numbers as words; the longest that begins at a place."""
    pattern, known = _listed()
    for found in pattern.finditer(text):
        kind, instead = known[str(found.lastgroup)]
        yield Mark(found.start(), found.end(), kind, instead)


def _long_words(text: str, said: Collection[int]) -> Iterator[Mark]:
    """Yield long words, but for those about which something is said already; `said` are places in the text."""
    for found in _PIECE.finditer(text):
        if len(found[0]) > LONGEST_WORD and found[0].isalpha() and found.start() not in said:
            yield Mark(found.start(), found.end(), "long_word", hyphenated(found[0]))


def marked(text: str, marks: Sequence[Mark]) -> tuple[tuple[str, bool], ...]:
    """Return a text in pieces: (piece, whether something in it is marked). Whole sentences and lines are left out: they would mark everything."""
    places = {place for mark in marks if mark.kind not in WHOLE for place in range(mark.start, mark.end)}
    pieces = (
        (is_marked, "".join(text[place] for place in run)) for is_marked, run in groupby(range(len(text)), places.__contains__)
    )
    return tuple((piece, is_marked) for is_marked, piece in pieces)


def hyphenated(word: str) -> str:
    """Return a long word with a hyphen between the parts it is made of ("Schuldner-Beratungs-Stelle"), "" if they are not known."""
    parts = _parts(word.casefold(), _known_parts()) if len(word) <= LONGEST_SPLIT else ()
    return "-".join(part.capitalize() for part in parts) if len(parts) > 1 else ""


def _parts(word: str, known: frozenset[str]) -> Sequence[str]:
    """Split a word from the left into known parts, the longest first; the last one may be any that is known with an ending."""
    if not word:
        return []
    for length in range(len(word), 2, -1):
        head = word[:length]
        if head in known or (
            length == len(word) and any(head.removesuffix(ending) in known for ending in ("s", "n", "en", "es"))
        ):
            rest = _parts(word[length:], known)
            if rest or length == len(word):
                return [head, *rest]
    return []


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n]+", text):
        yield found.span()


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a line; a full stop behind a number or an abbreviation ends none."""
    begin = start
    for gap in _SENTENCE_END.finditer(text, start, end):
        if not _NO_END.search(text[begin : gap.start()]):
            yield begin, gap.start()
            begin = gap.end()
    if text[begin:end].strip():
        yield begin, end


@cache
def _listed() -> tuple[re.Pattern[str], Mapping[str, tuple[Kind, str]]]:
    """Return one pattern for all listed words, and what each of its groups means."""
    data, kinds = (
        _data(),
        {"words": "hard_word", "abbreviations": "abbreviation", "subjunctive": "subjunctive", "numbers": "number_word"},
    )
    entries = [(word, kind, instead) for section, kind in kinds.items() for word, instead in data[section].items()]
    entries.sort(key=lambda entry: -len(entry[0]))
    groups = "|".join(f"(?P<w{number}>{_pattern(word)})" for number, (word, _, _) in enumerate(entries))
    known: dict[str, tuple[Kind, str]] = {f"w{number}": (kind, instead) for number, (_, kind, instead) in enumerate(entries)}  # type: ignore[misc]
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])"), known


def _pattern(word: str) -> str:
    """Return the pattern of a listed word: endings, blanks within abbreviations, any case but for what is all capitals."""
    pattern = re.escape(word).replace(r"\~", r"\w{0,4}").replace("~", r"\w{0,4}").replace(r"\ ", r"\s+")
    if "." in word:
        pattern = pattern.replace(r"\.", r"\.\s?").removesuffix(r"\s?")
    return pattern if word[:2].isupper() or word in ("BuT", "KiTa") else f"(?i:{pattern})"


def listed_words() -> Mapping[str, str]:
    """Return the hard words with a simpler one for each ("~" = any ending)."""
    return _data()["words"]


@cache
def _known_parts() -> frozenset[str]:
    return frozenset(_data()["parts"]["known"])


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    with files("angebote").joinpath("plain_words.toml").open("rb") as file:
        return tomllib.load(file)
