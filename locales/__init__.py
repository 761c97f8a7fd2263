"""The floor of the house: languages, translated sentences and the words of each language's lexicon."""

from locales.catalogue import Text, ltr, mark, mark_panel, say, say_count, say_panel
from locales.languages import HOME_LANGUAGE, LANGUAGES, SOURCE_LANGUAGE, Language, find_language, language_of
from locales.names import language_name, spoken_names, weekday_name
from locales.words import has_words, read_common, read_small, read_words

__all__ = [
    "HOME_LANGUAGE",
    "LANGUAGES",
    "SOURCE_LANGUAGE",
    "Language",
    "Text",
    "find_language",
    "has_words",
    "language_name",
    "language_of",
    "ltr",
    "mark",
    "mark_panel",
    "read_common",
    "read_small",
    "read_words",
    "say",
    "say_count",
    "say_panel",
    "spoken_names",
    "weekday_name",
]
