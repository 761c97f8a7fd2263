"""What is hard to read in a text, said to the person who writes it: the words, and what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from admin.plain import plain_text
from angebote.plain_language import MOST_WORDS, Kind, Mark, check, marked
from locales import Text, mark_panel, say_panel

TAG = "de-simple"
LONGEST_TEXT = 2000
LONGEST_QUOTE = 60
SENTENCES: Mapping[Kind, str] = {
    "long_sentence": mark_panel("This sentence is long. Make two of it, with at most {most} words each."),
    "many_sentences": mark_panel("Please write every sentence on a line of its own."),
    "many_statements": mark_panel("This says several things at once. Make a sentence of each."),
    "genitive": mark_panel("This is a genitive. Write it with “von”, or as a sentence of its own."),
    "passive": mark_panel("Say who does it: “We check it” instead of “It is checked”."),
    "subjunctive": mark_panel("Say it as it is: {instead}"),
    "hard_word": mark_panel("This is a hard word. Easier: {instead}"),
    "long_word": mark_panel("This is a long word. With a hyphen: {instead}"),
    "number_word": mark_panel("Write the number in digits: {instead}"),
    "abbreviation": mark_panel("Write it out: {instead}"),
}
WITHOUT_SUGGESTION: Mapping[Kind, str] = {
    "subjunctive": mark_panel("Say it as it is, without “would”."),
    "long_word": mark_panel("This is a long word. Put a hyphen between its parts, or use a shorter one."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A text that was checked. Shape: `pieces` are (text, whether it is marked); `lines` are (the words, what to do), each once."""

    pieces: Sequence[tuple[str, bool]]
    lines: Sequence[tuple[str, Text]]


def checked(text: str, page_language: str) -> Checked:
    """Return what is hard to read in a text; no lines if nothing stands out."""
    text = plain_text(text[:LONGEST_TEXT])
    marks = check(text)
    lines = dict.fromkeys((_quoted(text[mark.start : mark.end]), _sentence(mark, page_language)) for mark in marks)
    return Checked(pieces=marked(text, marks), lines=tuple(lines))


def _sentence(mark: Mark, page_language: str) -> Text:
    without = WITHOUT_SUGGESTION.get(mark.kind)
    if without and not mark.instead:
        return say_panel(without, page_language)
    return say_panel(SENTENCES[mark.kind], page_language, instead=mark.instead, most=MOST_WORDS)


def _quoted(words: str) -> str:
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rpartition(' ')[0] or words[:LONGEST_QUOTE]} …"
