"""The Telegram door as a whole: what the server starts and stops."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from telegram.error import TelegramError

from angebote.store import Store
from bot.doors.telegram.api import CALL_SECONDS, TelegramApi
from bot.doors.telegram.intake import Intake
from bot.doors.telegram.polling import Polling
from bot.doors.telegram.sender import Sender
from bot.doors.telegram.setup import introduce, introduce_if_possible, receive_by_polling, receive_by_webhook
from bot.doors.telegram.webhook import webhook_router
from bot.doors.turn import Turns
from bot.settings import Settings

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 1.0, 60.0

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class TelegramDoor:
    """One bot. `router` takes webhook calls; `run` receives, sends and introduces the bot.

    Errors: telegram.error.InvalidToken if the settings hold no token.
    """

    def __init__(
        self,
        store: Store,
        turns: Turns,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = utc_now,
        call_seconds: float = CALL_SECONDS,
    ) -> None:
        self._settings = settings
        self._secret = settings.telegram_webhook_secret or webhook_secret(settings.key())
        self._api = TelegramApi(settings.telegram_token, settings.telegram_api_url)
        self._sender = Sender(self._api, store, clock=clock, call_seconds=call_seconds)
        self._intake = Intake(store, turns, clock=clock, on_taken=self._sender.wake)
        self.router = webhook_router(self._intake, self._secret)

    async def run(self) -> None:
        """Serve until cancelled: by webhook if people reach us by https, else by asking."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._sender.run())
                tasks.create_task(self._receive())
                tasks.create_task(introduce_if_possible(self._api))
        finally:
            await self._api.close()

    async def set_up(self) -> None:
        """Tell Telegram once where to deliver, the commands and the descriptions. Errors: telegram.error.TelegramError."""
        try:
            await self._choose_way()
            await introduce(self._api)
        finally:
            await self._api.close()

    async def send_waiting(self) -> int:
        """Send what is due now and return how many messages were tried."""
        try:
            return await self._sender.send_all_due()
        finally:
            await self._api.close()

    async def _receive(self) -> None:
        pause_seconds = _FIRST_PAUSE_SECONDS
        while True:
            try:
                await self._choose_way()
                break
            except TelegramError as error:
                logger.warning("telegram set-up failed kind=%s", type(error).__name__)
                await asyncio.sleep(pause_seconds)
                pause_seconds = min(pause_seconds * 2, _LONGEST_PAUSE_SECONDS)
        if not self._settings.is_https:
            await Polling(self._api, self._intake).run()

    async def _choose_way(self) -> None:
        if self._settings.is_https:
            await receive_by_webhook(self._api, self._settings.public_url, self._secret)
        else:
            await receive_by_polling(self._api)


def webhook_secret(key: bytes) -> str:
    """Return the word Telegram sends with each call, derived from the secret key."""
    return hmac.new(key, b"telegram-webhook", hashlib.sha256).hexdigest()
