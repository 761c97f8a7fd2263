"""Levels spellings: case, accents, vowel signs, letter families, digits of any script - and finds the way back to what was typed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from opencc import OpenCC

MESSAGE_LIMIT = 4_096
"""Characters that are read, as many as a messenger sends at once; no door lets more through."""
SPELLING_LIMIT = 60

_SENTENCE_ENDS = frozenset(".!?;\n\r\u2029\u2028…؟۔؛。！？；።፧·")
_CLAUSE_ENDS = frozenset(",:،、，：፣፤()")

_LETTERS = {
    # Latin letters that do not decompose
    "ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ŋ": "n", "ß": "ss",
    # Cyrillic and Greek families
    "ё": "е", "ґ": "г", "ў": "у", "ѐ": "е", "ѝ": "и", "ӣ": "и", "ӯ": "у", "ς": "σ",
    # Arabic, Persian, Kurdish, Pashto and Urdu families; the lone hamza and the stretching line fall away
    "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ێ": "ي", "ۑ": "ي", "ک": "ك", "ڪ": "ك", "ګ": "گ", "ة": "ه", "ۃ": "ه", "ہ": "ه", "ھ": "ه",
    "ە": "ه", "ۀ": "ه", "ۂ": "ه", "ٱ": "ا", "ۆ": "و", "ۊ": "و", "ۉ": "و", "ۇ": "و", "ۈ": "و", "ڵ": "ل", "ڕ": "ر", "ں": "ن", "ء": "", "ـ": "",
}  # fmt: skip

# Ethiopic syllables that sound alike: first code point of a row -> first code point of the row it is written as.
_ETHIOPIC_ROWS = {0x1210: 0x1200, 0x1280: 0x1200, 0x12B8: 0x1200, 0x1220: 0x1230, 0x12D0: 0x12A0, 0x1340: 0x1338}
_ETHIOPIC_SAME_VOWEL = {0x1203: 0x1200, 0x12A3: 0x12A0}
_HAN = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

# Persian writes some beginnings and endings of a word apart, joined by an invisible sign or with a space.
_APART_BEGINNINGS = frozenset({"مي", "نمي"})
_APART_ENDINGS = frozenset({"ها", "هاي", "هايي"})
_PASHTO_MY = re.compile(r"(?<!\w)مې(?!\w)")
"""Pashto's "my" would be taken for Persian's beginning of a verb: it is written as a word that joins nothing."""
# Vietnamese writes the tone of these endings on either vowel ("tòa", "toà"): one way of writing stands for both.
_NEWER_TONES = {
    first + second: plain + marked
    for first, plain, marked, second in (
        *zip("òóỏõọ", "ooooo", "àáảãạ", "aaaaa", strict=True),
        *zip("òóỏõọ", "ooooo", "èéẻẽẹ", "eeeee", strict=True),
        *zip("ùúủũụ", "uuuuu", "ỳýỷỹỵ", "yyyyy", strict=True),
    )
}
_TONES = re.compile(rf"(?<!q)(?:{'|'.join(_NEWER_TONES)})(?!\w)")
_MARKS = frozenset({".", ",", "*"})
_APART = _APART_BEGINNINGS | _APART_ENDINGS


class _Folding(dict[int, str]):
    """The table of `str.translate`, filled as characters are met. Never larger than Unicode."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _SENTENCE_ENDS:
        return " . "
    if character in _CLAUSE_ENDS:
        return " , "
    pieces = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    if any(piece.isspace() for piece in pieces):
        # Signs such as a lone accent decompose into a space and a mark.
        return " "
    return "".join(_fold_piece(piece) for piece in pieces)


def _fold_piece(piece: str) -> str:
    if piece in _LETTERS:
        return _LETTERS[piece]
    category = unicodedata.category(piece)
    if category == "Nd":
        return str(unicodedata.decimal(piece))
    if category[0] == "M" or category == "Cf":
        return ""
    if category[0] != "L":
        return " "
    code = ord(piece)
    if 0x1200 <= code <= 0x137F:
        row = code & ~7
        code = _ETHIOPIC_ROWS.get(row, row) | code & 7
        return chr(_ETHIOPIC_SAME_VOWEL.get(code, code))
    if is_han(piece):
        # Every character stands for itself; the traditional ones are written as the simplified ones.
        simplified = _simplified()
        return f" {simplified.convert(simplified.convert(piece))} "  # twice: one character has a step between
    return piece


