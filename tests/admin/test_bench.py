"""The test bench: what is understood, who is answered, where the own entry stands and what would change it; previews without saving."""

from dataclasses import replace
from datetime import timedelta

import pytest

from angebote.model import Intake, SpokenLanguage
from tests.admin.world import ENTRY, TODAY, World, an_entry, id_of, plain_words

TEXT = "Ich suche eine Wohnung"


def tried(world: World, who: str = "own editor", **fields: str) -> str:
    browser = world.signed_in(who)
    return plain_words(browser.post("/try", {"text": TEXT, "entry": ENTRY, **fields}, page="/try").text)


def test_the_bench_says_what_is_understood_and_in_which_place_the_own_entry_comes(world: World) -> None:
    page = tried(world)

    assert "Wohnung" in page
    assert "Beratung Haus Eins" in page
    assert "von 2." in page
    assert "Beratung Haus Zwei" in page, "what residents see of others is no secret"


def test_text_in_any_language_is_tried(world: World) -> None:
    assert "Beratung Haus Eins" in tried(world, text="أبحث عن شقة", language="ar")


def test_an_emergency_is_said(world: World) -> None:
    assert "Suizid" in tried(world, text="Ich will nicht mehr leben")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"topics": ("health",)}, "Keines seiner Themen"),
        ({"status": "draft"}, "nicht veröffentlicht"),
        ({"expires_on": TODAY - timedelta(days=1)}, "Er ist abgelaufen"),
        ({"stadtteil_ids": (id_of("Essen-Süd"),)}, "nur für Menschen in anderen Stadtteilen"),
    ],
)
def test_an_entry_that_is_not_found_is_told_why_and_what_would_change_it(
    world: World, changed: dict[str, object], why: str
) -> None:
    world.keep(replace(world.entry(), **changed))  # type: ignore[arg-type]
    page = tried(world, stadtteil=id_of("Essen-Nord"))

    assert "nicht unter den Antworten" in page
    assert why in page


def test_what_the_one_before_has_is_named(world: World) -> None:
    other = world.entry(id_of("Angebot/Haus Zwei"))
    world.keep(replace(other, languages=(SpokenLanguage(tag="fa"),)))
    page = tried(world, text="Ich suche eine Wohnung. Wer spricht Dari?")

    assert "Er kommt an Stelle 2 von 2." in page
    assert "Er nennt die gewünschte Sprache" in page


def test_an_entry_that_takes_nobody_new_is_told_so(world: World) -> None:
    world.keep(replace(world.entry(), intake=Intake(closed_until=TODAY + timedelta(days=9))))

    assert "Ihrer im Moment nicht" in tried(world)


def test_a_word_nobody_knows_can_be_added_to_what_the_entry_is_found_by(world: World) -> None:
    editor = world.signed_in("own editor")
    page = editor.post("/try", {"text": "Zwirbelquark Wohnung", "entry": ENTRY}, page="/try").text
    assert "Zwirbelquark" in page
    editor.post("/try/words", {"entry": ENTRY, "word": "Zwirbelquark"}, page="/try")
    editor.post("/try/words", {"entry": ENTRY, "word": "zwirbelquark"}, page="/try")

    assert world.entry().search_words == ("Zwirbelquark",)
    assert "Beratung Haus Eins" in tried(world, text="zwirbelquark")


def test_nobody_watches_or_changes_a_foreign_entry(world: World) -> None:
    for who in ("editor of another Traeger", "coordinator of another town"):
        stranger = world.signed_in(who)
        assert stranger.get(f"/try?entry={ENTRY}").status_code == 404
        assert stranger.post("/try", {"text": TEXT, "entry": ENTRY}, page="/try").status_code == 404
        assert stranger.post("/try/words", {"entry": ENTRY, "word": "fremd"}, page="/try").status_code == 404
    assert world.entry().search_words == ()


def test_drafts_of_others_are_shown_to_nobody(world: World) -> None:
    world.keep(an_entry("Haus Zwei", id=id_of("geheim"), status="draft", version=1))

    assert "Beratung Haus Zwei" in tried(world)
    assert tried(world).count("Haus Zwei") <= 2


def test_another_town_cannot_be_tried(world: World) -> None:
    assert "Haus Drei" not in tried(world, town=id_of("bochum"))


def test_long_and_odd_text_is_no_fault(world: World) -> None:
    browser = world.signed_in("own editor")
    for text in ("", " ", "x" * 100_000, "\u202e<script>", "🙂", "\x00"):
        assert browser.post("/try", {"text": text, "language": "xx", "stadtteil": "y"}, page="/try").status_code == 200


def test_a_preview_shows_what_is_typed_in_any_language_and_saves_nothing(world: World) -> None:
    answer = world.signed_in("own editor").send_entry(texts__de__name="Neuer Name", preview_language="ar", action="preview")

    assert "Neuer Name" in answer.text.split('id="preview"')[1]
    assert 'lang="ar" dir="rtl"' in answer.text
    assert world.entry().texts["de"].name == "Beratung Haus Eins"
