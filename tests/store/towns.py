"""Two towns in a store, for the tests of this folder."""

from angebote.model import Town
from angebote.store import Scope, Store
from angebote.store.loading import load_town
from angebote.townfiles import TownFile
from tests.builders import a_location, a_programme, a_stadtteil, a_town, a_traeger, an_angebot, an_emergency_place

SYSTEM = Scope.system()


def a_full_town() -> Town:
    """Return Beispielstadt with two Traeger and an Angebot of each."""
    return a_town(
        an_angebot(),
        an_angebot("mieterberatung", traeger_id="mieterverein"),
        traeger=(a_traeger(), a_traeger("mieterverein", name="Mieterverein")),
    )


def another_town() -> Town:
    """Return Nebenstadt, with one entry of each kind."""
    return a_town(
        an_angebot("kleiderkammer", traeger_id="nebenwerk", location_id="nebenhaus", programme_id="nebenprogramm"),
        id="nebenstadt",
        slug="nebenstadt",
        name="Nebenstadt",
        stadtteile=(a_stadtteil("nebenviertel"),),
        traeger=(a_traeger("nebenwerk"),),
        programmes=(a_programme("nebenprogramm", traeger_ids=("nebenwerk",)),),
        locations=(a_location("nebenhaus", stadtteil_id="nebenviertel"),),
        emergency_places=(an_emergency_place(),),
    )


def store_town(store: Store, town: Town) -> None:
    """Put a town with its published Angebote into the store."""
    with store.session(SYSTEM) as session:
        load_town(session, TownFile(town=town, angebote=tuple(town.angebote.values())))
