"""Asking Telegram for updates: our own loop over raw getUpdates, so that one bad update stops nobody else."""

import asyncio
import logging
from typing import Any

from bot.doors.telegram.api import CallError, TelegramApi
from bot.doors.telegram.intake import Intake
from bot.doors.telegram.updates import ALLOWED_UPDATES

LONG_POLL_SECONDS = 25
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 30.0

logger = logging.getLogger(__name__)


class Polling:
    """The loop. An update counts as taken for Telegram (the offset) only after it is committed here."""

    def __init__(self, api: TelegramApi, intake: Intake) -> None:
        self._api = api
        self._intake = intake
        self._offset: int | None = None
        self._pause_seconds = _FIRST_PAUSE_SECONDS

    async def run(self) -> None:
        """Ask and take until cancelled."""
        while True:
            try:
                await self._take_all(await self._ask())
                self._pause_seconds = _FIRST_PAUSE_SECONDS
            except CallError as error:
                logger.warning("telegram getUpdates failed status=%s", error.status)
                await self._rest(error.retry_after_seconds)
            except Exception as error:  # noqa: BLE001 - the database; the update was not confirmed and comes again
                logger.warning("telegram updates wait kind=%s", type(error).__name__)
                await self._rest()

    async def _ask(self) -> list[Any]:
        params: dict[str, Any] = {"timeout": LONG_POLL_SECONDS, "allowed_updates": list(ALLOWED_UPDATES)}
        if self._offset is not None:
            params["offset"] = self._offset
        found = await self._api.call("getUpdates", params, seconds=LONG_POLL_SECONDS + 10)
        return found if isinstance(found, list) else []

    async def _take_all(self, updates: list[Any]) -> None:
        for update in updates:
            await self._intake.take(update)
            number = update.get("update_id") if isinstance(update, dict) else None
            if isinstance(number, int):
                self._offset = number + 1

    async def _rest(self, asked_seconds: float = 0.0) -> None:
        await asyncio.sleep(max(self._pause_seconds, asked_seconds))
        self._pause_seconds = min(self._pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
