"""What people write beside the times: "in den Ferien geschlossen", "nach Vereinbarung", "telefonisch"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from angebote.model import ScheduleKind

_FREE_DAYS = r"(?:schul)?ferien(?:zeit(?:en)?)?"
_IN_HOLIDAYS = (
    rf"(?:(?:in|während|waehrend) (?:den|der) {_FREE_DAYS} (?:ist |bleibt )?(?:geschlossen|zu|keine?n?\b[^\n;,]*)"
    rf"|(?:geschlossen|zu) (?:in|während|waehrend) (?:den|der) {_FREE_DAYS}"
    rf"|(?:aber )?nicht (?:in|während|waehrend) (?:den|der) {_FREE_DAYS}"
    rf"|(?:außer|ausser)(?:halb)? (?:in |während )?(?:den|der) {_FREE_DAYS}"
    rf"|nur (?:außer|ausser)halb der {_FREE_DAYS}|{_FREE_DAYS}:? (?:geschlossen|zu)"
    r"|(?:closed|not|except) (?:(?:in|during) )?(?:the )?school holidays)"
)
_BY_APPOINTMENT = (
    r"(?:(?:nur )?(?:nach|mit|auf) (?:vereinbarung|absprache|anmeldung|termin(?:vereinbarung|absprache)?)\b"
    r"|n\. ?v\.|\bnv\b|(?:only )?by appointment(?: only)?)"
)
_BY_PHONE = r"(?:(?:nur )?telefonisch|(?:nur )?(?:am|per) telefon|(?:only )?by (?:tele)?phone)"
_HOLIDAYS = re.compile(rf"[\s,;(]*{_IN_HOLIDAYS}[\s.;)]*", re.IGNORECASE)
_ALSO = re.compile(rf"(?:^|\s*(?:[,;\n]|\b(?:und|u\.|sowie|oder|and|or)\s)\s*(?:und |oder |sonst )?){_BY_APPOINTMENT}\s*(?=$|[,;\n])", re.IGNORECASE)  # fmt: skip
_KINDS: Mapping[ScheduleKind, re.Pattern[str]] = {
    "appointment": re.compile(rf"[\s(:]*{_BY_APPOINTMENT}[\s):]*", re.IGNORECASE),
    "phone": re.compile(rf"[\s(:]*{_BY_PHONE}[\s):]*", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a text of hours says beside the times. Shape: `text` is the rest, rules parted as before."""

    text: str
    is_closed_in_school_holidays: bool
    is_also_by_appointment: bool


def said_in(text: str) -> Said:
    """Take out of a text of hours what holds for the whole of it."""
    rest, holidays = _HOLIDAYS.subn("; ", text)
    rest, appointments = _ALSO.subn(";", rest)
    return Said(rest, bool(holidays), bool(appointments))


def kind_in(rule: str, kind: ScheduleKind) -> tuple[str, ScheduleKind]:
    """Return a rule without the words that say its kind, and the kind: "Mi 14-16 nach Vereinbarung" is by appointment."""
    for named, pattern in _KINDS.items():
        rest, count = pattern.subn(" ", rule)
        if count:
            return rest.strip(), named
    return rule, kind
