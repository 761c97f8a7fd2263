"""What was typed and not saved: kept for two weeks, for one person, and never more than fits."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from angebote.store import Scope, Store, tables
from angebote.store.drafts import LARGEST_BYTES, Draft, TooLargeError, drop_draft, forget_drafts, keep_draft, read_draft

NOW = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
SYSTEM = Scope.system()


@pytest.fixture
def kept(store: Store) -> Store:
    with store.session(SYSTEM) as session:
        session.add(tables.AccountRow(id="anna", email="anna@example.org", name="Anna", role="operator", created_at=NOW))
        session.flush()
        keep_draft(session, "anna", "entry", Draft({"topics": ["women", "care"], "hours": ["Mo 9-12"]}, NOW))
    return store


def _read(store: Store, now: datetime = NOW) -> Draft | None:
    with store.session(SYSTEM, is_reading=True) as session:
        return read_draft(session, "anna", "entry", now)


def test_what_was_typed_comes_back_as_it_was(kept: Store) -> None:
    assert _read(kept) == Draft({"topics": ["women", "care"], "hours": ["Mo 9-12"]}, NOW)


def test_what_is_typed_later_takes_the_place(kept: Store) -> None:
    later = Draft({"hours": ["Di 9-12"]}, NOW + timedelta(minutes=1))
    with kept.session(SYSTEM) as session:
        keep_draft(session, "anna", "entry", later)

    assert _read(kept) == later


def test_it_is_forgotten_after_two_weeks(kept: Store) -> None:
    fortnight = NOW + timedelta(days=14)
    assert _read(kept, fortnight - timedelta(seconds=1)) is not None
    assert _read(kept, fortnight) is None

    with kept.session(SYSTEM) as session:
        assert forget_drafts(session, fortnight - timedelta(seconds=1)) == 0
        assert forget_drafts(session, fortnight) == 1
        assert session.scalars(select(tables.DraftRow)).all() == []


def test_too_much_is_refused_and_what_was_kept_stays(kept: Store) -> None:
    with pytest.raises(TooLargeError), kept.session(SYSTEM) as session:
        keep_draft(session, "anna", "entry", Draft({"hours": ["ü" * (LARGEST_BYTES // 2)]}, NOW))

    assert _read(kept) is not None


def test_it_is_thrown_away_with_a_press_and_with_the_account(kept: Store) -> None:
    with kept.session(SYSTEM) as session:
        drop_draft(session, "anna", "nothing")
        drop_draft(session, "anna", "entry")
    assert _read(kept) is None

    with kept.session(SYSTEM) as session:
        keep_draft(session, "anna", "entry", Draft({}, NOW))
        session.delete(session.get_one(tables.AccountRow, "anna"))
    assert _read(kept) is None
