"""What came in -> one turn each, in order within a chat. Polling and webhook share it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from weakref import WeakValueDictionary

from angebote.store import Scope, Store
from angebote.store import conversations as kept
from bot.doors.telegram.render import Call, calls_of
from bot.doors.telegram.updates import Ignore, Incoming, Left, read_update
from bot.doors.turn import Turn, Turns

CHANNEL = "telegram"
ATTEMPTS = 3

logger = logging.getLogger(__name__)


class Intake:
    """Takes raw updates. `on_taken` is called when there may be something to send."""

    def __init__(self, store: Store, turns: Turns, *, clock: Callable[[], datetime], on_taken: Callable[[], None]) -> None:
        self._store = store
        self._turns = turns
        self._clock = clock
        self._on_taken = on_taken
        self._busy: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._failures: Counter[str] = Counter()

    async def take(self, raw: object) -> None:
        """Take one update; when this returns, it is done with and need not be delivered again.

        Errors: those of the database, so that it is delivered again - but not for ever: after some attempts the update is given up and counted.
        """
        update = read_update(raw)
        if isinstance(update, Ignore):
            if update.is_poison:
                logger.warning("telegram update cannot be read")
                await asyncio.to_thread(self._count, "unreadable_update")
            return
        lock = self._busy.setdefault(update.chat_id, asyncio.Lock())
        async with lock:
            await self._attempt(update)
        self._on_taken()

    async def _attempt(self, update: Incoming | Left) -> None:
        try:
            await asyncio.to_thread(self._handle, update)
        except Exception as error:
            self._failures[update.event_id] += 1
            logger.error("telegram update failed kind=%s attempt=%s", type(error).__name__, self._failures[update.event_id])  # noqa: TRY400 - its text may quote the person
            if self._failures[update.event_id] < ATTEMPTS:
                raise
            await asyncio.to_thread(self._count, "given_up_update")
        self._failures.pop(update.event_id, None)

    def _handle(self, update: Incoming | Left) -> None:
        address = str(update.chat_id)
        if isinstance(update, Left):
            self._turns.forget(CHANNEL, address)
            return

        def rendered(turn: Turn) -> list[Call]:
            return calls_of(turn, chat_id=update.chat_id, callback_id=update.callback_id)

        self._turns.take(
            CHANNEL,
            address,
            update.event,
            now=self._clock(),
            event_id=update.event_id,
            guessed_language=update.language_code,
            render=rendered,
        )

    def _count(self, kind: str) -> None:
        with self._store.session(Scope.system()) as session:
            kept.count(session, CHANNEL, kind, "", self._clock())