def is_han(letter: str) -> bool:
    """Return whether a letter is a character of Chinese or Japanese, which is a word of its own."""
    return any(first <= ord(letter) <= last for first, last in _HAN)


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


_FOLDING = _Folding()


@dataclass(frozen=True)
class Message:
    """A message as words on one level of spelling.

    Shape: `words`, `clauses`, `sentences` and `pieces` run side by side: the folded word, the number of its clause (commas count),
           the number of its sentence, and how many words with spaces between them it was typed as.
    """

    text: str
    words: tuple[str, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]
    pieces: tuple[int, ...]

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each word stands in `text`: first character and the one after the last."""
        typed = iter(_spans(self.text))
        spans = []
        for size in self.pieces:
            group = [next(typed) for _ in range(size)]
            spans.append((group[0][0], group[-1][1]))
        return tuple(spans)

    def spelling(self, first: int, last: int) -> str:
        """Return what was typed for the words `first` to `last` (inclusive), without control characters."""
        typed = self.text[self.spans[first][0] : self.spans[last][1]]
        clean = "".join(one if _is_printable(one) else " " for one in unicodedata.normalize("NFC", typed))
        return " ".join(clean.split())[:SPELLING_LIMIT]


def read_message(text: str) -> Message:
    """Return the words of a text. Total: any str has an answer; what lies beyond the limit is not read."""
    kept = text.strip()[:MESSAGE_LIMIT]
    words: list[tuple[str, int]] = []
    clauses: list[int] = []
    sentences: list[int] = []
    clause = sentence = -1
    is_new_sentence = is_new_clause = True
    for word, size in join_apart(_tokens(kept)):
        if word in (".", ","):
            is_new_clause = True
            is_new_sentence = is_new_sentence or word == "."
            continue
        clause += is_new_clause
        sentence += is_new_sentence
        is_new_clause = is_new_sentence = False
        words.append((word, size))
        clauses.append(clause)
        sentences.append(sentence)
    return Message(kept, tuple(word for word, _ in words), tuple(clauses), tuple(sentences), tuple(size for _, size in words))


def fold(text: str) -> str:
    """Return the text on one level of spelling: folded words with one space between them; folding twice changes nothing."""
    return " ".join(word for word, _ in join_apart([token for token in _tokens(text) if token not in (".", ",")]))


def _tokens(text: str) -> list[str]:
    return _PASHTO_MY.sub("مه", text).translate(_FOLDING).split()


def marked(text: str) -> str:
    """Return the words of a text in small letters with the marks they were typed with (tones where the newer spelling puts them), without notation and punctuation."""
    composed = _TONES.sub(lambda match: _NEWER_TONES[match.group()], unicodedata.normalize("NFC", text).lower())
    return " ".join("".join(one if one.isalnum() else " " for one in composed).split())


def join_apart(tokens: Sequence[str]) -> Iterable[tuple[str, int]]:
    """Return words with the number of tokens each was written as: Persian beginnings and endings join their word."""
    if _APART.isdisjoint(tokens):
        return ((token, 1) for token in tokens)
    joined: list[tuple[str, int]] = []
    for token in tokens:
        before, size = joined[-1] if joined else (".", 0)
        is_mark = token in _MARKS or before in _MARKS
        if not is_mark and (token in _APART_ENDINGS or before in _APART_BEGINNINGS):
            joined[-1] = (before + token, size + 1)
        else:
            joined.append((token, 1))
    return joined


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    is_inside = False
    for position, character in enumerate(text):
        folded = _FOLDING[ord(character)]
        if is_inside and folded[:1] != " ":
            spans[-1] = (spans[-1][0], position + 1)
        tokens = [token for token in folded.split() if token not in (".", ",")]
        # A sign such as one half folds into more than one word.
        starts_inside = is_inside and folded[:1] != " "
        spans.extend((position, position + 1) for _ in tokens[starts_inside:])
        is_inside = folded[-1:] != " " if folded else is_inside
    return spans


def _is_printable(character: str) -> bool:
    return character == "\u200c" or unicodedata.category(character)[0] != "C"
