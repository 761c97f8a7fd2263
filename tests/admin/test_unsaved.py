"""What was typed and not saved: kept for one person, offered again, and never in the way of what is saved."""

import pytest

from admin.pages import DONE
from angebote.store.drafts import LARGEST_BYTES
from tests.admin.world import ENTRY, PASSWORD, PEOPLE, Browser, World, fields_on, hidden_fields, id_of

HOUSE = id_of("Haus Eins")


@pytest.fixture
def editor(world: World) -> Browser:
    return world.signed_in("own editor")


def _typed(browser: Browser, path: str = f"/angebote/{ENTRY}", **changed: object) -> dict[str, object]:
    return fields_on(browser.get(path).text) | {name.replace("__", "."): value for name, value in changed.items()}


def test_a_script_keeps_what_is_typed_and_says_when(world: World, editor: Browser) -> None:
    answer = editor.client.post(f"/angebote/{ENTRY}/draft", data=_typed(editor, texts__de__does="Halb fertig") | {"quiet": "yes"})

    assert (answer.status_code, answer.text) == (200, "Um 10:00 Uhr aufgehoben, noch nicht gespeichert.")
    assert answer.headers["content-type"].startswith("text/plain")
    assert world.entry().version == 1


def test_it_is_offered_again_and_gone_on_with(world: World, editor: Browser) -> None:
    kept = editor.client.post(
        f"/angebote/{ENTRY}/draft", data=_typed(editor, texts__de__does="Halb <fertig>", topics=["women", "care"])
    )
    offer = editor.get(f"/angebote/{ENTRY}").text
    again = fields_on(editor.get(f"/angebote/{ENTRY}?draft=go-on").text)

    assert kept.headers["location"] == "/admin/angebote?done=kept"
    assert "Sie haben hier am 25.11.2026, 10:00 etwas geschrieben" in offer
    assert "Halb" not in offer
    assert (again["texts.de.does"], again["topics"]) == ("Halb <fertig>", ["care", "women"])

    assert editor.client.post(f"/angebote/{ENTRY}", data=again | {"action": "save"}).status_code == 303
    assert world.entry().texts["de"].does == "Halb <fertig>"
    assert 'id="draft-offer"' not in editor.get(f"/angebote/{ENTRY}").text


def test_nothing_new_takes_its_place_before_the_person_decides(world: World, editor: Browser) -> None:
    editor.client.post(f"/angebote/{ENTRY}/draft", data=_typed(editor, texts__de__does="Halb fertig"))

    page = editor.get(f"/angebote/{ENTRY}").text
    assert "data-keep" not in page
    editor.send_entry(texts__de__does="Etwas anderes", action="look")
    editor.send_entry(texts__de__does="Etwas anderes", action="save")

    assert fields_on(editor.get(f"/angebote/{ENTRY}?draft=go-on").text)["texts.de.does"] == "Halb fertig"


def test_a_newer_version_is_compared_with_what_was_kept(world: World, editor: Browser) -> None:
    editor.client.post(f"/angebote/{ENTRY}/draft", data=_typed(editor, texts__de__does="Halb fertig"))
    world.signed_in("coordinator").send_entry(texts__de__does="Koordination", action="save")

    again = fields_on(editor.get(f"/angebote/{ENTRY}?draft=go-on").text)
    answer = editor.client.post(f"/angebote/{ENTRY}", data=again | {"action": "save"})

    assert answer.status_code == 409
    assert "Koordination" in answer.text
    assert world.entry().texts["de"].does == "Koordination"


def test_it_is_thrown_away_with_a_press(editor: Browser) -> None:
    editor.client.post(f"/angebote/{ENTRY}/draft", data=_typed(editor, texts__de__does="Halb fertig"))

    answer = editor.post(f"/angebote/{ENTRY}/draft/drop")

    assert answer.headers["location"] == f"/admin/angebote/{ENTRY}?done=dropped"
    assert 'id="draft-offer"' not in editor.get(f"/angebote/{ENTRY}").text
    assert {"kept", "dropped"} <= set(DONE)


