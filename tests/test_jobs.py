"""The jobs that run without anybody writing."""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from angebote.store import Scope, Store, open_store
from angebote.store import conversations as kept
from angebote.store.conversations import Forgotten
from angebote.store.drafts import Draft, keep_draft
from angebote.store.tables import AccountRow, DraftRow
from bot.jobs import run_forever, run_once
from bot.settings import Settings
from tests.loops import run

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
SETTINGS = Settings(_env_file=None, conversation_minutes=10)  # type: ignore[call-arg]


def a_store(folder: Path) -> Store:
    """Return an empty store."""
    store = open_store(f"sqlite:///{folder / 'lotse.sqlite3'}")
    store.upgrade()
    return store


def test_everything_is_forgotten_when_its_time_has_come(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.session(Scope.system()) as session:
        kept.save_conversation(session, "key", {}, now=NOON)
        kept.note_event(session, "telegram", "1", NOON)
        kept.enqueue(session, "telegram", "5", [{"a": 1}], now=NOON)

    assert run_once(store, NOON + timedelta(minutes=9), settings=SETTINGS) == Forgotten(conversations=0, events=0, messages=0)
    assert run_once(store, NOON + timedelta(minutes=11), settings=SETTINGS) == Forgotten(conversations=1, events=0, messages=0)
    assert run_once(store, NOON + timedelta(days=3), settings=SETTINGS) == Forgotten(conversations=0, events=1, messages=1)
    store.close()


def test_text_that_was_never_saved_is_forgotten_after_two_weeks(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    with store.session(Scope.system()) as session:
        session.add(AccountRow(id="anna", email="anna@example.org", name="Anna", role="operator", created_at=NOON))
        session.flush()
        keep_draft(session, "anna", "entry", Draft({"hours": ["Mo 9-12"]}, NOON))
    left = []
    for days in (13, 14):
        run_once(store, NOON + timedelta(days=days), settings=SETTINGS)
        with store.session(Scope.system(), is_reading=True) as session:
            left.append(len(session.scalars(select(DraftRow)).all()))
    store.close()

    assert left == [1, 0]


def test_the_jobs_go_on_after_the_database_failed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'lotse.sqlite3'}")  # its tables do not exist yet

    async def begin_too_early() -> None:
        jobs = asyncio.create_task(
            run_forever(store, settings=SETTINGS, clock=lambda: NOON + timedelta(days=3), every_seconds=0.01)
        )
        await asyncio.to_thread(wait_for_log, "jobs failed")
        await asyncio.to_thread(store.upgrade)
        await asyncio.to_thread(keep_one)
        await asyncio.to_thread(wait_for_log, "forgotten conversations=1")
        jobs.cancel()
        with suppress(asyncio.CancelledError):
            await jobs

    def keep_one() -> None:
        with store.session(Scope.system()) as session:
            kept.save_conversation(session, "key", {}, now=NOON)

    def wait_for_log(words: str) -> None:
        end = time.monotonic() + 60
        while words not in caplog.text:
            assert time.monotonic() < end
            time.sleep(0.01)

    caplog.set_level("INFO")
    run(asyncio.wait_for(begin_too_early(), 120))
    store.close()
