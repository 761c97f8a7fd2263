"""A person who writes to the bot by Telegram: real HTTP, real store, an emulated Telegram."""

import itertools
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from angebote.store import Scope
from angebote.store import conversations as kept
from bot.dialogue.links import payload_of
from bot.dialogue.model import Started
from bot.doors.turn import Advance, CurrentTowns
from tests.doors.telegram.emulator import BotApi, Sent
from tests.doors.telegram.running import RunningDoor, address_of, listening
from tests.transcripts.driver import Answer


class TelegramDriver:
    """A driver for the Telegram door, by polling or by webhook. Used with `with`: the door runs in between."""

    greets = True

    def __init__(self, folder: Path, *, advance: Advance, towns: CurrentTowns, is_webhook: bool = False) -> None:
        self._folder = folder
        self._advance = advance
        self._towns = towns
        self._is_webhook = is_webhook
        self._open = ExitStack()
        self._chats = itertools.count(9001)
        self._chat = next(self._chats)

    def __enter__(self) -> Self:
        self._api = self._open.enter_context(BotApi())
        listener = listening() if self._is_webhook else None
        self._api.deliver_to = address_of(listener) if listener else ""
        running = RunningDoor(self._api, self._folder, listener=listener, advance=self._advance, towns=self._towns)
        self._door = self._open.enter_context(running)
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
        assert self._api.bad_calls == []

    def start(self, town: str = "", lang: str = "", stadtteil: str = "", topic: str = "") -> Answer:
        """A person nobody has seen before presses "Start", perhaps behind a deep link."""
        self._chat = next(self._chats)
        wanted = Started(town=town, stadtteil=stadtteil, topic=topic, language=lang)
        payload = payload_of(wanted) if wanted != Started() else ""
        return self.say(f"/start {payload}".strip())

    def say(self, text: str) -> Answer:
        """The person writes something."""
        return self._answer(lambda: self._api.say(self._chat, text, language=""))

    def press(self, label_or_action: str) -> Answer:
        """The person presses the newest button with this label or action. Errors: AssertionError if there is none."""
        data = self._data_of(label_or_action)
        return self._answer(lambda: self._api.press(self._chat, data, language=""))

    def share_location(self, lat: float, lon: float) -> Answer:
        """The person shares a location."""
        return self._answer(lambda: self._api.send(self._chat, {"location": {"latitude": lat, "longitude": lon}}, language=""))

    def _answer(self, act: Any) -> Answer:
        before = len(self._api.to(self._chat))
        self._door.settled(act())
        new = [one for one in self._api.to(self._chat)[before:] if one.method.startswith("send")]
        labels = [str(button["text"]) for one in new for button in one.buttons]
        return Answer([one.text for one in new], labels, self._language())

    def _data_of(self, wanted: str) -> str:
        pressable = [button for one in reversed(self._shown()) for button in one.buttons if "callback_data" in button]
        for button in pressable:
            if _is_meant(button, wanted):
                return str(button["callback_data"])
        raise AssertionError(f"no button {wanted!r} among {[button['text'] for button in pressable]}")

    def _shown(self) -> list[Sent]:
        return self._api.to(self._chat)

    def _language(self) -> str:
        key = self._door.turns.key_of("telegram", str(self._chat))
        with self._door.store.session(Scope.system(), is_reading=True) as session:
            stored = kept.load_conversation(session, key, for_update=False)
        return str(stored.state.get("language") or "") if stored else ""


def _is_meant(button: Mapping[str, Any], wanted: str) -> bool:
    """A button is named by its whole label, with or without its icon, or by its action, with or without its menu number."""
    label, action = str(button["text"]), str(button["callback_data"])
    return wanted in (label, label.partition(" ")[2], action, action.partition("@")[0])
