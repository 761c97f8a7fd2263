"""National help lines: which ones to show for an emergency, to whom, in which order. Pure; the data is helplines.toml."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from angebote.hours import read_hours
from angebote.model import Schedule
from angebote.opening import hours_on

MOST_LINES = 3
CHILD_AGE = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """One help line. `regions` empty = all of Germany; `schedules` empty and not always open = hours unknown."""

    id: str
    name: str
    number: str
    cost: Literal["free", "local", "paid"]
    audience: Literal["all", "women", "men", "children", "young_people", "parents"]
    languages: tuple[str, ...] = ()
    has_interpreters: bool = False
    regions: tuple[str, ...] = ()
    is_always_open: bool = False
    schedules: tuple[Schedule, ...] = ()
    website: str = ""
    checked_on: date | None = None

    def is_open(self, now: datetime, state: str) -> bool:
        """True if somebody answers at `now` (aware, local time), as far as the hours are known."""
        running = hours_on(self.schedules, (), now.date(), state=state)
        return self.is_always_open or any(hours.opens_at <= now.time() < hours.closes_at for hours in running)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPlan:
    """What is shown for one kind of emergency. `place` names the town's own place that is shown first, "" if there is none."""

    always: tuple[str, ...]
    best: tuple[str, ...] = ()
    place: str = ""


@cache
def help_lines() -> Mapping[str, HelpLine]:
    """Return all help lines by id."""
    return {key: _line(key, row) for key, row in _read()["line"].items()}


@cache
def emergency_plans() -> Mapping[str, EmergencyPlan]:
    """Return the plan of every crisis kind, and "general" for the emergency button."""
    return {
        key: EmergencyPlan(always=tuple(row["always"]), best=tuple(row.get("best", ())), place=row.get("place", ""))
        for key, row in _read()["kind"].items()
    }


def lines_for(
    kind: str, *, language: str, state: str, now: datetime, age: int | None = None, room: int = MOST_LINES
) -> tuple[HelpLine, ...]:
    """Return at most `room` lines for a kind of emergency, most important first.

    Shape:  lines that must stand are all in; then those that speak the person's language, then open ones. For a person under 18 the
            children's line comes first. `state` "" = the town is not known: no line of a single Bundesland.
    """
    plan = emergency_plans()[kind]
    fixed = [help_lines()[key] for key in plan.always if _serves(help_lines()[key], state)]
    extra = [help_lines()[key] for key in plan.best if _serves(help_lines()[key], state)]
    extra = sorted(extra, key=lambda line: _distance(line, language, now, state))
    if age is not None and age < CHILD_AGE and kind not in ("medical", "poisoning"):
        child = help_lines()["children_116111"]
        return _without_half_pairs((child, *fixed)[:room])
    spoken = [line for line in extra if language in line.languages and not language.startswith("de")]
    others = [line for line in extra if line not in spoken and _is_understood(line, language)]
    return tuple(_unique([*spoken[: max(0, room - len(fixed))], *fixed, *others]))[:room]


def _distance(line: HelpLine, language: str, now: datetime, state: str) -> tuple[bool, bool]:
    return (language not in line.languages, not line.is_open(now, state))


def _is_understood(line: HelpLine, language: str) -> bool:
    """A line in a foreign language is no help; lines that are mainly German are shown to everybody, with a word about the language."""
    is_german = line.languages[0] == "de"
    speaks_it = language in line.languages and not language.startswith("de")
    return is_german or speaks_it or line.has_interpreters


def _without_half_pairs(lines: tuple[HelpLine, ...]) -> tuple[HelpLine, ...]:
    """The lines for women and for men stand together or not at all."""
    audiences = {line.audience for line in lines}
    split = {"women", "men"} & audiences if len({"women", "men"} & audiences) == 1 else set()
    return tuple(line for line in lines if line.audience not in split)


def _serves(line: HelpLine, state: str) -> bool:
    return not line.regions or state in line.regions


def _unique(lines: Iterable[HelpLine]) -> list[HelpLine]:
    return list({line.id: line for line in lines}.values())


def _line(key: str, row: Mapping[str, Any]) -> HelpLine:
    is_always_open = row["hours"] == "24/7"
    return HelpLine(
        id=key,
        name=row["name"],
        number=row["number"],
        cost=row["cost"],
        audience=row["audience"],
        languages=tuple(row["languages"]),
        has_interpreters=row.get("interpreters", False),
        regions=tuple(row.get("regions", ())),
        is_always_open=is_always_open,
        schedules=() if is_always_open else read_hours(row["hours"]),
        website=row.get("website", ""),
        checked_on=row.get("checked_on"),
    )


@cache
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("angebote").joinpath("helplines.toml").read_text("utf-8"))
