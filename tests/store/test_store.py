"""Opening a store, and three processes that write at once."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen

import pytest

from angebote.store import Scope, Store, StoreError, is_alive, open_store
from angebote.store.conversations import load_conversation, save_conversation

COUNTING = """
import sys
from datetime import UTC, datetime
from angebote.store import Scope, open_store
from angebote.store.conversations import load_conversation, save_conversation

store = open_store(sys.argv[1])
for _ in range(int(sys.argv[2])):
    with store.session(Scope.system()) as session:
        found = load_conversation(session, "key")
        turn = found.state["turn"] + 1 if found else 1
        save_conversation(session, "key", {"turn": turn}, now=datetime.now(UTC))
store.close()
"""
PROCESSES, TURNS = 3, 60


def test_three_processes_that_count_together_lose_no_turn(address: str) -> None:
    processes = [Popen([sys.executable, "-c", COUNTING, address, str(TURNS)]) for _ in range(PROCESSES)]
    ends = [process.wait(timeout=120) for process in processes]

    store = open_store(address)
    with store.session(Scope.system(), is_reading=True) as session:
        found = load_conversation(session, "key", for_update=False)
    store.close()
    assert ends == [0] * PROCESSES
    assert found is not None
    assert (found.version, found.state) == (PROCESSES * TURNS, {"turn": PROCESSES * TURNS})


def test_several_processes_bring_the_tables_up_at_once(empty_address: str) -> None:
    code = "import sys; from angebote.store import open_store; open_store(sys.argv[1]).upgrade()"
    processes = [Popen([sys.executable, "-c", code, empty_address]) for _ in range(PROCESSES)]

    assert [process.wait(timeout=120) for process in processes] == [0] * PROCESSES


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("nonsense", "cannot be read"),
        ("mysql://host/name", "not supported"),
        ("sqlite://", "needs a file"),
        ("sqlite:////proc/none/lotse.sqlite3", "cannot be made"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_what_would_be_right(url: str, hint: str) -> None:
    with pytest.raises(StoreError, match=hint):
        open_store(url)


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'a' / 'b' / 'lotse.sqlite3'}")
    store.upgrade()
    store.close()

    assert (tmp_path / "a" / "b" / "lotse.sqlite3").exists()


def test_a_store_says_whether_its_database_answers(store: Store) -> None:
    assert is_alive(store)


def test_a_store_without_its_database_is_not_alive() -> None:
    store = open_store("postgresql://nobody@127.0.0.1:9/none?connect_timeout=2")

    assert not is_alive(store)
    store.close()


def test_an_error_rolls_everything_back(store: Store) -> None:
    with pytest.raises(KeyError):
        _save_and_fail(store)
    with store.session(Scope.system(), is_reading=True) as session:
        assert load_conversation(session, "key", for_update=False) is None


def _save_and_fail(store: Store) -> None:
    with store.session(Scope.system()) as session:
        save_conversation(session, "key", {}, now=datetime.now(UTC))
        raise KeyError
