"""Hours as people type them, in German or English, made into the form that angebote/hours.py reads - and back."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from admin.hours_words import kind_in, said_in
from admin.plain import plain_line, plain_text
from angebote.hours import HoursError, read_hours, write_hours
from angebote.model import Schedule, ScheduleKind

# The fields of the form: one for each kind of hours.
HOUR_FIELDS: Mapping[str, ScheduleKind] = {
    "hours": "open",
    "hours_phone": "phone",
    "hours_appointment": "appointment",
    "hours_group": "group",
}
LONGEST_TEXT = 4000
_GERMAN = {"Tu": "Di", "We": "Mi", "Th": "Do", "Su": "So"}
_DAYS = {
    "Mo": "mo(?:n|ntags?|nday)?",
    "Tu": "di(?:e|enstags?)?|tu(?:e|esday)?",
    "We": "mi(?:t|ttwochs?)?|we(?:d|dnesday)?",
    "Th": "do(?:n|nnerstags?)?|th(?:u|ursday)?",
    "Fr": "fr(?:e|eitags?|i|iday)?",
    "Sa": "sa(?:m|mstags?|t|turday)?|sonnabends?",
    "Su": "so(?:n|nntags?)?|su(?:n|nday)?",
}
_TIMES = re.compile(r"(?<![\d/.\-\[])(\d{1,2})(?:[:.](\d{2}))?-(\d{1,2})(?:[:.](\d{2}))?(?![\d\-.:])")
_EVERY_NIGHT = re.compile(r"\b(2[0-3]:\d\d|1[2-9]:\d\d)-(0\d:\d\d|1[01]:\d\d)\b")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[–—‐‑−]"), "-"),
    (re.compile(r"\b(?:täglich|tägl\.?|taeglich|tgl\.?|jeden tag|daily|every day)(?!\w)", re.IGNORECASE), "Mo-Su"),
    (re.compile(r"\b(?:jede[nr]?|every|von|from)\b\s*", re.IGNORECASE), ""),
    (re.compile(r"(?<=\d)\s*(?:uhr|h)\b", re.IGNORECASE), ""),
    (re.compile(r"\s*(?:\bund\b|\bu\.|\band\b|&|\+)\s*", re.IGNORECASE), ","),
    (re.compile(r"\s+(?:bis|to)\s+", re.IGNORECASE), "-"),
    (re.compile(r"(?<=[^\W\d])\.?:?\s+(?=\d)"), " "),
    (re.compile(r"(?<=[^\W\d])\s*-\s*(?=[^\W\d])"), "-"),
    (re.compile(r"(?<=\d)\s*-\s*(?=\d)"), "-"),
)
_DAY_NAMES = tuple((re.compile(rf"\b(?:{shape})\b\.?", re.IGNORECASE), name) for name, shape in _DAYS.items())
_GERMAN_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_ORDINAL = re.compile(r"\b(\d(?:\.,\s*\d)*)\.\s*(Mo|Tu|We|Th|Fr|Sa|Su)\b(?:\s*(?:im Monat|of the month))?")
_LAST = re.compile(r"\b(?:letzte[nr]?|last)\s*(Mo|Tu|We|Th|Fr|Sa|Su)\b(?:\s*(?:im Monat|of the month))?", re.IGNORECASE)
_NEXT_RULE = re.compile(r"(?<=\d)(?:\s*(?:uhr|h)\b)?\s*,\s*(?=[^\W\d]|\d\.\s*[^\W\d])", re.IGNORECASE)
_NUMBER_WORDS = tuple(
    (re.compile(rf"\b(?:{german}[rn]?|{english})\b(?=\s+(?:\w|,))", re.IGNORECASE), f"{number}.")
    for number, (german, english) in enumerate(
        (("erste", "first"), ("zweite", "second"), ("dritte", "third"), ("vierte", "fourth"), ("fünfte", "fifth")), start=1
    )
)


def hours_from(text: str, kind: ScheduleKind) -> tuple[Schedule, ...]:
    """Read hours; rules stand on lines of their own or are parted by semicolons.

    Errors: PydanticCustomError that names the rule that was not understood.
    """
    lines = said_in(plain_text(text)).text.split("\n")
    rules = [plain_line(rule) for line in lines for rule in _NEXT_RULE.sub(";", line).split(";") if plain_line(rule)]
    return tuple(schedule for rule in rules for schedule in _read(*kind_in(rule, kind)))


def hours_text(schedules: Iterable[Schedule], kind: ScheduleKind, tag: str) -> str:
    """Return the hours of one kind as a person edits them, one rule a line, with the weekdays of the page's language."""
    text = write_hours(schedule for schedule in schedules if schedule.kind == kind).replace("; ", "\n")
    return re.sub(r"\b(?:Tu|We|Th|Su)\b", lambda found: _GERMAN[found[0]], text) if tag == "de" else text


def plain_rule(rule: str) -> str:
    """Return one rule in the form that `read_hours` knows: "Mo-Do 9-12 Uhr" -> "Mo-Th 09:00-12:00".

    Shape: hours of every day that go past midnight are two stretches, "täglich 20-8 Uhr" -> "Mo-Su 20:00-23:59,00:00-08:00".
    """
    for pattern, new in (*_NUMBER_WORDS, *_STEPS, *_DAY_NAMES):
        rule = pattern.sub(new, rule)
    rule = _GERMAN_DATE.sub(lambda found: f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}", rule)
    rule = _LAST.sub(r"\1[-1]", _ORDINAL.sub(lambda found: f"{found[2]}[{re.sub('[^0-9,]', '', found[1])}]", rule))
    rule = _TIMES.sub(lambda found: f"{_clock(found[1], found[2])}-{_clock(found[3], found[4])}", rule).strip(" ,.")
    return _EVERY_NIGHT.sub(r"\1-23:59,00:00-\2", rule) if rule.startswith("Mo-Su ") else rule


def _clock(hour: str, minute: str | None) -> str:
    return f"{int(hour):02}:{minute or '00'}"


def _read(rule: str, kind: ScheduleKind) -> tuple[Schedule, ...]:
    try:
        return read_hours(plain_rule(rule), kind)
    except HoursError as error:
        raise PydanticCustomError("hours", "hours", {"part": rule[:60]}) from error


def _reader(kind: ScheduleKind) -> BeforeValidator:
    def read(value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise PydanticCustomError("string_too_long", "too long", {"max_length": LONGEST_TEXT})
        return hours_from(value, kind) if isinstance(value, str) else value

    return BeforeValidator(read)


Most = Field(max_length=100)
OpenHours = Annotated[tuple[Schedule, ...], _reader("open"), Most]
PhoneHours = Annotated[tuple[Schedule, ...], _reader("phone"), Most]
AppointmentHours = Annotated[tuple[Schedule, ...], _reader("appointment"), Most]
GroupHours = Annotated[tuple[Schedule, ...], _reader("group"), Most]
