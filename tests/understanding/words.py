"""A small lexicon of our own: German, English, Arabic, Turkish, Ukrainian and Russian, a few words each."""

from functools import cache
from typing import Any

from angebote.model import Town
from angebote.understanding import Need
from angebote.understanding.lexicon import LanguageWords, Lexicon
from angebote.understanding.reading import understand_with

_CRISIS_DE = {
    "phrases": {"suicide": ["will nicht mehr leben", "bring* mich um"], "homeless_tonight": ["heute * keinen Schlafplatz"]},
    "concepts": {
        "want": ["will", "möchte"],
        "die": ["=sterben", "=tot"],
        "partner": ["=Mann"],
        "beat": ["=schlägt", "=geschlagen"],
        "me": ["=mich"],
    },
    "harmless": {"suicide": ["will nicht mehr in * leben", "Suizidprävention"]},
}
_CRISIS_EN = {
    "phrases": {"suicide": ["kill myself"], "self_harm": ["hurt myself"]},
    "concepts": {"want": ["want"], "die": ["=die", "=dead"], "partner": ["husband"], "beat": ["=beats"], "me": ["=me"]},
}
_GERMAN: dict[str, Any] = {
    "money_debt": {
        "strong": ["Schulden", "-schulden", "Schuldner-", "Mahnung", "=GEZ", "kann * nicht bezahlen", "Bürgergeld"],
        "weak": ["Geld", "Rechnung", "Konto"],
        "together": [["Strom", "abgestellt"], ["Brief", "Inkasso"]],
        "never": ["Taschengeld"],
    },
    "housing": {"strong": ["Wohnung", "Miete", "Vermieter"], "weak": ["wohnen"]},
    "health": {"strong": ["Arzt", "Gesundheit", "Zahnarzt"]},
    "food_clothing": {"strong": ["Tafel", "Essen"]},
    "neighbourhood": {"strong": ["Hausordnung"]},
    "addiction": {"strong": ["Drogen", "Alkohol"]},
}
_COMMON_DE = (
    "ich du er sie es wir und oder nicht kein habe hat ist sind war werden wird der die das den dem ein eine einen in im von zu mit für auf",
    "was wo wie mein meine brauche will möchte kann drohen heute mitte horst essen bekommen lebe hallo mir bitte",
)


@cache
def small_lexicon() -> Lexicon:
    """Return the lexicon, built once."""
    return Lexicon(
        [
            LanguageWords(
                tag="de",
                lexicon=_GERMAN,
                crisis=_CRISIS_DE,
                wishes={
                    "phone": ["telefonisch"],
                    "women": ["für Frauen"],
                    "years": ["Jahre", "Jahre alt", "-jährig"],
                    "speaks": ["auf", "spricht"],
                    "now": ["sofort"],
                    "wheelchair": ["Rollstuhl"],
                    "whole_city": ["ganze Stadt"],
                },
                spoken={"ar": ["Arabisch"], "tr": ["Türkisch"], "de": ["Deutsch"]},
                common=_COMMON_DE,
            ),
            LanguageWords(tag="de-simple", kin=("de",), lexicon={"housing": {"strong": ["Wohnung", "kein Geld für Miete"]}}),
            LanguageWords(
                tag="en",
                lexicon={
                    "housing": {"strong": ["landlord", "rent"]},
                    "legal_advice": {"strong": ["lawyer"]},
                    "health": {"strong": ["don't feel well"]},
                },
                crisis=_CRISIS_EN,
                common=("i the a is are my me you it not and but want need have in of to this that what do think about",),
            ),
            LanguageWords(
                tag="ar",
                lexicon={
                    "money_debt": {"strong": ["ديون", "دين"]},
                    "housing": {"strong": ["سكن", "شقة", "إيجار"]},
                    "community_leisure": {"strong": ["مكتبة"]},
                },
                common=("في من على لا أن هذا ما كيف أريد عندي وصلتني",),
            ),
            LanguageWords(
                tag="tr",
                lexicon={"work_training": {"strong": ["iş", "işsiz"]}, "money_debt": {"strong": ["borç", "kitap parası"]}},
                common=("bir bu ve ben için çok var yok ne istiyorum",),
            ),
            LanguageWords(
                tag="uk", kin=("ru",), lexicon={"work_training": {"strong": ["робота"]}}, common=("я не що як мені потрібна де",)
            ),
            LanguageWords(
                tag="ru", kin=("uk",), lexicon={"work_training": {"strong": ["работа"]}}, common=("я не что как мне нужна где",)
            ),
        ]
    )


def read(
    text: str,
    language: str | None = "de",
    *,
    town: Town | None = None,
    towns: tuple[Town, ...] = (),
    is_place_expected: bool = False,
) -> Need:
    """Return what the small lexicon understands of a text."""
    return understand_with(small_lexicon(), text, town, language, towns=towns, is_place_expected=is_place_expected)


def topics(text: str, language: str | None = "de") -> list[str]:
    """Return the ids of the topics of a text, best first."""
    return [hit.id for hit in read(text, language).topics]
