"""A person behind a program that uses the JSON door."""

from typing import Any

from starlette.testclient import TestClient

from bot.dialogue.links import payload_of
from bot.dialogue.model import Started
from tests.transcripts.driver import Answer


class JsonDriver:
    """A driver for POST /api/v1/turns. `client` talks to the server, over ASGI or over a socket."""

    greets = True

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self._token: str | None = None
        self._options: list[dict[str, Any]] = []

    def start(self, town: str = "", lang: str = "", stadtteil: str = "", topic: str = "") -> Answer:
        """A new conversation; a Stadtteil or topic goes into the payload of a deep link."""

        self._token, self._options = None, []
        event: dict[str, Any] = {"type": "start"}
        if stadtteil or topic:
            event["payload"] = payload_of(Started(town=town, stadtteil=stadtteil, topic=topic, language=lang))
        return self._take(event, {name: value for name, value in (("town", town), ("lang", lang)) if value})

    def say(self, text: str) -> Answer:
        """The person writes something."""
        return self._take({"type": "text", "text": text})

    def press(self, label_or_action: str) -> Answer:
        """The person presses one of the newest buttons. Errors: AssertionError if there is none of that name."""
        return self._take({"type": "press", "action": self._action(label_or_action)})

    def share_location(self, lat: float, lon: float) -> Answer:
        """The person shares a location."""
        return self._take({"type": "location", "lat": lat, "lon": lon})

    def _take(self, event: dict[str, Any], more: dict[str, str] | None = None) -> Answer:
        response = self._client.post("/api/v1/turns", json={"conversation": self._token, "event": event, **(more or {})})
        assert response.status_code == 200, response.text
        content = response.json()
        self._token = content["conversation"]
        new = [option for reply in content["replies"] for option in reply.get("options", ()) if not option["url"]]
        self._options = new or self._options
        labels = [f"{option['icon']} {option['label']['text']}".strip() for option in new]
        return Answer([reply["text"] for reply in content["replies"]], labels, content["language"])

    def _action(self, wanted: str) -> str:
        for option in reversed(self._options):
            label, action = option["label"]["text"], str(option["action"])
            if wanted in (label, f"{option['icon']} {label}", action, action.partition("@")[0]):
                return action
        raise AssertionError(f"no button {wanted!r} among {[option['label']['text'] for option in self._options]}")
