import locales
from angebote.understanding.languages import guess_languages
from angebote.understanding.lexicon import LanguageWords, Lexicon, lexicon
from angebote.understanding.normalise import read_message
from angebote.understanding.reading import understand_with
from tests.understanding.words import small_lexicon


def test_every_registered_language_is_read() -> None:
    known = lexicon().languages

    assert all(language.tag in known or language.tag.partition("-")[0] in known for language in locales.LANGUAGES)


def test_a_language_without_files_knows_no_words() -> None:
    assert locales.read_words("xx", "lexicon") == {}
    assert locales.read_common("xx") == ()
    assert not locales.has_words("xx", "crisis")


def test_a_variant_without_a_file_uses_that_of_its_language() -> None:
    assert locales.read_words("de-xx", "wishes") == locales.read_words("de", "wishes")


def test_a_lexicon_without_any_language_understands_nothing() -> None:
    assert understand_with(Lexicon([]), "Ich habe Schulden", None, "de").topics == ()


def test_a_message_is_read_in_the_conversations_language_its_kin_german_and_the_best_guess() -> None:
    tongues = guess_languages(read_message("мне нужна работа"), small_lexicon(), "tr")

    assert tongues.primary == ("tr", "ru")
    assert set(tongues.plausible) == {"tr", "ru", "uk", "de"}


def test_a_word_of_three_topics_in_parts_is_silent_until_the_parts_meet() -> None:
    words = Lexicon([LanguageWords(tag="en", lexicon={"health": {"together": [["blood", "test", "where"]]}})])

    assert understand_with(words, "blood test", None, "en").topics == ()
    assert [hit.id for hit in understand_with(words, "where is the blood test", None, "en").topics] == ["health"]
