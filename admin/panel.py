"""The panel as one value that its routes share: the store, the key, the clocks, the pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fastapi import Request

from admin.machine import Translate
from admin.pages import Pages
from angebote.model import Angebot, Town
from angebote.store import Store

Preview = Callable[[Angebot, str], Mapping[str, Any]]
# What someone types, then what they read: a text with the buttons below it, None where the card stands.
Talk = Callable[[Angebot, str], Sequence[tuple[str, Sequence[str]] | None]]
Towns = Callable[[], Mapping[str, Town]]
Converse = Callable[[str, str | None, str, str | None], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What every route of the panel needs.

    Shape:  `now` is aware, `today` is the day in Germany; `preview` None = no preview is shown, `talk` None = only its card;
            `translate` None = no machine translates; `confirm_days` days an entry counts as confirmed.
    """

    store: Store
    key: bytes
    address: str
    is_https: bool
    today: Callable[[], date]
    now: Callable[[], datetime]
    preview: Preview | None
    talk: Talk | None
    towns: Towns
    converse: Converse | None
    confirm_days: int
    has_mail_server: bool
    translate: Translate | None
    pages: Pages


def panel_of(request: Request) -> Panel:
    """Return the panel a request belongs to."""
    panel: Panel = request.app.state.panel
    return panel


def caller_of(request: Request) -> str:
    """Return where a request comes from; it is counted under a keyed fingerprint and never kept."""
    return request.client.host if request.client else ""
