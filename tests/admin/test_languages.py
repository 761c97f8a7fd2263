"""The languages of an entry: how each stands, writing one beside the source, and what may not be translated by accident."""

import re
from dataclasses import replace

import pytest

from angebote.model import AngebotText
from angebote.translating import text_hash
from locales import LANGUAGES
from tests.admin.world import ENTRY, Browser, World, fields_on, id_of, plain_words

PAGE = f"/angebote/{ENTRY}/languages"
SOURCE = AngebotText(name="Haus Eins", does="Wir helfen. Rufen Sie an: 0201 123456.", next_step="Einfach kommen <am Montag>.")


@pytest.fixture
def written(world: World) -> World:
    """A world in which the entry has a text with a telephone number, and three translations that stand differently."""
    made_from = text_hash(SOURCE)
    texts = {
        "de": SOURCE,
        "en": AngebotText(name="", does="We help. Call 0201 123456.", source_hash=made_from),
        "uk": AngebotText(name="", does="Допомога. 0201 123456", source_hash=made_from, is_machine=True),
        "ru": AngebotText(name="", does="Помощь. 0201 123456", source_hash="f" * 64),
    }
    world.keep(replace(world.entry(), texts=texts))
    return world


@pytest.fixture
def editor(written: World) -> Browser:
    return written.signed_in("own editor")


def send(browser: Browser, tag: str, **changed: str) -> object:
    """Open the page of a language, change some fields and send it."""
    fields = fields_on(browser.get(f"{PAGE}/{tag}").text)
    fields |= {
        f"texts.{tag}.{name}" if name in ("name", "does", "does_not", "next_step") else name: value
        for name, value in changed.items()
    }
    return browser.client.post(f"{PAGE}/{tag}", data=fields)


def test_the_list_names_every_language_with_how_it_stands_and_the_count_on_top(editor: Browser) -> None:
    page = editor.get(PAGE).text

    listed = re.findall(r'/languages/([\w-]+)"><bdi', page)
    assert listed == [language.tag for language in LANGUAGES if language.tag != "de"]
    words = plain_words(page)
    assert "In 3 von 29 weiteren Sprachen geschrieben." in words
    assert "English (Englisch) von einem Menschen geschrieben oder gelesen" in words
    assert "Українська (Ukrainisch) von einer Maschine, noch nicht gelesen" in words
    assert "Русский (Russisch) älter als die Vorlage" in words
    assert "Türkçe (Türkisch) nicht geschrieben" in words


def test_the_entry_leads_to_its_languages(editor: Browser) -> None:
    assert f'href="/admin{PAGE}"' in editor.get(f"/angebote/{ENTRY}").text


def test_a_language_is_written_beside_the_source_and_knows_what_it_was_made_from(written: World, editor: Browser) -> None:
    page = editor.get(f"{PAGE}/ar").text
    assert "Einfach kommen &lt;am Montag&gt;." in page
    assert re.search(r'id="texts\.ar\.does"[^>]* lang="ar" dir="rtl"', page)
    assert re.search(r'class="source" lang="de" dir="ltr"', page)

    answer = send(editor, "ar", does="نساعدكم: 0201 123456", next_step="تعالوا")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/admin{PAGE}?done=saved-published")
    expected = AngebotText(name="", does="نساعدكم: 0201 123456", next_step="تعالوا", source_hash=text_hash(SOURCE))
    assert written.entry().texts["ar"] == expected
    assert written.entry().texts["de"] == SOURCE


def test_what_residents_see_without_a_translation_stands_above(editor: Browser) -> None:
    page = editor.get(f"{PAGE}/en").text

    assert '<span lang="de" dir="ltr">Haus Eins</span>' in page[page.index("Was ohne Übersetzung zu sehen ist") :]
    assert page.index("Was ohne Übersetzung zu sehen ist") < page.index('name="texts.en.does"')


def test_a_field_is_filled_from_the_source_and_everything_typed_stays(written: World, editor: Browser) -> None:
    before = written.entry()
    answer = send(editor, "ar", does="نساعدكم", action="copy:next_step")

    fields = fields_on(answer.text)
    assert (fields["texts.ar.does"], fields["texts.ar.next_step"]) == ("نساعدكم", SOURCE.next_step)
    assert written.entry() == before
    assert send(editor, "ar", does="نساعدكم", action="copy:no_such_field").status_code == 200


