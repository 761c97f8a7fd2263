"""How a language of an Angebot stands: computed from what it was made from, never set."""

import pytest

from angebote.model import AngebotText
from angebote.translating import missing_languages, state_of, states, text_hash, with_known_sources
from tests.builders import an_angebot

SOURCE = AngebotText(name="Beratung", does="Wir helfen.")
TODAY = text_hash(SOURCE)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (None, "missing"),
        (AngebotText(name="Danışma", source_hash=TODAY), "reviewed"),
        (AngebotText(name="Danışma", source_hash=TODAY, is_machine=True), "machine"),
        (AngebotText(name="Danışma", source_hash="f" * 64), "outdated"),
        (AngebotText(name="Danışma", source_hash="f" * 64, is_machine=True), "outdated"),
        (AngebotText(name="Danışma"), "reviewed"),
    ],
)
def test_a_translation_stands_as_its_hash_and_its_author_say(text: AngebotText | None, state: str) -> None:
    assert state_of(text, SOURCE) == state


@pytest.mark.parametrize("field", ["name", "does", "does_not", "next_step"])
def test_every_field_of_the_source_counts(field: str) -> None:
    assert text_hash(AngebotText(**({"name": "Beratung", "does": "Wir helfen."} | {field: "anders"}))) != TODAY


def test_the_source_language_itself_has_no_state() -> None:
    angebot = an_angebot(texts={"de": SOURCE, "tr": AngebotText(name="Danışma", source_hash=TODAY)})

    assert states(angebot, ("de", "tr", "ar")) == {"tr": "reviewed", "ar": "missing"}
    assert missing_languages(angebot.texts, ("de", "tr", "ar")) == ("ar",)


def test_what_came_with_its_source_is_outdated_once_the_source_changes() -> None:
    before = {"de": SOURCE, "tr": AngebotText(name="Danışma"), "en": AngebotText(name="Advice", source_hash="x")}
    texts = with_known_sources(before, "de")

    assert (texts["tr"].source_hash, texts["en"].source_hash, texts["de"]) == (TODAY, "x", SOURCE)
    assert state_of(texts["tr"], AngebotText(name="Beratung", does="Etwas anderes.")) == "outdated"


def test_a_translation_without_a_name_goes_by_the_name_of_the_source() -> None:
    angebot = an_angebot(texts={"de": SOURCE, "tr": AngebotText(name="", does="Yardım."), "en": AngebotText(name="Advice")})

    assert angebot.name_for("tr") == ("Beratung", "de")
    assert angebot.name_for("en") == ("Advice", "en")
    assert angebot.name_for("ar") == ("Beratung", "de")
