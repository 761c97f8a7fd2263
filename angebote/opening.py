"""Open now, closes soon, opens next: the hours of an Angebot at one moment, with the public holidays of its Bundesland. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

OpeningState = Literal["open", "closes_soon", "closed", "appointment", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The state of an Angebot at one moment.

    Shape:  `closes_at` is set for open and closes_soon, `opens_at` for closed when an opening lies within 14 days (aware, local time).
            appointment: only schedules by appointment (never shown as open); unknown: no hours are known.
            `is_unconfirmed`: the hours were not checked within the last 180 days, so "open now" must be said with reserve.
    """

    state: OpeningState
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    is_phone_only: bool = False
    is_unconfirmed: bool = False
