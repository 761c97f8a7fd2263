"""The route Telegram calls: who may, how much, and what it answers."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from angebote.store import Store, open_store
from bot.doors.telegram import TelegramDoor
from bot.doors.telegram.webhook import LARGEST_BODY_BYTES, PATH, SECRET_HEADER
from bot.doors.turn import Turns
from tests.doors.telegram.fake_dialogue import advance
from tests.doors.telegram.running import KEY, SECRET, NoTowns, settings_for

RIGHT = {SECRET_HEADER: SECRET}
UPDATE = {
    "update_id": 1,
    "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "from": {"id": 5}, "text": "hallo"},
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(f"sqlite:///{tmp_path / 'lotse.sqlite3'}")
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def client(store: Store, tmp_path: Path) -> Iterator[TestClient]:
    """A client of the door's route alone; nothing is sent."""
    settings = settings_for(tmp_path, "http://127.0.0.1:9", is_webhook=True)
    door = TelegramDoor(store, Turns(store, NoTowns(), key=KEY, settings=settings, advance=advance), settings)
    app = FastAPI()
    app.include_router(door.router)
    with TestClient(app) as made:
        yield made


def test_a_wrong_or_missing_secret_is_refused_before_the_body_is_read(client: TestClient) -> None:
    def broken_body() -> Iterator[bytes]:
        yield b"x" * (LARGEST_BODY_BYTES + 1)

    assert client.post(PATH, content=broken_body(), headers={SECRET_HEADER: "wrong"}).status_code == 403
    assert client.post(PATH, content=b"{not json").status_code == 403
    assert client.post(PATH, content=b"{}", headers={SECRET_HEADER.encode(): "schlüssel".encode("latin-1")}).status_code == 403


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    assert client.post(PATH, content=b" " * (LARGEST_BODY_BYTES + 1), headers=RIGHT).status_code == 413


@pytest.mark.parametrize("body", [b"{not json", b"[]", b'"x"', b"", b"[" * 100_000, b"\xff\xfe", b'{"update_id": "x"}'])
def test_what_cannot_be_read_is_taken_so_that_it_does_not_come_again(client: TestClient, body: bytes) -> None:
    assert client.post(PATH, content=body, headers=RIGHT).status_code == 200


def test_an_update_is_taken_with_200_once_it_is_committed(client: TestClient, store: Store) -> None:
    assert client.post(PATH, content=json.dumps(UPDATE), headers=RIGHT).status_code == 200
    assert client.post(PATH, content=json.dumps(UPDATE), headers=RIGHT).status_code == 200
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT payload FROM outbox").all()
    assert len(rows) == 1


def test_an_update_is_asked_for_again_while_the_database_fails_but_not_for_ever(client: TestClient, store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE inbox RENAME TO away")
        connection.commit()

    answers = [client.post(PATH, content=json.dumps(UPDATE), headers=RIGHT).status_code for _ in range(3)]

    assert answers == [503, 503, 200]
