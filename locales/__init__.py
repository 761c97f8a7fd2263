"""The floor of the house: languages, translated sentences and the words of each language's lexicon."""

from locales.catalogue import Text, ltr, mark, say, say_count
from locales.languages import HOME_LANGUAGE, LANGUAGES, SOURCE_LANGUAGE, Language, find_language, language_of

__all__ = [
    "HOME_LANGUAGE",
    "LANGUAGES",
    "SOURCE_LANGUAGE",
    "Language",
    "Text",
    "find_language",
    "language_of",
    "ltr",
    "mark",
    "say",
    "say_count",
]
