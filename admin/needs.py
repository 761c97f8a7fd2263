"""Why an entry needs a look: its days, what residents said, translations that are missing - and what goes first."""

from datetime import date, timedelta
from typing import Literal, get_args

from angebote.freshness import HIDE_AFTER
from angebote.opening import CONFIRMED_DAYS
from locales import LANGUAGES

Attention = Literal["hidden", "expired", "feedback", "expiring", "asked", "never_checked", "long_ago", "untranslated", "none"]
URGENCY: tuple[Attention, ...] = get_args(Attention)
FIRST_TIER = tuple(language.tag for language in LANGUAGES if language.tier == 1)
EXPIRING_WITHIN = timedelta(days=30)


def attention_of(
    *, status: str, checked_on: date | None, expires_on: date | None, today: date, asked_on: date | None = None
) -> Attention:
    """Return why an entry needs a look; archived ones need none. `asked_on`: the carrier was asked that day and did not answer yet."""
    if status == "archived":
        return "none"
    is_asked = asked_on is not None and (checked_on is None or checked_on < asked_on)
    if is_asked and asked_on is not None and today - asked_on >= HIDE_AFTER:
        return "hidden"
    if expires_on is not None and expires_on - today <= EXPIRING_WITHIN:
        return "expired" if expires_on < today else "expiring"
    if is_asked:
        return "asked"
    if checked_on is None:
        return "never_checked"
    return "long_ago" if (today - checked_on).days > CONFIRMED_DAYS else "none"


def needs_of(attention: Attention, *, has_reports: bool, is_untranslated: bool) -> tuple[Attention, ...]:
    """Return all reasons why an entry needs a look, the most urgent first; `attention` is the one its days give."""
    needs: dict[Attention, bool] = {attention: True, "feedback": has_reports, "untranslated": is_untranslated, "none": False}
    return tuple(need for need in URGENCY if needs.get(need))
