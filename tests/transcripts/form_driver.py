"""A person with an old browser and no script, at the plain form."""

from starlette.testclient import TestClient

from tests.doors.web.reading import Element, fields_of, read_page
from tests.transcripts.driver import Answer


class FormDriver:
    """A driver for /form: it reads the HTML and sends the forms that stand in it. `client` keeps the cookie."""

    greets = False

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self._page = Element("", {})

    def start(self, town: str = "", lang: str = "", stadtteil: str = "", topic: str = "") -> Answer:
        """Somebody nobody has seen before opens the form, perhaps by a link."""
        self._client.cookies.clear()
        named = {"town": town, "lang": lang, "stadtteil": stadtteil, "topic": topic}
        return self._seen(self._client.get("/form", params={name: value for name, value in named.items() if value}).text)

    def say(self, text: str) -> Answer:
        """The person writes into the one text field of the page and sends it."""
        return self._send(self._sheet(), text=text)

    def press(self, label_or_action: str) -> Answer:
        """The person presses a button - or, on the first page, chooses a topic and sends the form."""
        for form in reversed(self._page.find("form")):
            for button in form.find("button", name="action"):
                if _is_meant(button, label_or_action):
                    return self._send(form, action=button.attributes["value"])
        for tile in self._page.find("label", class_="tile"):
            value = tile.find("input")[0].attributes["value"]
            if label_or_action in (f"topic:{value}", tile.text(), _without_icon(tile)):
                return self._send(self._sheet(), topic=value)
        raise AssertionError(f"no button {label_or_action!r} on this page: {self._labels()}")

    def share_location(self, lat: float, lon: float) -> Answer:
        """Without a script no page can ask for a location. Errors: NotImplementedError."""
        raise NotImplementedError("the plain form cannot share a location: type the Stadtteil")

    def _sheet(self) -> Element:
        return self._page.find("form", class_="sheet")[0]

    def _send(self, form: Element, **filled: str) -> Answer:
        assert form.attributes["method"] == "post"
        response = self._client.post(form.attributes["action"], data={**fields_of(form), **filled})
        assert response.status_code in (200, 422), response.text
        return self._seen(response.text)

    def _seen(self, html: str) -> Answer:
        self._page = read_page(html)
        return Answer(self._texts(), self._labels(), self._page.find("html")[0].attributes["lang"])

    def _texts(self) -> list[str]:
        shown = [
            one
            for one in self._page.find("main")[0].walk()
            if {"bubble", "notice", "card", "crisis", "lead"} & set(one.attributes.get("class", "").split())
            and "mine" not in one.attributes.get("class", "")
        ]
        return [one.text() for one in shown]

    def _labels(self) -> list[str]:
        tiles = [tile.text() for tile in self._page.find("label", class_="tile")]
        return [button.text() for button in self._page.find("button", name="action")] or tiles


def _is_meant(button: Element, wanted: str) -> bool:
    action = button.attributes["value"]
    return wanted in (button.text(), _without_icon(button), action, action.partition("@")[0])


def _without_icon(element: Element) -> str:
    icons = [one.text() for one in element.find("span", class_="icon")]
    return element.text().removeprefix(icons[0]).strip() if icons else element.text()
