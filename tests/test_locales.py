"""The floor of the house: sentences, plural forms, names of days and languages."""

from locales import LANGUAGES, find_language, language_name, language_of, ltr, say, say_count, weekday_name
from locales.cldr import cldr_facts


def test_a_tag_is_found_as_browsers_and_messengers_send_it() -> None:
    found = {
        tag: language.tag
        for tag in ("de-DE", "DE", "fa-AF", "prs", "uk_UA", "de-x-simple", "ar-SY")
        if (language := find_language(tag))
    }

    assert found == {
        "de-DE": "de",
        "DE": "de",
        "fa-AF": "fa",
        "prs": "fa",
        "uk_UA": "uk",
        "de-x-simple": "de-simple",
        "ar-SY": "ar",
    }
    assert find_language("xx") is None
    assert find_language("") is None


def test_a_sentence_without_a_translation_says_that_it_is_english() -> None:
    assert say("There is no such sentence {here}", "ar", here="x").language == "en"
    assert say("Call", "ar").language == "ar"


def test_every_language_has_a_plural_form_for_every_number() -> None:
    for language in LANGUAGES:
        for count in (0, 1, 2, 3, 5, 11, 21, 100):
            assert say_count("You wait about {count} week.", "You wait about {count} weeks.", count, language.tag).text


def test_arabic_has_six_plural_forms_and_russian_four() -> None:
    assert len(cldr_facts("ar").plurals) == 6
    assert len(cldr_facts("ru").plurals) == 4


def test_numbers_are_isolated_in_right_to_left_text_only() -> None:
    assert ltr("09:00", "ar") == "\u206609:00\u2069"
    assert ltr("09:00", "de") == "09:00"


def test_languages_and_weekdays_are_called_by_their_names_in_every_language() -> None:
    assert language_name("ar", "de") == "Arabisch"
    assert language_name("de-simple", "ru") == "Leichte Sprache"
    assert language_name("xx", "de") == "xx"
    for language in LANGUAGES:
        assert len({weekday_name(day, language.tag).text for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")}) == 7
        assert all(language_name(other.tag, language.tag) for other in LANGUAGES)


def test_every_direction_is_that_of_the_script() -> None:
    assert {language.tag for language in LANGUAGES if language.direction == "rtl"} >= {"ar", "fa"}
    assert language_of("de").direction == "ltr"
