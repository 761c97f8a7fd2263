"""The one list of languages: tag, native name, direction, tier, status."""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]
Status = Literal["draft", "second look", "native review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language the product speaks.

    Shape:  `also` are tags that mean the same (BCP 47, as browsers and messengers send them);
            `kin` are the languages whose words a speaker of this one also uses: their lexicon counts as plausible;
            `comma` stands between the words of a list.
    Source: BCP 47; the list of languages is the product's.
    """

    tag: str
    name: str
    english_name: str
    direction: Direction = "ltr"
    tier: Literal[1, 2] = 1
    status: Status = "draft"
    also: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    comma: str = ", "


LANGUAGES: tuple[Language, ...] = (
    Language(tag="de", name="Deutsch", english_name="German", status="second look", kin=("de-simple",)),
    Language(
        tag="de-simple",
        name="Leichte Sprache",
        english_name="Plain German",
        also=("de-x-simple",),
        kin=("de",),
    ),
    Language(tag="en", name="English", english_name="English", status="second look"),
    Language(tag="ar", name="العربية", english_name="Arabic", status="second look", direction="rtl", comma="، "),
    Language(tag="uk", name="Українська", english_name="Ukrainian", status="second look", kin=("ru",)),
    Language(tag="ru", name="Русский", english_name="Russian", status="second look", kin=("uk",)),
    Language(tag="tr", name="Türkçe", english_name="Turkish", status="second look"),
    Language(
        tag="fa",
        name="فارسی / دری",
        english_name="Persian and Dari",
        status="second look",
        direction="rtl",
        also=("prs", "fa-af"),
        comma="، ",
    ),
    Language(tag="ro", name="Română", english_name="Romanian", status="second look", tier=2),
    Language(tag="bg", name="Български", english_name="Bulgarian", status="second look", tier=2),
    Language(tag="pl", name="Polski", english_name="Polish", status="second look", tier=2),
    Language(tag="fr", name="Français", english_name="French", status="second look", tier=2),
    Language(tag="es", name="Español", english_name="Spanish", status="second look", tier=2, kin=("pt",)),
    Language(tag="pt", name="Português", english_name="Portuguese", status="second look", tier=2, kin=("es",)),
    Language(tag="kmr", name="Kurdî (Kurmancî)", english_name="Kurmanji Kurdish", status="second look", tier=2, also=("ku",)),
    Language(tag="it", name="Italiano", english_name="Italian", status="second look", tier=2),
    Language(tag="el", name="Ελληνικά", english_name="Greek", status="second look", tier=2),
    Language(tag="hr", name="Hrvatski / Bosanski", english_name="Croatian and Bosnian", tier=2, also=("bs",), kin=("sr",)),
    Language(tag="sr", name="Српски", english_name="Serbian", status="second look", tier=2, kin=("hr",)),
    Language(tag="hu", name="Magyar", english_name="Hungarian", status="second look", tier=2),
    Language(tag="sq", name="Shqip", english_name="Albanian", status="second look", tier=2),
    Language(
        tag="ckb", name="کوردی (سۆرانی)", english_name="Sorani Kurdish", status="second look", tier=2, direction="rtl", comma="، "
    ),
    Language(
        tag="ps", name="پښتو", english_name="Pashto", status="second look", tier=2, direction="rtl", kin=("fa",), comma="، "
    ),
    Language(tag="so", name="Soomaali", english_name="Somali", status="second look", tier=2),
    Language(tag="ti", name="ትግርኛ", english_name="Tigrinya", status="second look", tier=2, kin=("am",), comma="፣ "),
    Language(tag="am", name="አማርኛ", english_name="Amharic", tier=2, comma="፣ "),
    Language(tag="ur", name="اردو", english_name="Urdu", status="second look", tier=2, direction="rtl", comma="، "),
    Language(tag="vi", name="Tiếng Việt", english_name="Vietnamese", status="second look", tier=2),
    Language(tag="zh", name="中文", english_name="Chinese", status="second look", tier=2, comma="、"),
    Language(tag="ka", name="ქართული", english_name="Georgian", status="second look", tier=2),
)
SOURCE_LANGUAGE = "en"
HOME_LANGUAGE = "de"


def find_language(tag: str | None) -> Language | None:
    """Return the language a BCP 47 tag means ("de-DE", "fa-AF", "UK"), or None if the product does not speak it."""
    wanted = (tag or "").strip().replace("_", "-").lower()
    while wanted:
        for language in LANGUAGES:
            if wanted == language.tag or wanted in language.also:
                return language
        wanted = wanted.rpartition("-")[0]
    return None


def language_of(tag: str) -> Language:
    """Return the registered language.

    Errors: KeyError if the tag is not one of the registry (our fault).
    """
    found = find_language(tag)
    if found is None:
        raise KeyError(tag)
    return found
