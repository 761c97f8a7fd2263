"""Large made-up catalogues: towns whose Angebote have names that people might type."""

from angebote.model import Angebot, AngebotText, Phone, Stadtteil, Town, Traeger

WHAT = ("Beratung", "Treffpunkt", "Werkstatt", "Laden", "Gruppe", "Kurs", "Hilfe", "Cafe", "Sprechstunde", "Netzwerk")
WHO = (
    "Nordlicht",
    "Brücke",
    "Sonnenblume",
    "Regenbogen",
    "Anker",
    "Kompass",
    "Lichtblick",
    "Wegweiser",
    "Leuchtturm",
    "Rückenwind",
)


def large_towns(count: int, angebote: int) -> list[Town]:
    """Return towns with that many Angebote each."""
    return [_town(number, angebote) for number in range(count)]


def _town(number: int, angebote: int) -> Town:
    stadtteil = Stadtteil(id="mitte", slug="mitte", name="Mitte", level="Stadtteil")
    all_of_them = {one.id: one for one in (_angebot(number, index) for index in range(angebote))}
    return Town(
        id=str(number),
        slug=f"stadt{number}",
        name=f"Stadt {number}",
        state="NW",
        version=1,
        stadtteile={"mitte": stadtteil},
        traeger={"t": Traeger(id="t", name="Hilfswerk")},
        angebote=all_of_them,
    )


def _angebot(town: int, index: int) -> Angebot:
    name = f"{WHAT[index % len(WHAT)]} {WHO[index // len(WHAT) % len(WHO)]}{_syllables(index)}"
    return Angebot(
        id=f"{town}-{index}",
        traeger_id="t",
        texts={"de": AngebotText(name=name)},
        topics=("general_advice",),
        phones=(Phone(number="030 23125 100"),),
        status="published",
    )


def _syllables(number: int) -> str:
    """Return a made-up ending, so that names differ from each other."""
    letters = "bdfgklmnprst"
    return "".join(letters[number // 12**place % 12] + "aeiou"[number // 7**place % 5] for place in range(3))
