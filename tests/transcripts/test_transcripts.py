"""The same whole conversations at every door: Telegram by polling and by webhook, the JSON door, the plain form without a script."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from angebote.model import Town
from tests.doors.web.serving import serve
from tests.transcripts.driver import Driver
from tests.transcripts.form_driver import FormDriver
from tests.transcripts.json_driver import JsonDriver
from tests.transcripts.script import Script, at, known_towns, play, scripts
from tests.transcripts.telegram_driver import TelegramDriver

DOORS = ("telegram", "telegram-webhook", "json", "form")


@dataclass(frozen=True)
class Known:
    """The towns of a conversation."""

    towns: Mapping[str, Town]

    def current(self) -> Mapping[str, Town]:
        return self.towns


@contextmanager
def door_for(name: str, script: Script, folder: Path) -> Iterator[Driver]:
    towns = known_towns(script.towns)
    if name.startswith("telegram"):
        with TelegramDriver(folder, advance=at(script.now), towns=Known(towns), is_webhook=name.endswith("webhook")) as driver:
            yield driver
        return
    served = serve(folder, towns=towns, advance=at(script.now))
    with TestClient(served.app) as client:
        yield JsonDriver(client) if name == "json" else FormDriver(client)
    served.store.close()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_a_conversation_reads_the_same_at_every_door(script: Script, door: str, tmp_path: Path) -> None:
    with door_for(door, script, tmp_path) as driver:
        play(script, driver)
