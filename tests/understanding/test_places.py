import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from angebote.model import Town
from angebote.understanding import Need
from tests.builders import a_stadtteil
from tests.understanding.words import read

ESSEN = Town(
    id="1",
    slug="essen",
    name="Essen",
    state="NW",
    version=1,
    stadtteile={
        one.id: one
        for one in (
            a_stadtteil("bezirk-iii", name="Bezirk III", aliases=("Essen-West",)),
            a_stadtteil("altendorf", parent_id="bezirk-iii", postcodes=("45143", "45144")),
            a_stadtteil("frohnhausen", parent_id="bezirk-iii", postcodes=("45144", "45145")),
            a_stadtteil("ruettenscheid", name="Rüttenscheid", postcodes=("45130",)),
            a_stadtteil("katernberg"),
            a_stadtteil("holsterhausen"),
            a_stadtteil("kray"),
            a_stadtteil("werden"),
            a_stadtteil("horst"),
            a_stadtteil("hinsel", name="Überruhr-Hinsel", aliases=("Überruhr",)),
            a_stadtteil("holthausen", name="Überruhr-Holthausen", aliases=("Überruhr",)),
        )
    },
)
MUENSTER = Town(
    id="2",
    slug="muenster",
    name="Münster",
    state="NW",
    version=1,
    stadtteile={"coerde": a_stadtteil("coerde"), "mitte": a_stadtteil("mitte")},
)


def place(text: str, language: str = "de", *, is_expected: bool = False) -> Need:
    return read(text, language, town=ESSEN, is_place_expected=is_expected)


@pytest.mark.parametrize(
    "text",
    [
        "Altendorf",
        "altendorf",
        "alten dorf",
        "Altndorf",
        "Altendrof",
        "Altendorf'ta",
        "Altendorfta oturuyorum",
        "الطندورف",
        "في التندورف",
        "آلتندورف",
        "Альтендорф",
        "в Альтендорфе",
        "Άλτεντορφ",
        "ალტენდორფი",
        "bei Altendorf glaube ich",
    ],
)
def test_an_answer_names_a_stadtteil_in_any_spelling_and_script(text: str) -> None:
    assert place(text, is_expected=True).stadtteil_id == "altendorf"


@pytest.mark.parametrize(
    ("text", "stadtteil"),
    [
        ("Ruettenscheid", "ruettenscheid"),
        ("روتنشايد", "ruettenscheid"),
        ("Рюттеншайд", "ruettenscheid"),
        ("كراي", "kray"),
        ("werden", "werden"),
        ("Bezirk 3", "bezirk-iii"),
        ("essen west", "bezirk-iii"),
        ("Гольстергаузен", "holsterhausen"),
    ],
)
def test_other_answers_are_understood(text: str, stadtteil: str) -> None:
    assert place(text, is_expected=True).stadtteil_id == stadtteil


@pytest.mark.parametrize("text", ["weiß ich nicht", "ich sage das nicht", "egal", "???", "Dortmund"])
def test_an_answer_without_a_place_names_none(text: str) -> None:
    assert place(text, is_expected=True).stadtteil_id is None


@pytest.mark.parametrize(
    ("text", "language", "stadtteil"),
    [
        ("Schulden in Altendorf", "de", "altendorf"),
        ("schulden altendorf", "de", "altendorf"),
        ("Wohnung Katenberg", "de", "katernberg"),
        ("я живу в Альтендорфе", "ru", "altendorf"),
        ("أريد شقة في ألتندورف", "ar", "altendorf"),
        ("Ich lebe in Werden", "de", "werden"),
        ("Wohnung bei Horst", "de", "horst"),
        ("Mahnung bekommen, wohne Bezirk III Altendorf", "de", "altendorf"),
    ],
)
def test_a_sentence_names_a_stadtteil(text: str, language: str, stadtteil: str) -> None:
    assert place(text, language).stadtteil_id == stadtteil


@pytest.mark.parametrize(
    "text", ["was soll nur werden", "Werden die Mieten teurer", "horst war krank", "ich will essen", "Das Essen war gut", "kraft"]
)
def test_an_ordinary_word_is_no_place(text: str) -> None:
    need = place(text)

    assert (need.stadtteil_id, need.choices, need.town) == (None, (), None)


def test_the_name_of_a_town_after_in_is_no_food() -> None:
    need = place("Wohnung in Essen")

    assert need.town == "essen"
    assert [hit.id for hit in need.topics] == ["housing"]


@pytest.mark.parametrize("text", ["45144", "٤٥١٤٤", "D-45144", "45 144", "Mahnung, 45144 Essen"])
def test_a_postcode_only_offers_choices(text: str) -> None:
    need = place(text)

    assert (need.postcode, need.choices, need.stadtteil_id) == ("45144", ("altendorf", "frohnhausen"), None)


def test_a_postcode_of_one_stadtteil_is_a_choice_of_one() -> None:
    assert place("45130").choices == ("ruettenscheid",)


def test_a_stadtteil_beside_its_postcode_is_certain() -> None:
    need = place("45144 Frohnhausen")

    assert (need.postcode, need.choices, need.stadtteil_id) == ("45144", (), "frohnhausen")


def test_another_number_is_no_postcode() -> None:
    assert place("Schulden 45000 Euro").postcode is None


def test_a_name_of_two_stadtteile_and_two_names_are_choices() -> None:
    assert place("Überruhr").choices == ("hinsel", "holthausen")
    assert place("von Kray nach Altendorf").choices == ("kray", "altendorf")


def test_without_a_town_the_place_tells_it() -> None:
    need = read("Coerde", towns=(ESSEN, MUENSTER))

    assert (need.town, need.stadtteil_id) == ("muenster", "coerde")
    assert read("Wohnung in Münster", towns=(ESSEN, MUENSTER)).town == "muenster"
    assert read("Wohnung", towns=(ESSEN, MUENSTER)).town is None


def test_another_town_is_heard_when_it_is_named() -> None:
    assert read("ich lebe in Münster", town=ESSEN, towns=(ESSEN, MUENSTER)).town == "muenster"
    assert read("Coerde", town=ESSEN, towns=(ESSEN, MUENSTER)).town is None


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=100), st.booleans())
def test_any_text_has_an_answer(text: str, is_expected: bool) -> None:
    assert isinstance(place(text, is_expected=is_expected), Need)
