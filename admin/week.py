"""The week as it was understood, in the language of the page: the person sees it beside what they typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel import Locale
from babel.dates import get_day_names
from babel.lists import format_list

from angebote.model import Schedule
from angebote.opening import WEEKDAYS, WeekLine, week_of
from locales import Text, mark_panel, say_panel

KINDS: Mapping[str, str] = {
    "open": mark_panel("open, just come"),
    "appointment": mark_panel("by appointment"),
    "phone": mark_panel("by telephone"),
    "group": mark_panel("group"),
}
OF_THE_MONTH: Mapping[int, str] = {
    1: mark_panel("first {days} of the month"),
    2: mark_panel("second {days} of the month"),
    3: mark_panel("third {days} of the month"),
    4: mark_panel("fourth {days} of the month"),
    5: mark_panel("fifth {days} of the month"),
    -1: mark_panel("last {days} of the month"),
}
RHYTHMS: Mapping[str, str] = {
    "weekly:2": mark_panel("every second week"),
    "weekly:3": mark_panel("every third week"),
    "weekly:4": mark_panel("every fourth week"),
    "monthly:1": mark_panel("the first of the month"),
    "monthly:2": mark_panel("the second of the month"),
    "monthly:3": mark_panel("the third of the month"),
    "monthly:4": mark_panel("the fourth of the month"),
    "monthly:5": mark_panel("the fifth of the month"),
    "monthly:-1": mark_panel("the last of the month"),
    "weekly:1": mark_panel("every week"),
    "once:1": mark_panel("on one day only"),
}
EVERY_DAY = mark_panel("every day")
AS_BEFORE = mark_panel("as before")
EVERY_OTHER_WEEK = mark_panel("{days}, every {count} weeks")


@dataclass(frozen=True, slots=True)
class UnderstoodLine:
    """One line of the week: the days, the times (always 24 hours), what happens then."""

    days: str
    times: str
    kind: Text


def understood_week(schedules: Iterable[Schedule], tag: str) -> tuple[UnderstoodLine, ...]:
    """Return the week line by line; empty if there are no hours."""
    return tuple(_line(line, tag) for line in week_of(schedules))


def rhythm_words(tag: str) -> Mapping[str, str]:
    """Return how often a row of the table may come: key -> words."""
    return {key: say_panel(sentence, tag).text for key, sentence in RHYTHMS.items()}


def _line(line: WeekLine, tag: str) -> UnderstoodLine:
    times = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in line.times)
    return UnderstoodLine(_days(line, tag), times, say_panel(KINDS[line.kind], tag))


def _days(line: WeekLine, tag: str) -> str:
    if line.day is not None:
        return f"{line.day:%d.%m.%Y}"
    if len(line.weekdays) == len(WEEKDAYS) and line.frequency == "weekly" and line.interval == 1:
        return say_panel(EVERY_DAY, tag).text
    names = get_day_names("wide", locale=tag)
    days = format_list([names[WEEKDAYS.index(day)] for day in line.weekdays], locale=Locale.parse(tag))
    if line.frequency == "monthly":
        return say_panel(OF_THE_MONTH[line.week_of_month or 1], tag, days=days).text
    return say_panel(EVERY_OTHER_WEEK, tag, days=days, count=line.interval).text if line.interval > 1 else days
