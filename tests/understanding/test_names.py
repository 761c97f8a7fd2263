import pytest

from angebote.model import Angebot, AngebotText, Phone, Town
from tests.builders import a_location, a_programme, a_stadtteil, a_traeger
from tests.understanding.words import read


def an_offer(id: str, name: str, traeger: str, **fields: object) -> Angebot:  # noqa: A002 - the field is called so
    return Angebot(
        id=id,
        traeger_id=traeger,
        texts={"de": AngebotText(name=name)},
        topics=("housing",),
        phones=(Phone(number="1"),),
        **fields,
    )  # type: ignore[arg-type]


TOWN = Town(
    id="1",
    slug="essen",
    name="Essen",
    state="NW",
    version=1,
    stadtteile={"altendorf": a_stadtteil("altendorf")},
    traeger={
        "drk": a_traeger("drk", name="Deutsches Rotes Kreuz Essen", aliases=("DRK",)),
        "awo": a_traeger("awo", name="AWO Kreisverband Essen", aliases=("AWO", "Arbeiterwohlfahrt")),
        "tafel": a_traeger("tafel", name="Essener Tafel e. V."),
    },
    programmes={"elm": a_programme("elm", name="ELMplus")},
    locations={"treff": a_location("treff", name="Haus Regenbogen", is_house=True)},
    angebote={
        one.id: one
        for one in (
            an_offer("suppe", "Suppenküche", "drk", location_id="treff"),
            an_offer("beratung", "Beratung für Familien", "awo", programme_id="elm", search_words=("Familienlotsin",)),
            an_offer("lebensmittel", "Lebensmittelausgabe Altendorf", "tafel"),
        )
    },
)


def named(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(hit.angebot_ids, hit.because) for hit in read(text, town=TOWN).names]


@pytest.mark.parametrize(
    ("text", "angebot_id"),
    [
        ("wo ist das DRK", "suppe"),
        ("rotes kreuz", "suppe"),
        ("awo", "beratung"),
        ("Arbeiterwohlfart", "beratung"),
        ("ELMplus", "beratung"),
        ("elm plus", "beratung"),
        ("Tafel", "lebensmittel"),
        ("Essener Tafel", "lebensmittel"),
        ("ins Haus Regenbogen", "suppe"),
        ("regenbogn", "suppe"),
        ("Suppenkueche", "suppe"),
        ("Familienlotsin gesucht", "beratung"),
    ],
)
def test_names_are_understood(text: str, angebot_id: str) -> None:
    assert [ids for ids, _ in named(text)] == [(angebot_id,)]


@pytest.mark.parametrize(
    "text", ["Beratung", "Haus", "Altendorf", "in Essen", "Familien", "Kreis", "mein Kreuz tut weh und e V", ""]
)
def test_ordinary_words_name_nothing(text: str) -> None:
    assert named(text) == []


def test_the_persons_own_spelling_is_given_back() -> None:
    assert named("zur ESSENER tafel bitte") == [(("lebensmittel",), ("ESSENER tafel",))]
