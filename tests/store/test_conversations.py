"""Conversations, inbox, outbox and counters, on both databases."""

from datetime import UTC, datetime, timedelta

from angebote.store import Scope, Store
from angebote.store.conversations import (
    Forgotten,
    count,
    counted,
    due_messages,
    enqueue,
    forget_conversation,
    forget_messages,
    forget_old,
    load_conversation,
    mark_sent,
    note_event,
    postpone,
    save_conversation,
    week_of,
)

NOW = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_an_event_is_noted_once(store: Store) -> None:
    with store.session(Scope.system()) as session:
        assert note_event(session, "telegram", "7", NOW)
        assert not note_event(session, "telegram", "7", NOW)
        assert note_event(session, "web", "7", NOW)
    with store.session(Scope.system()) as session:
        assert not note_event(session, "telegram", "7", NOW)


def test_a_conversation_is_found_as_it_was_saved(store: Store) -> None:
    with store.session(Scope.system()) as session:
        assert load_conversation(session, "a" * 64) is None
        assert save_conversation(session, "a" * 64, {"topics": ["housing"], "turn": 1}, now=NOW) == 1
    with store.session(Scope.system()) as session:
        assert save_conversation(session, "a" * 64, {"topics": [], "turn": 2}, now=NOW + MINUTE) == 2
    with store.session(Scope.system(), is_reading=True) as session:
        found = load_conversation(session, "a" * 64, for_update=False)

    assert found is not None
    assert (found.state, found.version, found.updated_at) == ({"topics": [], "turn": 2}, 2, NOW + MINUTE)


def test_a_forgotten_conversation_is_gone(store: Store) -> None:
    with store.session(Scope.system()) as session:
        save_conversation(session, "key", {}, now=NOW)
        assert forget_conversation(session, "key")
        assert not forget_conversation(session, "key")
        assert load_conversation(session, "key") is None
        assert save_conversation(session, "key", {}, now=NOW) == 1


def test_only_the_oldest_message_of_each_address_is_due(store: Store) -> None:
    with store.session(Scope.system()) as session:
        enqueue(session, "telegram", "1", [{"text": "a"}, {"text": "b"}], now=NOW)
        enqueue(session, "telegram", "2", [{"text": "c"}], now=NOW)
        enqueue(session, "telegram", "3", [], now=NOW)
        due = due_messages(session, NOW)

        assert [(one.address, one.payload["text"]) for one in due] == [("1", "a"), ("2", "c")]
        assert mark_sent(session, due[0].id)
        assert not mark_sent(session, due[0].id)
        assert [one.payload["text"] for one in due_messages(session, NOW)] == ["b", "c"]
        assert [one.payload["text"] for one in due_messages(session, NOW, limit=1)] == ["b"]


def test_a_postponed_message_holds_back_the_ones_behind_it(store: Store) -> None:
    with store.session(Scope.system()) as session:
        enqueue(session, "telegram", "1", [{"text": "a"}, {"text": "b"}], now=NOW)
        postpone(session, due_messages(session, NOW)[0].id, not_before=NOW + MINUTE)

        assert due_messages(session, NOW) == []
        assert [(one.payload["text"], one.attempts) for one in due_messages(session, NOW + MINUTE)] == [("a", 1)]


def test_all_messages_of_an_address_are_forgotten_together(store: Store) -> None:
    with store.session(Scope.system()) as session:
        enqueue(session, "telegram", "1", [{}, {}], now=NOW)
        enqueue(session, "telegram", "2", [{}], now=NOW)

        assert forget_messages(session, "telegram", "1") == 2
        assert [one.address for one in due_messages(session, NOW)] == ["2"]


def test_what_is_old_is_forgotten_and_what_is_young_stays(store: Store) -> None:
    with store.session(Scope.system()) as session:
        for age, key in ((timedelta(minutes=31), "old"), (timedelta(minutes=29), "young")):
            save_conversation(session, key, {}, now=NOW - age)
        for age, key in ((timedelta(hours=49), "old"), (timedelta(hours=47), "young")):
            note_event(session, "telegram", key, NOW - age)
        for age, key in ((timedelta(hours=25), "old"), (timedelta(hours=23), "young")):
            enqueue(session, "telegram", key, [{}], now=NOW - age)

        assert forget_old(session, NOW) == Forgotten(conversations=1, events=1, messages=1)
        assert load_conversation(session, "young") is not None
        assert [one.address for one in due_messages(session, NOW)] == ["young"]
        assert forget_old(session, NOW, idle=timedelta(minutes=20)).conversations == 1


def test_counters_add_up_within_a_week(store: Store) -> None:
    with store.session(Scope.system()) as session:
        count(session, "crisis", "suicide", "de", NOW)
        count(session, "crisis", "suicide", "de", NOW + timedelta(days=1))
        count(session, "crisis", "suicide", "ar", NOW)
        count(session, "crisis", "suicide", "de", NOW + timedelta(days=7))

        assert counted(session, "crisis", "2026-W06") == {("suicide", "de"): 2, ("suicide", "ar"): 1}
        assert counted(session, "crisis", "2026-W07") == {("suicide", "de"): 1}


def test_the_week_of_a_day_is_the_iso_week() -> None:
    assert week_of(datetime(2027, 1, 1, tzinfo=UTC)) == "2026-W53"
