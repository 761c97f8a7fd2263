"""One turn: what is kept, what is dropped, what is counted - on a real store."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from angebote.model import Town
from angebote.store import Scope, Store, open_store
from angebote.store import conversations as kept
from bot.dialogue.model import ChoicesReply, Conversation, Pressed, Said, TextReply
from bot.doors.state import conversation_of, state_of
from bot.doors.turn import Turn, Turns
from bot.jobs import run_once
from bot.settings import Settings
from tests.doors.telegram.fake_dialogue import advance

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
KEY = b"k" * 32


class TwoTowns:
    """A catalogue with two empty towns."""

    def current(self) -> Mapping[str, Town]:
        """Return them."""
        return {slug: Town(id=slug, slug=slug, name=slug.title(), state="NW", version=1) for slug in ("essen", "bochum")}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(f"sqlite:///{tmp_path / 'lotse.sqlite3'}")
    opened.upgrade()
    yield opened
    opened.close()


def turns_in(store: Store, *, town: str = "") -> Turns:
    """Return turns on the fake dialogue."""
    settings = Settings(_env_file=None, town=town, conversation_minutes=30)  # type: ignore[call-arg]
    return Turns(store, TwoTowns(), key=KEY, settings=settings, advance=advance)


def crisis_counts(store: Store) -> dict[tuple[str, str], int]:
    """Return what was counted this week."""
    with store.session(Scope.system(), is_reading=True) as session:
        return kept.counted(session, "crisis", kept.week_of(NOON))


def test_a_new_conversation_begins_with_the_guessed_language_and_the_given_town(store: Store) -> None:
    turn = turns_in(store).take("web", "a", Said("hallo"), now=NOON, guessed_language="uk-UA", town="essen")

    assert (turn.conversation.language, turn.conversation.is_language_chosen, turn.conversation.town) == ("uk", False, "essen")
    assert (turn.is_new, turn.language) == (True, "uk")


def test_an_unknown_language_and_town_count_as_not_said(store: Store) -> None:
    turn = turns_in(store).take("web", "a", Said("hallo"), now=NOON, guessed_language="tlh", town="atlantis")

    assert (turn.conversation.language, turn.conversation.town, turn.language) == (None, None, "en")


def test_the_fixed_town_of_the_installation_wins(store: Store) -> None:
    turn = turns_in(store, town="bochum").take("web", "a", Said("hallo"), now=NOON, town="essen")

    assert turn.conversation.town == "bochum"


def test_a_second_turn_goes_on_where_the_first_one_ended(store: Store) -> None:
    turns = turns_in(store)
    first = turns.take("web", "a", Said("hallo"), now=NOON)
    second = turns.take("web", "a", Said("hallo"), now=NOON, guessed_language="tr", town="essen")

    assert second.conversation == replace(first.conversation, turn=2)
    assert not second.is_new


def test_the_same_address_behind_another_door_is_another_conversation(store: Store) -> None:
    turns = turns_in(store)
    turns.take("web", "a", Said("hallo"), now=NOON)

    assert turns.take("telegram", "a", Said("hallo"), now=NOON).is_new


def test_an_event_that_was_taken_before_changes_nothing(store: Store) -> None:
    turns = turns_in(store)
    turns.take("telegram", "a", Said("hallo"), now=NOON, event_id="7")
    again = turns.take("telegram", "a", Said("hallo"), now=NOON, event_id="7")

    assert (again.is_repeated, again.replies) == (True, ())
    assert turns.take("telegram", "a", Said("hallo"), now=NOON, event_id="8").conversation.turn == 2


def test_after_a_long_pause_only_language_and_town_are_left(store: Store) -> None:
    turns = turns_in(store)
    turns.take("web", "a", Said("hallo"), now=NOON, guessed_language="ar", town="essen")
    late = turns.take("web", "a", Said("hallo"), now=NOON + timedelta(minutes=31))

    assert (late.is_expired, late.conversation.turn) == (True, 1)
    assert (late.conversation.language, late.conversation.town) == ("ar", "essen")


def test_what_was_idle_too_long_is_deleted_by_the_jobs(store: Store) -> None:
    turns = turns_in(store)
    turns.take("web", "a", Said("hallo"), now=NOON)
    settings = Settings(_env_file=None, conversation_minutes=30)  # type: ignore[call-arg]

    assert run_once(store, NOON + timedelta(minutes=29), settings=settings).conversations == 0
    assert run_once(store, NOON + timedelta(minutes=31), settings=settings).conversations == 1
    assert turns.take("web", "a", Said("hallo"), now=NOON + timedelta(minutes=32)).is_new


def test_a_town_that_is_gone_is_asked_for_again(store: Store) -> None:
    turns_in(store).take("web", "a", Said("hallo"), now=NOON, town="essen")

    assert turns_in(store, town="bochum").take("web", "a", Said("hallo"), now=NOON).conversation.town == "bochum"


def test_a_fault_in_the_dialogue_keeps_the_state_and_gives_a_number(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    turns = turns_in(store)
    turns.take("web", "a", Said("hallo"), now=NOON)
    turn = turns.take("web", "a", Said("crash Kanarienvogel"), now=NOON)
    (reply,) = turn.replies

    assert isinstance(reply, ChoicesReply)
    assert [option.action for option in reply.options] == ["emergency"]
    assert caplog.records[0].args
    assert str(caplog.records[0].args[0]) in reply.paragraphs[0].text  # type: ignore[index]
    assert "fake_dialogue.py" in caplog.text
    assert "Kanarienvogel" not in caplog.text
    assert turns.take("web", "a", Said("hallo"), now=NOON).conversation.turn == 2


def test_a_fault_in_rendering_is_answered_too(store: Store) -> None:
    def render(turn: Turn) -> list[dict[str, str]]:
        if isinstance(turn.replies[0], TextReply):
            raise KeyError("broken")
        return [{"method": "x"}]

    turn = turns_in(store).take("telegram", "a", Said("hallo"), now=NOON, render=render)

    assert isinstance(turn.replies[0], ChoicesReply)
    with store.session(Scope.system(), is_reading=True) as session:
        assert [message.payload for message in kept.due_messages(session, NOON)] == [{"method": "x"}]


def test_emergencies_are_counted_by_kind_and_language_only(store: Store) -> None:
    turns_in(store).take("web", "a", Said("crisis"), now=NOON, guessed_language="fa")

    assert crisis_counts(store) == {("domestic_violence", "fa"): 1}


def test_forgetting_deletes_the_conversation(store: Store) -> None:
    turns = turns_in(store)
    turns.take("web", "a", Said("hallo"), now=NOON)
    turns.take("web", "a", Said("forget"), now=NOON)

    assert turns.take("web", "a", Pressed("x"), now=NOON).is_new


def test_the_address_is_not_in_the_key_under_which_a_conversation_is_kept(store: Store) -> None:
    turns = turns_in(store)

    assert turns.key_of("telegram", "12345") != turns.key_of("web", "12345")
    assert "12345" not in turns.key_of("telegram", "12345")
    assert len(turns.key_of("telegram", "12345")) == 64


def test_a_conversation_survives_being_kept() -> None:
    conversation = Conversation(language="ar", topics=("debt", "housing"), shown=3, step="cards", rotation=2**31 - 1)

    assert conversation_of(state_of(conversation)) == conversation
    assert state_of(Conversation()) == {}


def test_a_state_of_another_release_is_read_as_far_as_it_is_understood() -> None:
    state = {"language": "tr", "topics": "debt", "step": "a step of tomorrow", "unknown": [1], "shown": None, "turn": 4}

    assert conversation_of(state) == Conversation(language="tr", turn=4)
