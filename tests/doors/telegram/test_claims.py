"""Several processes send from one outbox, on both kinds of database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from angebote.store import Scope, Store
from angebote.store import conversations as kept
from bot.doors.telegram.api import TelegramApi
from bot.doors.telegram.door import utc_now
from bot.doors.telegram.intake import CHANNEL
from bot.doors.telegram.sender import PARALLEL, Sender
from tests.doors.telegram.emulator import TOKEN
from tests.store.conftest import *  # noqa: F403 - its fixtures: a store on each kind of database

ADDRESSES, SENDERS = 60, 4


def test_a_message_is_claimed_by_one_sender_only(store: Store) -> None:
    with store.session(Scope.system()) as session:
        for number in range(ADDRESSES):
            kept.enqueue(session, CHANNEL, str(number), [{"method": "sendMessage", "params": {}}], now=utc_now())
    start = Barrier(SENDERS)

    def claim() -> list[int]:
        sender = Sender(TelegramApi(TOKEN, "http://127.0.0.1:9"), store, clock=utc_now)
        start.wait()
        return [message.id for _ in range(ADDRESSES // PARALLEL + 2) for message in sender._claim(PARALLEL)]

    with ThreadPoolExecutor(SENDERS) as pool:
        claimed = [number for claims in pool.map(lambda _: claim(), range(SENDERS)) for number in claims]

    assert len(claimed) == len(set(claimed)) == ADDRESSES
