"""Town files are loaded once, updated when they change, and never over what people edited."""

from dataclasses import replace
from pathlib import Path

import pytest

from angebote.model import Town
from angebote.store import Store, tables
from angebote.store.catalogue import list_angebote, read_angebot, read_town, write_angebot
from angebote.store.loading import LoadingError, LoadReport, load_town
from angebote.store.topic_words import read_topic_words, write_topic_words
from angebote.townfiles import TownFile, bundled_towns, read_town_folder
from tests.builders import a_stadtteil, a_town, an_angebot, an_emergency_place
from tests.store.towns import SYSTEM, store_town

EXAMPLE = Path(__file__).parent.parent / "towns" / "beispielstadt"


def load(store: Store, town_file: TownFile) -> LoadReport:
    with store.session(SYSTEM) as session:
        return load_town(session, town_file)


def as_file(town: Town) -> TownFile:
    return TownFile(town=town, angebote=tuple(town.angebote.values()))


def example() -> TownFile:
    found = read_town_folder(EXAMPLE)
    assert isinstance(found, TownFile)
    return found


def test_the_example_town_is_loaded_once_and_unchanged_the_second_time(store: Store) -> None:
    assert load(store, example()) == LoadReport(added=14)
    assert load(store, example()) == LoadReport(unchanged=14)

    with store.session(SYSTEM, is_reading=True) as session:
        town = read_town(session, "beispielstadt")
        angebote = list_angebote(session)
    assert town is not None
    for part in ("stadtteile", "angebote", "emergency_places", "imprint", "privacy_contact", "topic_words"):
        assert getattr(town, part) == getattr(example().town, part)
    assert angebote == list(example().angebote)


def test_loading_the_same_files_again_raises_no_version(store: Store) -> None:
    load(store, example())
    load(store, example())

    with store.session(SYSTEM, is_reading=True) as session:
        assert {one.version for one in list_angebote(session)} == {1}


def test_what_changed_in_the_files_is_updated(store: Store) -> None:
    store_town(store, a_town())
    report = load(store, as_file(a_town(an_angebot(email="neu@hilfswerk.example"), operator="Rathaus")))

    with store.session(SYSTEM, is_reading=True) as session:
        town = read_town(session, "beispielstadt")
    assert report.updated == 2
    assert town is not None
    assert (town.operator, town.angebote["schuldenberatung"].email) == ("Rathaus", "neu@hilfswerk.example")


def test_what_people_edited_is_left_alone(store: Store) -> None:
    store_town(store, a_town())
    with store.session(SYSTEM) as session:
        write_angebot(session, an_angebot(email="panel@hilfswerk.example"), municipality_id="beispielstadt")
        session.get_one(tables.StadtteilRow, "hafen").name = "Kai"
    report = load(store, as_file(a_town(an_angebot(email="datei@hilfswerk.example"))))

    with store.session(SYSTEM, is_reading=True) as session:
        found = read_angebot(session, "schuldenberatung")
    assert report.left_as_edited == 2
    assert found is not None
    assert found.email == "panel@hilfswerk.example"


def test_an_angebot_that_the_files_hold_no_more_is_archived_unless_it_was_edited(store: Store) -> None:
    store_town(store, a_town(an_angebot(), an_angebot("edited"), an_angebot("gone")))
    with store.session(SYSTEM) as session:
        write_angebot(session, an_angebot("edited", email="x@y.example"), municipality_id="beispielstadt")
        write_angebot(session, an_angebot("of-the-panel"), municipality_id="beispielstadt")
    report = load(store, as_file(a_town(an_angebot())))

    with store.session(SYSTEM, is_reading=True) as session:
        states = {one.id: one.status for one in list_angebote(session)}
    assert report.archived == 1
    assert states == {"schuldenberatung": "published", "edited": "published", "gone": "archived", "of-the-panel": "published"}


def test_an_angebot_that_comes_back_into_the_files_is_published_again(store: Store) -> None:
    for town in (a_town(an_angebot(), an_angebot("back")), a_town(an_angebot()), a_town(an_angebot(), an_angebot("back"))):
        store_town(store, town)

    with store.session(SYSTEM, is_reading=True) as session:
        found = read_angebot(session, "back")
    assert found is not None
    assert found.status == "published"