@pytest.mark.parametrize("changed", ["Arayın: 0201 654321", "Arayın", "Arayın: ٠٢٠١ ١٢٣٤٥٦"])
def test_a_telephone_number_cannot_be_changed_by_translating(written: World, editor: Browser, changed: str) -> None:
    answer = send(editor, "tr", does=changed, next_step="Gelin")

    assert answer.status_code == 422
    assert 'id="texts.tr.does-fault"' in answer.text
    assert "0201 123456" in plain_words(answer.text[answer.text.index('id="texts.tr.does-fault"') :])[:200]
    assert fields_on(answer.text)["texts.tr.next_step"] == "Gelin"
    assert "tr" not in written.entry().texts


def test_an_empty_field_needs_no_number_and_is_shown_as_in_the_source(written: World, editor: Browser) -> None:
    assert send(editor, "tr", next_step="Gelin").status_code == 303
    assert written.entry().texts["tr"].next_step == "Gelin"


def test_a_name_that_is_copied_stays_the_name_of_the_source(written: World, editor: Browser) -> None:
    send(editor, "tr", name="Haus Eins", next_step="Gelin")

    assert written.entry().texts["tr"].name == ""
    assert written.entry().name_for("tr") == ("Haus Eins", "de")


def test_saving_an_outdated_language_as_it_is_says_that_it_still_fits(written: World, editor: Browser) -> None:
    send(editor, "ru")

    assert written.entry().texts["ru"].source_hash == text_hash(SOURCE)


def test_the_text_of_a_machine_stays_its_text_until_a_person_says_that_it_was_read(written: World, editor: Browser) -> None:
    send(editor, "uk", next_step="Приходьте")
    assert written.entry().texts["uk"].is_machine

    send(editor, "uk", is_read="yes")
    assert not written.entry().texts["uk"].is_machine
    assert 'name="is_read"' not in editor.get(f"{PAGE}/uk").text


def test_emptying_all_fields_takes_the_language_away(written: World, editor: Browser) -> None:
    send(editor, "en", does="")

    assert "en" not in written.entry().texts


def test_saving_without_a_change_makes_no_new_version(written: World, editor: Browser) -> None:
    before = written.entry().version
    send(editor, "en")

    assert written.entry().version == before


def test_two_people_in_one_language_see_each_others_text(written: World, editor: Browser) -> None:
    begun = fields_on(editor.get(f"{PAGE}/en").text)
    send(written.signed_in("lead"), "en", does="Lena's text: 0201 123456")
    begun["texts.en.does"] = "Anna's text: 0201 123456"

    answer = editor.client.post(f"{PAGE}/en", data=begun)
    assert answer.status_code == 409
    assert "Lena&#39;s text" in answer.text
    assert written.entry().texts["en"].does == "Lena's text: 0201 123456"

    assert editor.client.post(f"{PAGE}/en", data=fields_on(answer.text)).status_code == 303
    assert written.entry().texts["en"].does == "Anna's text: 0201 123456"


def test_a_change_begun_before_somebody_else_saved_is_still_noticed_after_copying_a_field(
    written: World, editor: Browser
) -> None:
    begun = fields_on(editor.get(f"{PAGE}/en").text)
    send(written.signed_in("lead"), "en", does="Lena's text: 0201 123456")

    copied = editor.client.post(f"{PAGE}/en", data=begun | {"action": "copy:next_step"})

    assert editor.client.post(f"{PAGE}/en", data=fields_on(copied.text)).status_code == 409


def test_somebody_who_works_on_another_language_or_on_the_hours_is_not_in_the_way(written: World, editor: Browser) -> None:
    begun = fields_on(editor.get(f"{PAGE}/en").text)
    send(written.signed_in("lead"), "tr", next_step="Gelin")
    written.signed_in("lead").send_entry(hours="Mo 9-12", action="save")

    assert editor.client.post(f"{PAGE}/en", data=begun | {"texts.en.next_step": "Come"}).status_code == 303
    assert {"en", "tr"} <= set(written.entry().texts)


