"""How long an Angebot may go unconfirmed: asked for, reminded of, marked for residents, hidden - until somebody says it is still right."""

from datetime import date, timedelta
from typing import Literal

from angebote.model import Angebot

ASK_AFTER_DAYS = 180
REMIND_AFTER = (timedelta(days=14), timedelta(days=28))
MARK_AFTER = timedelta(days=42)
HIDE_AFTER = timedelta(days=56)
Freshness = Literal["confirmed", "asked", "marked", "hidden"]


def freshness_of(angebot: Angebot, today: date) -> Freshness:
    """Return how an Angebot stands. Nothing is marked or hidden before somebody who could confirm it was asked."""
    return freshness_since(angebot.asked_on, today)


def freshness_since(asked_on: date | None, today: date) -> Freshness:
    """Return how something stands about which somebody was asked on that day and did not answer; None = nobody had to be asked."""
    if asked_on is None or today < asked_on:
        return "confirmed"
    waited = today - asked_on
    if waited >= HIDE_AFTER:
        return "hidden"
    return "marked" if waited >= MARK_AFTER else "asked"


def is_due(*, checked_on: date | None, today: date, after_days: int = ASK_AFTER_DAYS) -> bool:
    """Tell whether the carrier is to be asked: nobody ever confirmed the entry, or it is too long ago. Units: `after_days` in days."""
    return checked_on is None or (today - checked_on).days >= after_days


def reminders_due(asked_on: date, today: date) -> int:
    """Return how many reminders should have gone out by now."""
    return sum(today - asked_on >= wait for wait in REMIND_AFTER)
