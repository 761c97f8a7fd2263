"""What people write, who they are and the bot's token reach neither the database nor a log."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doors.telegram.emulator import TOKEN, BotApi, Fault
from tests.doors.telegram.running import RunningDoor

ANNA = 123454321
CANARY = "Kanarienvogel"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """A file that gets everything that is logged, at the finest level."""
    path = tmp_path / "all.log"
    handler = logging.FileHandler(path, encoding="utf-8")
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield path
    root.setLevel(before)
    root.removeHandler(handler)
    handler.close()


def test_no_word_name_number_or_token_is_found_in_any_file(api: BotApi, tmp_path: Path, log_file: Path) -> None:
    for fault in (
        Fault("getUpdates", status=502),
        Fault("sendMessage", kind="no answer before"),
        Fault("setMyCommands", status=401),
    ):
        api.trouble(fault)
    with RunningDoor(api, tmp_path) as door:
        api.say(ANNA, f"hallo {CANARY}")
        api.say(ANNA, f"crash {CANARY}")
        api.push({"message": {"chat": CANARY, "text": [CANARY]}})
        api.send(ANNA, {"photo": [], "caption": CANARY})
        door.settled(api.press(ANNA, f"place:{CANARY}"))
    assert len(api.texts(ANNA)) == 4

    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != log_file)
    logged = log_file.read_bytes()

    assert b"telegram" in logged
    for secret in (CANARY, TOKEN, "Canary-Name", "canary_user", str(ANNA)):
        assert secret.encode() not in logged, secret
        assert secret.encode() not in everything, secret