def test_where_four_eyes_are_asked_for_a_translation_waits_too_and_joins_what_waits_already(written: World) -> None:
    written.signed_in("coordinator").post(f"/review/towns/{id_of('essen')}", {"needs_review": "yes"})
    editor = written.signed_in("own editor")
    editor.send_entry(email="neu@example.org", action="save")

    answer = send(editor, "tr", next_step="Gelin")

    assert answer.headers["location"].endswith("done=sent-for-review")
    assert "tr" not in written.entry().texts
    lead = written.signed_in("lead")
    found = re.search(r"/review/([0-9a-f-]{36})/accept", lead.get("/review").text)
    assert found is not None
    lead.post(f"/review/{found[1]}/accept", page="/own")
    assert (written.entry().texts["tr"].next_step, written.entry().email) == ("Gelin", "neu@example.org")


def test_what_was_typed_before_the_session_ended_is_shown_again(written: World, editor: Browser) -> None:
    fields = fields_on(editor.get(f"{PAGE}/tr").text) | {"texts.tr.next_step": "Gelin"}
    editor.client.cookies.delete("lotse-admin")

    assert "Gelin" in editor.client.post(f"{PAGE}/tr", data=fields).text
    answer = send(written.signed_in("own editor"), "tr", next_step="Gelin", action="resume")
    assert (answer.status_code, fields_on(answer.text)["texts.tr.next_step"]) == (200, "Gelin")
    assert "tr" not in written.entry().texts


@pytest.mark.parametrize("tag", ["de", "xx", "TR", "en-GB", "x" * 30, "%00"])
def test_only_further_languages_of_the_product_have_a_page(editor: Browser, tag: str) -> None:
    assert editor.get(f"{PAGE}/{tag}").status_code == 404


@pytest.mark.parametrize("does", ["x" * 2001, "\u202e" + "y" * 2500])
def test_a_text_that_is_too_long_gets_a_sentence_at_its_field(editor: Browser, does: str) -> None:
    answer = send(editor, "tr", does=does)

    assert answer.status_code == 422
    assert 'id="texts.tr.does-fault"' in answer.text


def test_a_source_that_changes_makes_translations_outdated_also_those_that_came_without_a_hash(world: World) -> None:
    world.keep(replace(world.entry(), texts={"de": SOURCE, "tr": AngebotText(name="Danışma")}))
    editor = world.signed_in("own editor")
    assert "Türkçe (Türkisch) von einem Menschen" in plain_words(editor.get(PAGE).text)

    editor.send_entry(texts__de__does="Etwas anderes", action="save")

    assert "Türkçe (Türkisch) älter als die Vorlage" in plain_words(editor.get(PAGE).text)


def test_the_style_sheet_of_these_pages_is_small(world: World) -> None:
    assert 0 < len(world.browser().get("/static/languages.css").content) < 3_000


def test_leichte_sprache_is_checked_before_it_is_saved_with_a_suggestion_at_every_place(written: World, editor: Browser) -> None:
    answer = send(editor, "de-simple", does="Ihr Antrag wird zeitnah bearbeitet.\r\nRufen Sie an: <0201 123456>", action="check")

    words = plain_words(answer.text)
    assert "wird zeitnah bearbeitet : Sagen Sie, wer es tut" in words
    assert "zeitnah : Das ist ein schweres Wort. Leichter: bald" in words
    assert "<mark>wird zeitnah bearbeitet</mark>" in answer.text
    assert "&lt;0201 123456&gt;" in answer.text[answer.text.index("<mark>") :]
    assert "de-simple" not in written.entry().texts


def test_good_leichte_sprache_gets_a_kind_word_and_stays_to_be_read_by_people(editor: Browser) -> None:
    answer = send(editor, "de-simple", does="Wir helfen Ihnen.\r\nRufen Sie an: 0201 123456", action="check")

    assert "Nichts fällt auf." in plain_words(answer.text)
    assert "<mark>" not in answer.text


def test_only_leichte_sprache_has_such_a_check(editor: Browser) -> None:
    assert 'value="check"' in editor.get(f"{PAGE}/de-simple").text
    assert 'value="check"' not in editor.get(f"{PAGE}/tr").text
    assert "<mark>" not in send(editor, "tr", does="zeitnah", action="check").text


def test_a_very_long_text_is_checked_at_its_beginning_only(editor: Browser) -> None:
    assert send(editor, "de-simple", does="zeitnah " * 50_000, action="check").status_code == 200
