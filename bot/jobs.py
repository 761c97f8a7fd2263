"""What happens without anybody writing: old conversations, notes of events, unsent messages, unsaved texts and what residents said are forgotten."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from angebote.store import Scope, Store
from angebote.store.conversations import Forgotten, forget_old
from angebote.store.drafts import forget_drafts
from angebote.store.feedback import forget_feedback
from bot.settings import Settings

EVERY_SECONDS = 120.0


logger = logging.getLogger(__name__)


def run_once(store: Store, now: datetime, *, settings: Settings) -> Forgotten:
    """Forget what is due and return how much of it there was. Errors: those of the database."""
    with store.session(Scope.system()) as session:
        forget_drafts(session, now)
        forget_feedback(session, now.date())
        return forget_old(session, now, idle=timedelta(minutes=settings.conversation_minutes))


async def run_forever(
    store: Store,
    *,
    settings: Settings,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    every_seconds: float = EVERY_SECONDS,
    panel_work: Callable[[datetime], object] = lambda _now: None,
) -> None:
    """Run the jobs again and again until cancelled; a failure is logged and tried again. `panel_work` is what the panel has to do."""

    def forget(now: datetime) -> None:
        forgotten = run_once(store, now, settings=settings)
        if forgotten.conversations or forgotten.events or forgotten.messages:
            logger.info(
                "forgotten conversations=%s events=%s messages=%s", forgotten.conversations, forgotten.events, forgotten.messages
            )

    while True:
        for job in (forget, panel_work):
            try:
                await asyncio.to_thread(job, clock())
            except Exception as error:  # noqa: BLE001 - the database; it is tried again, and the other job goes on
                logger.warning("jobs failed kind=%s", type(error).__name__)
        await asyncio.sleep(every_seconds)
