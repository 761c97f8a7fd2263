"""The preview beside the form: what is typed and not saved, as residents of any language will see it."""

from dataclasses import replace

import pytest

from angebote.store.snapshots import Towns
from bot.as_residents import AsResidents
from tests.admin.world import ENTRY, Browser, World, fields_on, id_of, plain_words

FORM = f"/angebote/{ENTRY}"


@pytest.fixture
def editor(world: World) -> Browser:
    residents = AsResidents(Towns(world.store), world.clock.now)
    panel = world.app.state.panel
    world.app.state.panel = replace(panel, preview=residents.card, talk=residents.talk)
    return world.signed_in("own editor")


def typed(editor: Browser, path: str = FORM, **changed: object) -> dict[str, object]:
    return fields_on(editor.get(path).text) | {name.replace("__", "."): value for name, value in changed.items()}


def test_what_is_typed_is_shown_as_talk_and_card_and_nothing_is_saved(world: World, editor: Browser) -> None:
    fields = typed(editor, texts__de__name="Neuer Name", preview_language="ar")
    answer = editor.post(f"{FORM}/preview", fields, page=FORM)
    talk, card = answer.text.split("<article")

    assert answer.status_code == 200
    assert "<html" not in answer.text, "it is put into a page that is there already"
    assert 'lang="ar" dir="rtl"' in talk
    assert "سكن" in talk, "someone asks for housing"
    assert "Neuer Name" in card
    assert "هاتف" in card
    assert world.entry().texts["de"].name == "Beratung Haus Eins"


def test_an_entry_that_is_no_more_than_begun_has_a_preview_too(editor: Browser) -> None:
    new = "/angebote/new"
    fields = typed(editor, f"{new}?traeger={id_of('Haus Eins')}", texts__de__name="Nähcafé", phones__0__number="0201 1234")

    assert "Nähcafé" in editor.post(f"{new}/preview", fields, page=FORM).text


def test_what_cannot_be_shown_yet_is_named(editor: Browser) -> None:
    answer = editor.post(f"{FORM}/preview", typed(editor, texts__de__name="", hours="Mo 25-99 Uhr"), page=FORM)

    assert answer.status_code == 200
    assert '<a href="#texts.de.name">Name</a>' in answer.text
    assert '<a href="#hours">' in answer.text
    assert "<article" not in answer.text


def test_without_a_script_the_same_stands_on_the_page_of_the_form(editor: Browser) -> None:
    page = editor.send_entry(texts__de__name="Neuer Name", preview_language="uk", action="preview").text.split('id="preview"')[1]

    assert "Noch nicht gespeichert" in plain_words(page) or "noch nicht gespeichert" in plain_words(page)
    assert 'lang="uk" dir="ltr"' in page
    assert "Neuer Name" in page


@pytest.mark.parametrize("path", [f"/angebote/{id_of('Angebot/Haus Zwei')}", "/angebote/nothing"])
def test_others_entries_have_no_preview(editor: Browser, path: str) -> None:
    assert editor.post(f"{path}/preview", typed(editor), page=FORM).status_code == 404


def test_a_preview_needs_a_form_of_ones_own(editor: Browser) -> None:
    assert editor.client.post(f"{FORM}/preview", data={"texts.de.name": "x"}).status_code == 403
