"""What was deleted in the panel stays deleted when the files of the town are loaded again - until they are told to bring it back."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from angebote.model import Instead, Town
from angebote.store import Scope, Store, tables
from angebote.store.catalogue import read_angebot, read_town, write_angebot
from angebote.store.history import Author
from angebote.store.loading import LoadReport, load_town
from angebote.store.merged_places import merge_locations, merged_place, merged_places, take_apart
from angebote.store.municipality import delete_emergency_place, write_emergency_place
from angebote.store.parts import delete_programme, delete_traeger, write_location, write_traeger
from angebote.store.stadtteile import delete_stadtteil
from angebote.townfiles import TownFile, entry_id
from tests.builders import (
    a_location,
    a_programme,
    a_stadtteil,
    a_town,
    a_traeger,
    an_angebot,
    an_emergency_place,
)
from tests.store.towns import SYSTEM

AUTHOR = Author(name="Clara", at=datetime(2026, 2, 3, 12, 0, tzinfo=UTC))
TOWN = "beispielstadt"
COORDINATOR = Scope(municipality_id=TOWN)


def the_town(*more: Any, **changes: Any) -> Town:
    """Return a town with one entry of each kind that nothing belongs to."""
    parts: dict[str, Any] = {
        "stadtteile": (
            a_stadtteil(neighbour_ids=("kai",)),
            a_stadtteil("kai", parent_id="nordviertel", neighbour_ids=("nordviertel",)),
        ),
        "traeger": (a_traeger(), a_traeger("leer", name="Leer")),
        "programmes": (a_programme(traeger_ids=("hilfswerk", "leer")),),
        "locations": (a_location(), a_location("altbau", name="Altbau")),
        "emergency_places": (an_emergency_place(name="Nachtlager"),),
    }
    return a_town(an_angebot(location_id="altbau"), *more, **(parts | changes))


def load(store: Store, town: Town, *, with_deleted: bool = False) -> LoadReport:
    with store.session(SYSTEM) as session:
        town_file = TownFile(town=town, angebote=tuple(town.angebote.values()))
        return load_town(session, town_file, with_deleted=with_deleted)


def delete_all(store: Store) -> None:
    """Delete one entry of each kind as the panel does."""
    with store.session(COORDINATOR) as session:
        delete_traeger(session, "leer")
        delete_programme(session, "treffpunkt", author=AUTHOR)
        merge_locations(session, "altbau", "haus-nord", author=AUTHOR)
        delete_stadtteil(session, "kai")
        delete_emergency_place(session, "homeless_tonight", municipality_id=TOWN)


def stored(store: Store) -> Town:
    with store.session(SYSTEM, is_reading=True) as session:
        town = read_town(session, TOWN)
    assert town is not None
    return town


def test_what_was_deleted_in_the_panel_does_not_come_back_and_the_report_names_it(store: Store) -> None:
    load(store, the_town())
    delete_all(store)
    before = stored(store)
    report = load(store, the_town())

    assert report.deleted_in_panel == ("Kai", "Leer", "Treffpunkt", "Altbau", "Nachtlager")
    assert (report.added, report.updated, report.left_out_with_it) == (0, 0, ())
    assert asdict(stored(store)) == asdict(before)
    assert (set(before.traeger), set(before.programmes), set(before.locations)) == ({"hilfswerk"}, set(), {"haus-nord"})
    assert (set(before.stadtteile), set(before.emergency_places)) == ({"nordviertel"}, set())


def test_the_files_bring_back_what_was_deleted_only_when_told_to(store: Store) -> None:
    load(store, the_town())
    delete_all(store)
    report = load(store, the_town(), with_deleted=True)

    assert (report.added, report.deleted_in_panel) == (5, ())
    assert set(stored(store).locations) == {"haus-nord", "altbau"}
    assert load(store, the_town()) == LoadReport(unchanged=report.unchanged + 5, left_as_edited=report.left_as_edited)


def test_new_entries_of_the_files_refer_to_nothing_that_is_gone(store: Store) -> None:
    load(store, the_town())
    delete_all(store)
    new = (
        an_angebot("moved", location_id="altbau", programme_id="treffpunkt", stadtteil_ids=("kai", "nordviertel")),
        an_angebot("nobody", traeger_id="leer"),
        an_angebot("nowhere", stadtteil_ids=("kai",)),
        an_angebot(
            "sends-on", instead=(Instead(topic="housing", angebot_id="nobody"), Instead(topic="money", angebot_id="moved"))
        ),
    )
    parts = {
        "stadtteile": (*the_town().stadtteile.values(), a_stadtteil("insel", parent_id="kai", neighbour_ids=("kai",))),
        "locations": (*the_town().locations.values(), a_location("bude", stadtteil_id="kai")),
        "programmes": (*the_town().programmes.values(), a_programme("neu", name="Neu", traeger_ids=("leer", "hilfswerk"))),
    }
    report = load(store, the_town(*new, **parts))
    town = stored(store)

    assert report.left_out_with_it == tuple(one.texts["de"].name for one in new[1:3])
    assert set(town.angebote) == {"schuldenberatung", "moved", "sends-on"}
    moved = town.angebote["moved"]
    assert (moved.location_id, moved.programme_id, moved.stadtteil_ids) == ("haus-nord", None, ("nordviertel",))
    assert [one.angebot_id for one in town.angebote["sends-on"].instead] == ["moved"]
    assert (town.stadtteile["insel"].parent_id, town.stadtteile["insel"].neighbour_ids) == ("nordviertel", ())
    assert (town.locations["bude"].stadtteil_id, town.programmes["neu"].traeger_ids) == ("nordviertel", ("hilfswerk",))
    assert load(store, the_town(*new, **parts)).updated == 0


def test_an_entry_that_nothing_is_left_to_reach_by_is_left_out(store: Store) -> None:
    load(store, the_town())
    with store.session(SYSTEM) as session:
        session.add(tables.GoneRow(id="altbau", municipality_id=TOWN, kind="location"))
        write_angebot(session, replace(an_angebot(), location_id=None), municipality_id=TOWN)
        session.delete(session.get_one(tables.LocationRow, "altbau"))
    report = load(store, the_town(an_angebot("only-there", location_id="altbau", phones=(), email="", website="")))

    assert len(report.left_out_with_it) == 1
    assert "only-there" not in stored(store).angebote


def test_an_angebot_whose_traeger_is_gone_by_now_stays_as_it_is(store: Store) -> None:
    load(store, the_town())
    delete_all(store)
    with store.session(SYSTEM, is_reading=True) as session:
        before = read_angebot(session, "schuldenberatung")
    load(
        store,
        a_town(
            an_angebot(traeger_id="leer"),
            **{name: tuple(getattr(the_town(), name).values()) for name in ("stadtteile", "traeger", "programmes", "locations")},
        ),
    )

    with store.session(SYSTEM, is_reading=True) as session:
        assert read_angebot(session, "schuldenberatung") == before


def test_places_put_together_one_after_the_other_lead_to_the_one_that_stands(store: Store) -> None:
    load(store, the_town())
    with store.session(COORDINATOR) as session:
        write_location(session, a_location("of-the-panel"), municipality_id=TOWN)
        merge_locations(session, "altbau", "of-the-panel", author=AUTHOR)
        merge_locations(session, "of-the-panel", "haus-nord", author=AUTHOR)
    load(store, the_town(an_angebot("new", location_id="altbau")))

    assert stored(store).angebote["new"].location_id == "haus-nord"


def test_what_the_panel_made_anew_stays_as_the_panel_made_it_and_goes_for_good_again(store: Store) -> None:
    key = entry_id(TOWN, "emergency_place", "homeless_tonight")
    anew = an_emergency_place(name="Neues Lager")
    load(store, the_town())
    with store.session(COORDINATOR) as session:
        delete_emergency_place(session, "homeless_tonight", municipality_id=TOWN)
        write_emergency_place(session, anew, municipality_id=TOWN)
    report = load(store, the_town())

    assert (report.left_as_edited, report.deleted_in_panel) == (1, ())
    assert stored(store).emergency_places == {"homeless_tonight": anew}
    with store.session(COORDINATOR) as session:
        assert session.get(tables.GoneRow, key) is not None
        delete_emergency_place(session, "homeless_tonight", municipality_id=TOWN)
    assert load(store, the_town()).deleted_in_panel == ("Nachtlager",)


def test_what_never_came_from_a_file_leaves_nothing_behind(store: Store) -> None:
    load(store, the_town())
    with store.session(COORDINATOR) as session:
        write_traeger(session, a_traeger("of-the-panel", name="Neu"), municipality_id=TOWN)
        delete_traeger(session, "of-the-panel")
        assert session.get(tables.GoneRow, "of-the-panel") is None


def test_every_kind_of_entry_that_the_panel_changed_is_left_alone(store: Store) -> None:
    load(store, the_town())
    rows = (
        (tables.MunicipalityRow, TOWN),
        (tables.StadtteilRow, "kai"),
        (tables.TraegerRow, "leer"),
        (tables.ProgrammeRow, "treffpunkt"),
        (tables.LocationRow, "altbau"),
        (tables.EmergencyPlaceRow, entry_id(TOWN, "emergency_place", "homeless_tonight")),
    )
    with store.session(COORDINATOR) as session:
        for kind, key in rows:
            session.get_one(kind, key).name = "Wie im Panel"
        write_angebot(session, an_angebot(location_id="altbau", email="panel@hilfswerk.example"), municipality_id=TOWN)
    before = stored(store)
    report = load(store, the_town())

    assert (report.left_as_edited, report.updated, report.added) == (len(rows) + 1, 0, 0)
    assert asdict(stored(store)) == asdict(before)


def test_a_place_taken_apart_again_follows_its_file_again(store: Store) -> None:
    load(store, the_town())
    with store.session(COORDINATOR) as session:
        merge_locations(session, "altbau", "haus-nord", author=AUTHOR)
    with store.session(COORDINATOR) as session:
        merged = merged_place(session, "altbau", AUTHOR.at)
        assert merged is not None
        assert take_apart(session, merged, author=AUTHOR)
    report = load(store, the_town(locations=(a_location(), a_location("altbau", name="Neubau"))))

    assert (report.updated, report.deleted_in_panel) == (1, ())
    assert stored(store).locations["altbau"].name == "Neubau"


def test_a_place_that_the_files_brought_back_is_not_made_a_second_time(store: Store) -> None:
    load(store, the_town())
    with store.session(COORDINATOR) as session:
        merge_locations(session, "altbau", "haus-nord", author=AUTHOR)
    load(store, the_town(), with_deleted=True)

    with store.session(COORDINATOR) as session:
        assert merged_place(session, "altbau", AUTHOR.at) is None
        assert merged_places(session, TOWN, AUTHOR.at) == ()
