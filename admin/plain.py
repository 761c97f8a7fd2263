"""Text as people type it, made plain: no control signs, no bidi overrides, no invisible characters."""

import unicodedata

_JOINERS = "\u200c\u200d"
_JOINING_SCRIPTS = (
    "ARABIC",
    "DEVANAGARI",
    "BENGALI",
    "GUJARATI",
    "GURMUKHI",
    "KANNADA",
    "MALAYALAM",
    "ORIYA",
    "TAMIL",
    "TELUGU",
    "SINHALA",
)


def plain_line(text: str) -> str:
    """Return the text as one line: invisible characters gone, every run of white space one blank."""
    return " ".join(plain_text(text).split())


def plain_text(text: str) -> str:
    """Return the text with its line breaks, without control and format characters, in NFC, blanks at line ends cut.

    Shape: a zero-width (non-)joiner stays only between two letters of a script that is written with it (Persian needs it).
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cleaned = [_visible(unicodedata.normalize("NFC", line)).rstrip() for line in lines]
    return "\n".join(cleaned).strip()


def _visible(line: str) -> str:
    return "".join(sign for index, sign in enumerate(line) if _may_stay(line, index))


def _may_stay(line: str, index: int) -> bool:
    sign = line[index]
    if sign in _JOINERS:
        return 0 < index < len(line) - 1 and _is_joining(line[index - 1]) and _is_joining(line[index + 1])
    if sign == "\t":
        return True
    return unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")


def _is_joining(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(_JOINING_SCRIPTS)
