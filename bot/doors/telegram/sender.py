"""Sends what waits in the outbox: in order for each person, several people at once, until Telegram has it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, cast

from angebote.store import Scope, Store
from angebote.store import conversations as kept
from angebote.store.conversations import DueMessage
from bot.doors.telegram.api import CALL_SECONDS, CallError, TelegramApi
from bot.doors.telegram.intake import CHANNEL

PARALLEL = 20
LOOK_EVERY_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 300.0
_ANSWER_SECONDS = 2.0
_LAST_WORDS_SECONDS = 5.0

logger = logging.getLogger(__name__)


class Sender:
    """The loop. Before a message is sent it is claimed for a short time, so that several processes do not send it twice."""

    def __init__(
        self, api: TelegramApi, store: Store, *, clock: Callable[[], datetime], call_seconds: float = CALL_SECONDS
    ) -> None:
        self._api = api
        self._store = store
        self._clock = clock
        self._call_seconds = call_seconds
        self._news = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Look into the outbox at once."""
        self._news.set()

    async def run(self) -> None:
        """Send until cancelled; what is on its way then may arrive first."""
        try:
            while True:
                self._news.clear()
                if not await self._start_some():
                    await self._wait()
        finally:
            if self._sending:
                await asyncio.wait(self._sending, timeout=_LAST_WORDS_SECONDS)

    async def send_all_due(self) -> int:
        """Send until nothing is due any more; return how many messages were tried."""
        tried = 0
        while started := await self._start_some():
            tried += started
            await asyncio.gather(*self._sending)
        return tried

    async def _wait(self) -> None:
        try:
            # asyncio.wait_for() of Python 3.11 loses a cancellation that comes together with the news.
            async with asyncio.timeout(LOOK_EVERY_SECONDS):
                await self._news.wait()
        except TimeoutError:
            return  # another process may have put something there: look again

    async def _start_some(self) -> int:
        room = PARALLEL - len(self._sending)
        try:
            claimed = await asyncio.to_thread(self._claim, room) if room else []
        except Exception as error:  # noqa: BLE001 - the database: the outbox is looked at again
            logger.warning("telegram outbox cannot be read kind=%s", type(error).__name__)
            return 0
        for message in claimed:
            task = asyncio.create_task(self._deliver(message))
            self._sending.add(task)
            task.add_done_callback(self._ended)
        return len(claimed)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._news.set()

    def _claim(self, room: int) -> list[DueMessage]:
        now = self._clock()
        with self._store.session(Scope.system(), is_reading=True) as session:
            if not kept.due_messages(session, now, limit=1):
                return []
        with self._store.session(Scope.system()) as session:
            due = [one for one in kept.due_messages(session, now, limit=room, for_update=True) if one.channel == CHANNEL]
            for message in due:
                kept.postpone(session, message.id, not_before=now + timedelta(seconds=self._call_seconds + _ANSWER_SECONDS))
        return due

    async def _deliver(self, message: DueMessage) -> None:
        payload = cast("dict[str, Any]", message.payload)
        failure: CallError | None = None
        try:
            await self._api.call(payload["method"], payload["params"], seconds=self._call_seconds)
        except CallError as error:
            failure = error
            logger.warning("telegram %s failed status=%s attempt=%s", payload["method"], error.status, message.attempts // 2 + 1)
        try:
            await asyncio.to_thread(self._settle, message, failure)
        except Exception as error:  # noqa: BLE001 - the database: the claim ends by itself and the message is tried again
            logger.warning("telegram outbox cannot be written kind=%s", type(error).__name__)

    def _settle(self, message: DueMessage, failure: CallError | None) -> None:
        now = self._clock()
        with self._store.session(Scope.system()) as session:
            if failure is None:
                kept.mark_sent(session, message.id)
            elif not failure.is_final:
                kept.postpone(session, message.id, not_before=now + _pause(failure, message.attempts))
            else:
                kept.count(session, CHANNEL, f"dropped_{failure.status}", "", now)
                kept.mark_sent(session, message.id)
                if failure.status == 403:  # blocked: whatever waits behind it cannot arrive either
                    kept.forget_messages(session, CHANNEL, message.address)


def _pause(failure: CallError, postponed: int) -> timedelta:
    """Return how long to wait. `postponed` counts two for each earlier attempt: its claim and its failure."""
    seconds = failure.retry_after_seconds or min(2.0 ** (postponed // 2), LONGEST_PAUSE_SECONDS)
    return timedelta(seconds=seconds)
