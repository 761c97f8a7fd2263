import tomllib
from pathlib import Path

import pytest

from angebote.understanding import understand
from angebote.understanding.crisis import concepts, rules
from angebote.understanding.lexicon import LanguageWords, Lexicon
from angebote.understanding.reading import understand_with
from locales import LANGUAGES
from tests.understanding.words import read

OUTRIGHT = Path(__file__).with_name("core_emergencies.toml")


def crisis(text: str, language: str | None = "de") -> list[tuple[str, str]]:
    return [(hit.kind, hit.tier) for hit in read(text, language).crisis]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Ich will nicht mehr leben", "de", ("suicide", "hard")),
        ("ich bringe mich um", "de", ("suicide", "hard")),
        ("WILL NICHT MEHR LEBEN!!!", "ar", ("suicide", "hard")),
        ("ich habe heute leider keinen Schlafplatz", "de", ("homeless_tonight", "hard")),
        ("i want to k1ll myself", "en", ("suicide", "hard")),
        ("k i l l myself", "en", ("suicide", "hard")),
        ("I don't think about it but I want to hurt myself", "en", ("self_harm", "hard")),
        ("manchmal will ich einfach sterben", "de", ("suicide", "soft")),
        ("mein Mann hat mich geschlagen", "de", ("domestic_violence", "soft")),
        ("my husband often beats me", "en", ("domestic_violence", "soft")),
    ],
)
def test_signs_of_an_emergency_are_found(text: str, language: str, found: tuple[str, str]) -> None:
    assert found in crisis(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ich will nicht mehr in dieser Wohnung leben", "de"),
        ("ich will eine Katze. Der Baum ist tot", "de"),
        ("Mein Mann sucht Arbeit, aber der Nachbar schlägt Holz", "de"),
        ("Die Wohnung ist zu klein und I want a new one", "de"),
        ("mein mann ist krank", "de"),
    ],
)
def test_harmless_texts_are_not_taken_for_an_emergency(text: str, language: str) -> None:
    assert not [one for one in crisis(text, language) if one[1] == "hard"]


def test_a_harmless_clause_does_not_silence_another_one() -> None:
    assert ("suicide", "hard") in crisis("Ich war bei der Suizidprävention, aber ich will nicht mehr leben")


def test_a_kind_is_named_once_with_its_hard_sign() -> None:
    assert crisis("ich will sterben. ich will nicht mehr leben") == [("suicide", "hard")]


def test_every_rule_names_known_concepts() -> None:
    assert all(concept in concepts() for rule in rules() for concept in rule.concepts)


def test_an_emergency_without_a_topic_leads_on_to_the_topic_in_which_help_goes_on() -> None:
    assert [hit.id for hit in read("ich will nicht mehr leben", "de").topics] == ["mental_health"]


@pytest.mark.parametrize(
    ("text", "language", "tier"),
    [
        ("Hilfe unsere Küche brennt", "de", "hard"),
        ("beim Nachbarn brennt es", "de", "soft"),
        ("there is a fire in my kitchen", "en", "soft"),
        ("у нас горит квартира", "ru", "hard"),
        ("evimiz yanıyor", "tr", "hard"),
        ("بيتي عم يحترق", "ar", "hard"),
        ("我家着火了", "zh", "hard"),
    ],
)
def test_a_fire_is_an_emergency_that_leads_to_112(text: str, language: str, tier: str) -> None:
    assert ("medical", tier) in [(hit.kind, hit.tier) for hit in understand(text, None, language).crisis]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Licht brennt im Flur", "de"),
        ("в квартире горит свет", "ru"),
        ("odada lamba yanıyor", "tr"),
        ("ég a villany a szobában", "hu"),
    ],
)
def test_a_lamp_that_is_on_is_no_fire(text: str, language: str) -> None:
    assert not understand(text, None, language).crisis


def test_chinese_signs_are_counted_by_twos_because_most_words_have_two() -> None:
    words = Lexicon([LanguageWords(tag="zh", crisis={"concepts": {"want": ["想"], "die": ["死"]}})])

    assert [hit.kind for hit in understand_with(words, "我想就这样安静地死", None, "zh").crisis] == ["suicide"]
    assert not understand_with(words, "我想吃这里最好吃的苹果死", None, "zh").crisis


@pytest.mark.parametrize("tag", [language.tag for language in LANGUAGES])
def test_what_people_say_outright_in_an_emergency_raises_a_sign_in_every_language(tag: str) -> None:
    sentences = tomllib.loads(OUTRIGHT.read_text("utf-8"))[tag]

    assert len(sentences) >= 15
    assert [text for text in sentences if not understand(text, None, tag).crisis] == []
