"""A fresh Telegram for each test; a call it would refuse fails the test."""

from collections.abc import Iterator

import pytest

from tests.doors.telegram.emulator import BotApi


@pytest.fixture
def api() -> Iterator[BotApi]:
    """A running emulator of the Bot API."""
    with BotApi() as running:
        yield running
    assert running.bad_calls == []