def test_an_entry_of_the_panel_with_the_same_name_is_not_doubled(store: Store) -> None:
    store_town(store, a_town())
    other = a_town(stadtteile=(replace(a_stadtteil("other-id"), slug="hafen"),), locations=(), angebote=(), programmes=())

    with pytest.raises(LoadingError, match="hafen"):
        load(store, as_file(other))


def test_a_second_town_of_the_same_name_is_refused(store: Store) -> None:
    store_town(store, a_town())

    with pytest.raises(LoadingError, match="beispielstadt"):
        load(store, as_file(Town(id="x", slug="beispielstadt", name="B", state="NW", version=1)))


def test_emergency_places_are_updated_with_their_hours(store: Store) -> None:
    store_town(store, a_town())
    place = an_emergency_place(is_always_open=False, schedules=an_angebot().schedules)
    load(store, as_file(a_town(emergency_places=(place,))))

    with store.session(SYSTEM, is_reading=True) as session:
        town = read_town(session, "beispielstadt")
    assert town is not None
    assert town.emergency_places["homeless_tonight"] == place


def test_the_bundled_towns_can_be_loaded(store: Store) -> None:
    for folder in bundled_towns():
        town_file = read_town_folder(folder)
        assert isinstance(town_file, TownFile), "\n".join(map(str, town_file))
        load(store, town_file)
        assert load(store, town_file).updated == 0


def own_words(store: Store) -> dict[str, tuple[str, ...]]:
    with store.session(SYSTEM, is_reading=True) as session:
        return dict(read_topic_words(session, "beispielstadt"))


def test_the_own_words_of_a_town_follow_its_files(store: Store) -> None:
    store_town(store, a_town())
    first = load(store, as_file(a_town(topic_words={"housing": ("Kate", "Bude")})))
    second = load(store, as_file(a_town(topic_words={"housing": ("Bude",), "youth": ("Falken",)})))
    again = load(store, as_file(a_town(topic_words={"housing": ("Bude",), "youth": ("Falken",)})))

    assert (first.added, second.updated, again.updated, again.left_as_edited) == (1, 1, 0, 0)
    assert own_words(store) == {"housing": ("Bude",), "youth": ("Falken",)}
    assert load(store, as_file(a_town())).updated == 1
    assert own_words(store) == {}


@pytest.mark.parametrize("of_the_panel", [{"housing": ("Kate",)}, {"housing": ("Bude", "Kate")}, {}])
def test_own_words_that_the_panel_changed_win_over_the_files(store: Store, of_the_panel: dict[str, tuple[str, ...]]) -> None:
    store_town(store, a_town(topic_words={"housing": ("Kate", "Bude")}))
    with store.session(SYSTEM) as session:
        write_topic_words(session, of_the_panel, municipality_id="beispielstadt")
    report = load(store, as_file(a_town(topic_words={"housing": ("Kate", "Bude", "Hütte")})))

    assert report.left_as_edited == 1
    assert own_words(store) == of_the_panel


def test_own_words_that_the_panel_gave_first_win_over_the_files(store: Store) -> None:
    store_town(store, a_town())
    with store.session(SYSTEM) as session:
        write_topic_words(session, {"housing": ("Kate",)}, municipality_id="beispielstadt")

    assert load(store, as_file(a_town(topic_words={"youth": ("Falken",)}))).left_as_edited == 1
    assert own_words(store) == {"housing": ("Kate",)}


def test_the_imprint_and_the_privacy_contact_follow_the_files_until_the_panel_changes_them(store: Store) -> None:
    store_town(store, a_town())
    load(store, as_file(a_town(imprint="Rathaus", privacy_contact="a@b.example")))
    with store.session(SYSTEM) as session:
        row = session.get_one(tables.MunicipalityRow, "beispielstadt")
        assert (row.imprint, row.privacy_contact) == ("Rathaus", "a@b.example")
        row.imprint = "Panel"
    report = load(store, as_file(a_town(imprint="Datei", privacy_contact="c@d.example")))

    with store.session(SYSTEM, is_reading=True) as session:
        town = read_town(session, "beispielstadt")
    assert town is not None
    assert report.left_as_edited == 1
    assert (town.imprint, town.privacy_contact) == ("Panel", "a@b.example")