@pytest.mark.parametrize("who", ["lead", "coordinator", "operator"])
def test_nobody_else_sees_it_not_even_those_who_see_the_entry(world: World, editor: Browser, who: str) -> None:
    editor.client.post(f"/angebote/{ENTRY}/draft", data=_typed(editor, texts__de__does="Halb fertig"))
    other = world.signed_in(who)

    for path in (f"/angebote/{ENTRY}", f"/angebote/{ENTRY}?draft=go-on"):
        page = other.get(path).text
        assert 'id="draft-offer"' not in page
        assert "Halb fertig" not in page
    other.post(f"/angebote/{ENTRY}/draft/drop")
    assert 'id="draft-offer"' in editor.get(f"/angebote/{ENTRY}").text


def test_a_new_entry_is_kept_for_its_traeger(world: World, editor: Browser) -> None:
    typed = _typed(editor, f"/angebote/new?traeger={HOUSE}", texts__de__name="Café", email="cafe@example.org")

    assert editor.client.post(f"/angebote/new/{HOUSE}/draft", data=typed).headers["location"] == "/admin/angebote?done=kept"
    again = fields_on(editor.get(f"/angebote/new?traeger={HOUSE}&draft=go-on").text)
    assert again["texts.de.name"] == "Café"
    assert editor.client.post("/angebote/new", data=again | {"action": "save"}).status_code == 303
    assert 'id="draft-offer"' not in editor.get(f"/angebote/new?traeger={HOUSE}").text


def test_a_new_entry_is_thrown_away(editor: Browser) -> None:
    editor.client.post(
        f"/angebote/new/{HOUSE}/draft", data=_typed(editor, f"/angebote/new?traeger={HOUSE}", texts__de__name="Café")
    )

    answer = editor.post(f"/angebote/new/{HOUSE}/draft/drop")

    assert answer.headers["location"] == f"/admin/angebote/new?traeger={HOUSE}&done=dropped"
    assert 'id="draft-offer"' not in editor.get(f"/angebote/new?traeger={HOUSE}").text


@pytest.mark.parametrize("step", ["draft", "draft/drop"])
def test_for_a_foreign_traeger_nothing_is_kept(world: World, step: str) -> None:
    stranger = world.signed_in("editor of another Traeger")

    assert stranger.post(f"/angebote/new/{HOUSE}/{step}", {"texts.de.name": "Fremd"}).status_code == 404


def test_too_much_is_refused_with_a_sentence(editor: Browser) -> None:
    answer = editor.client.post(f"/angebote/{ENTRY}/draft", data=_typed(editor, texts__de__does="x" * LARGEST_BYTES))

    assert answer.status_code == 413
    assert "zu viel Text" in answer.text
    assert 'id="draft-offer"' not in editor.get(f"/angebote/{ENTRY}").text


def test_after_two_weeks_it_is_gone(world: World, editor: Browser) -> None:
    editor.client.post(f"/angebote/{ENTRY}/draft", data=_typed(editor, texts__de__does="Halb fertig"))
    world.clock.pass_time(days=14)

    assert 'id="draft-offer"' not in world.signed_in("own editor").get(f"/angebote/{ENTRY}").text


def test_keeping_after_the_session_ended_leads_back_to_the_text(world: World, editor: Browser) -> None:
    typed = _typed(editor, texts__de__does="Halb fertig")
    world.clock.pass_time(minutes=45)

    ended = editor.client.post(f"/angebote/{ENTRY}/draft", data=typed)
    editor.sign_in(PEOPLE["own editor"].address, PASSWORD)
    resumed = editor.client.post(f"/angebote/{ENTRY}/draft", data=hidden_fields(ended.text) | {"action": "resume"})

    assert (ended.status_code, resumed.status_code) == (401, 200)
    assert fields_on(resumed.text)["texts.de.does"] == "Halb fertig"


@pytest.mark.parametrize("named", ["\x00", "x" * 5000, "ü", id_of("anything")])
def test_an_odd_name_of_what_was_kept_does_no_harm(world: World, editor: Browser, named: str) -> None:
    assert editor.send_entry(texts__de__does="Neu", draft=named, action="save").status_code == 303
    assert world.entry().texts["de"].does == "Neu"
