"""Translations proposed by a machine: a real server that speaks as LibreTranslate does, and one that does not do what it should."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from admin import machine
from admin.machine import machine_translator
from angebote.model import AngebotText
from angebote.translating import text_hash
from bot.settings import Settings, SettingsError, read_settings
from tests.admin.test_languages import PAGE, send
from tests.admin.world import Browser, World, fields_on, plain_words

SOURCE = AngebotText(
    name="Beratung am Markt",
    does="Haus Eins hilft. Rufen Sie an: 0201 123456.\nOder rat@haus.example.org",
    next_step="Einfach kommen.",
)


@dataclass
class Server:
    """What the server was asked, and how it answers. Shape: `said` turns one text into its translation."""

    address: str
    asked: list[dict[str, object]] = field(default_factory=list)
    said: Callable[[str], str] = lambda text: text.replace("hilft", "yardım eder").replace("Rufen Sie an", "Arayın")
    status: int = 200
    raw: bytes | None = None


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append({"path": self.path, **asked})
            content = (
                state.raw
                if state.raw is not None
                else json.dumps({"translatedText": [state.said(q) for q in asked["q"]]}).encode()
            )
            self.send_response(state.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - it is called so
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state = Server(f"http://127.0.0.1:{http.server_port}")
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield state
        http.shutdown()
        thread.join(5)


@pytest.fixture
def helped(world: World, server: Server) -> World:
    """A world whose panel knows the translation server."""
    world.keep(replace(world.entry(), texts={"de": SOURCE}))
    world.app.state.panel = replace(world.app.state.panel, translate=machine_translator(server.address, "key of ours"))
    return world


@pytest.fixture
def editor(helped: World) -> Browser:
    return helped.signed_in("own editor")


def test_a_proposal_fills_the_empty_fields_and_is_kept_nowhere(helped: World, editor: Browser, server: Server) -> None:
    answer = send(editor, "tr", next_step="Gelin", action="propose")

    fields = fields_on(answer.text)
    assert fields["texts.tr.does"] == "Haus Eins yardım eder. Arayın: 0201 123456.\nOder rat@haus.example.org"
    assert (fields["texts.tr.next_step"], fields["texts.tr.name"], fields["machine"]) == ("Gelin", "", "yes")
    assert "tr" not in helped.entry().texts
    asked = server.asked[0]
    assert (asked["path"], asked["source"], asked["target"], asked["api_key"]) == ("/translate", "de", "tr", "key of ours")


def test_names_numbers_and_addresses_never_reach_the_machine(editor: Browser, server: Server) -> None:
    send(editor, "tr", action="propose")

    sent = json.dumps(server.asked)
    assert "hilft" in sent
    assert not any(kept in sent for kept in ("Haus Eins", "0201 123456", "rat@haus.example.org", "Beratung am Markt"))


def test_what_a_machine_wrote_stays_marked_until_a_person_has_read_it(helped: World, editor: Browser) -> None:
    proposed = fields_on(send(editor, "tr", action="propose").text)

    editor.client.post(f"{PAGE}/tr", data=proposed)
    stored = helped.entry().texts["tr"]
    assert (stored.is_machine, stored.source_hash) == (True, text_hash(SOURCE))
    assert "Türkçe (Türkisch) von einer Maschine, noch nicht gelesen" in plain_words(editor.get(PAGE).text)

    send(editor, "tr", is_read="yes")
    assert helped.entry().texts["tr"] == replace(stored, is_machine=False)


@pytest.mark.parametrize(
    "said", [lambda _: "tamam", lambda text: text.replace("[0]", ""), lambda text: text + " [0]", lambda _: ""]
)
def test_a_field_in_which_a_number_was_lost_is_dropped_with_a_sentence(
    editor: Browser, server: Server, said: Callable[[str], str]
) -> None:
    server.said = said
    answer = send(editor, "tr", next_step="Gelin", action="propose")

    assert answer.status_code == 422
    assert fields_on(answer.text)["texts.tr.does"] == ""
    assert "Die Maschine hat hier" in plain_words(answer.text[answer.text.index('id="texts.tr.does-fault"') :])
    assert "machine" not in fields_on(answer.text)


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (400, b'{"error": "tr is not supported"}'),
        (500, b""),
        (200, b"not JSON"),
        (200, b"[" * 200_000),
        (200, b'{"translatedText": "one text for two"}'),
        (200, b'{"translatedText": ["only one"]}'),
        (200, b'{"translatedText": [1, 2]}'),
        (200, b'["translatedText"]'),
        (200, b'{"translatedText": ["' + b"x" * 300_000 + b'", "y"]}'),
    ],
)
def test_a_server_that_does_not_help_changes_nothing_and_is_said(
    editor: Browser, server: Server, status: int, raw: bytes
) -> None:
    server.status, server.raw = status, raw
    answer = send(editor, "tr", action="propose")

    assert "Der Übersetzungsdienst antwortet nicht" in plain_words(answer.text)
    assert fields_on(answer.text)["texts.tr.does"] == ""


def test_a_server_that_is_not_there_or_too_slow_is_not_waited_for_longer() -> None:
    assert machine_translator("http://127.0.0.1:9")(["Hallo"], "de", "tr") is None
    assert machine_translator("http://no such host")(["Hallo"], "de", "tr") is None


def test_a_machine_that_floods_a_field_is_not_believed(editor: Browser, server: Server) -> None:
    server.said = lambda text: text + "x" * machine.LONGEST_TEXT

    assert fields_on(send(editor, "tr", action="propose").text)["texts.tr.does"] == ""


def test_nothing_is_sent_if_no_field_is_empty_and_none_overwritten(editor: Browser, server: Server) -> None:
    answer = send(editor, "tr", does="Yardım: 0201 123456", next_step="Gelin", action="propose")

    assert "kein leeres Feld" in plain_words(answer.text)
    assert not server.asked


def test_leichte_sprache_is_no_language_for_a_machine(editor: Browser, server: Server) -> None:
    assert 'value="propose"' in editor.get(f"{PAGE}/tr").text
    assert 'value="propose"' not in editor.get(f"{PAGE}/de-simple").text

    send(editor, "de-simple", action="propose")
    assert not server.asked


def test_without_a_server_nothing_is_offered_or_asked(world: World) -> None:
    editor = world.signed_in("own editor")

    assert 'value="propose"' not in editor.get(f"{PAGE}/tr").text
    assert send(editor, "tr", action="propose").status_code == 303


def test_the_setting_is_off_by_default_and_wants_a_full_address() -> None:
    assert Settings().translate_url == ""
    assert read_settings(translate_url="http://localhost:5000/").translate_url == "http://localhost:5000"
    with pytest.raises(SettingsError, match="LOTSE_TRANSLATE_URL"):
        read_settings(translate_url="file:///etc/passwd")
