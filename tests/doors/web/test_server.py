"""The whole server: built from its settings, started as people start it, stopped in an orderly way."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from angebote.store import Scope
from angebote.store.conversations import messages_waiting
from angebote.townfiles import bundled_towns
from bot.hosting import bound_socket, is_ours
from bot.server import announcement, build
from bot.settings import Settings, SettingsError
from tests.doors.web.serving import KEY

START = "import sys; from bot.server import serve; from bot.settings import read_settings\nserve(read_settings(), workers=int(sys.argv[1]))"


def settings_in(folder: Path, **values: object) -> Settings:
    return Settings(_env_file=None, **{"data_dir": folder, "secret_key": KEY, **values})  # type: ignore[call-arg,arg-type]


@contextmanager
def started(folder: Path, workers: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the server as a process of its own on a free port; give it and the address it printed."""
    environment = {**os.environ, "LOTSE_DATA_DIR": str(folder), "LOTSE_PORT": "0", "LOTSE_SECRET_KEY": KEY}
    log = (folder / "log.txt").open("w")
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(workers)], env=environment, stdout=subprocess.PIPE, stderr=log, text=True, cwd=folder
    )
    assert process.stdout
    try:
        found = next(match for line in process.stdout if (match := re.search(r"Chat: +(http://\S+)/", line)))
        yield process, found[1]
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
        log.close()


def answer_of(address: str, path: str) -> httpx2.Response:
    """Ask until the server accepts connections."""
    for _ in range(200):
        try:
            return httpx2.get(address + path, timeout=30)
        except httpx2.TransportError:
            time.sleep(0.05)
    raise AssertionError("the server does not answer")


@pytest.mark.parametrize("workers", [1, 2])
def test_the_server_starts_answers_and_stops_when_told(tmp_path: Path, workers: int) -> None:
    with started(tmp_path, workers) as (process, address):
        statuses = [
            answer_of(address, path).status_code for path in ("/health/live", "/", "/form", "/emergency", "/admin/sign-in")
        ]
        process.send_signal(signal.SIGTERM)
        process.wait(20)

    assert statuses == [200] * 5
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


def test_no_log_line_of_a_running_server_tells_who_asked_what(tmp_path: Path) -> None:
    with started(tmp_path, 1) as (_, address):
        answer_of(address, "/health/live")
        httpx2.post(f"{address}/?lang=de", data={"text": "canary7391"}, timeout=30)
        httpx2.get(f"{address}/form?stadtteil=canary7391", timeout=30)

    log = (tmp_path / "log.txt").read_text()
    assert re.search(r"[0-9a-f]{16} POST / 200 \d+\.\d ms", log)
    assert "canary7391" not in log
    assert "127.0.0.1" not in log
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("lotse.sqlite3*"))
    assert b"canary7391" not in kept


def test_the_announcement_names_every_door_and_a_link_to_sign_in(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, public_url="https://hilfe.example.org")
    app = build(settings)
    lines = "\n".join(announcement(settings, app.state.store))
    app.state.store.close()

    assert "https://hilfe.example.org/form" in lines
    assert "https://hilfe.example.org/admin/" in lines
    assert re.search(r"https://hilfe\.example\.org/admin/\S{20,}", lines)


def test_the_first_start_fills_the_catalogue_and_the_second_changes_nothing(tmp_path: Path) -> None:
    ready = []
    for _ in range(2):
        with TestClient(build(settings_in(tmp_path))) as person:
            ready.append(person.get("/health/ready").json())

    assert ready[0] == ready[1]
    assert ready[0]["towns"] == len(bundled_towns())


def test_a_town_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"LOTSE_TOWN: there is no town atlantis. Use one of: .*essen"):
        build(settings_in(tmp_path, town="atlantis"))


def test_a_token_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="LOTSE_TELEGRAM_TOKEN"):
        build(settings_in(tmp_path, telegram_token="no token"))


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SettingsError, match=r"LOTSE_PORT: .* cannot be used"):
        bound_socket(settings_in(tmp_path, port=taken.getsockname()[1]))


def test_only_one_process_holds_the_lock_of_the_workers(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("ab") as first, (tmp_path / "lock").open("ab") as second:
        held = [is_ours(first), is_ours(second)]
    with (tmp_path / "lock").open("ab") as third:
        held.append(is_ours(third))

    assert held == [True, False, True]


def test_nothing_waits_in_a_new_outbox(tmp_path: Path) -> None:
    app = build(settings_in(tmp_path))
    with app.state.store.session(Scope.system(), is_reading=True) as session:
        waiting = messages_waiting(session)
    app.state.store.close()

    assert waiting == 0
