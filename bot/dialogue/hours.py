"""Opening hours as a person reads them: 24-hour clock, Latin digits, their own names for the days."""

from datetime import date, datetime, time

from angebote.model import Schedule
from angebote.opening import WEEKDAYS, Opening, WeekLine, week_of
from locales import Text, language_of, ltr, mark, say, weekday_name

UNBROKEN_DASH = "\u2060–\u2060"
KINDS = {
    "open": mark("{days}: {times}"),
    "group": mark("Group - {days}: {times}"),
    "phone": mark("By phone - {days}: {times}"),
    "appointment": mark("Only by appointment - {days}: {times}"),
}
WEEKS_OF_MONTH = {
    1: mark("first {day} of the month"),
    2: mark("second {day} of the month"),
    3: mark("third {day} of the month"),
    4: mark("fourth {day} of the month"),
    5: mark("fifth {day} of the month"),
    -1: mark("last {day} of the month"),
}


def hours_text(schedules: tuple[Schedule, ...], tag: str) -> tuple[Text, ...]:
    """Return the hours, one line for each group of days."""
    return tuple(say(KINDS[line.kind], tag, days=_days(line, tag), times=_times(line, tag)) for line in week_of(schedules))


def state_text(opening: Opening, now: datetime, tag: str) -> Text | None:
    """Return open or closed in one sentence; None if no hours are known.

    Hours that nobody has checked for half a year are never called "open now": the sentence says what the entry says.
    """
    if opening.state == "unknown":
        return None
    if opening.state == "appointment":
        return say("Only by appointment.", tag)
    if opening.state == "closed":
        return _closed_text(opening, now, tag)
    until = ltr(_clock(opening.closes_at or now), tag)
    if opening.is_unconfirmed:
        return say("Should be open now until {time} - please call first.", tag, time=until)
    if opening.is_phone_only:
        return say("Answers the phone now, until {time}.", tag, time=until)
    if opening.state == "closes_soon":
        return say("Open now, closes soon: {time}.", tag, time=until)
    return say("Open now until {time}.", tag, time=until)


def date_text(day: date, tag: str) -> str:
    """Return a date as it stands in letters in Germany (31.12.2026), kept together in right-to-left text."""
    return ltr(f"{day.day:02}.{day.month:02}.{day.year}", tag)


def _closed_text(opening: Opening, now: datetime, tag: str) -> Text:
    if opening.opens_at is None:
        return say("Closed now.", tag)
    clock = ltr(_clock(opening.opens_at), tag)
    weekday = weekday_name(WEEKDAYS[opening.opens_at.weekday()], tag, width="wide").text
    if opening.is_phone_only and opening.opens_at.date() == now.date():
        by_phone = KINDS["phone"]
        later = say(by_phone, tag, days=weekday, times=clock)
        return Text(f"{say('Closed now.', tag).text} {later.text}", tag)
    if opening.is_phone_only:
        day = date_text(opening.opens_at.date(), tag)
        return say(
            "Closed now. Answers the phone again on {weekday}, {date}, at {time}.", tag, weekday=weekday, date=day, time=clock
        )
    days = (opening.opens_at.date() - now.date()).days
    if days == 0:
        return say("Closed now. Opens today at {time}.", tag, time=clock)
    if days == 1:
        return say("Closed now. Opens tomorrow at {time}.", tag, time=clock)
    return say(
        "Closed now. Opens {weekday}, {date}, at {time}.",
        tag,
        weekday=weekday,
        date=date_text(opening.opens_at.date(), tag),
        time=clock,
    )


def _days(line: WeekLine, tag: str) -> str:
    if line.day is not None:
        return date_text(line.day, tag)
    names = _day_ranges(line, tag)
    if line.frequency == "monthly" and line.week_of_month in WEEKS_OF_MONTH:
        return say(WEEKS_OF_MONTH[line.week_of_month], tag, day=names).text
    if line.interval == 2:
        return say("every second {day}", tag, day=names).text
    return names


def _day_ranges(line: WeekLine, tag: str) -> str:
    """Three and more days in a row become a range ("Mo-Fr"); the others are listed."""
    runs: list[list[int]] = []
    for number in (WEEKDAYS.index(weekday) for weekday in line.weekdays):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return language_of(tag).comma.join(_run_text(run, tag) for run in runs)


def _run_text(run: list[int], tag: str) -> str:
    names = [weekday_name(WEEKDAYS[number], tag).text for number in run]
    return f"{names[0]} – {names[-1]}" if len(names) > 2 else language_of(tag).comma.join(names)


def _times(line: WeekLine, tag: str) -> str:
    return language_of(tag).comma.join(
        ltr(f"{_clock(opens)}{UNBROKEN_DASH}{_clock(closes)}", tag) for opens, closes in line.times
    )


def _clock(moment: time | datetime) -> str:
    return f"{moment.hour:02}:{moment.minute:02}"
