"""Two places put together are two again in one press, with their entries and what waits, for thirty days."""

import pytest

from angebote.model import Location
from angebote.store import Scope
from angebote.store.audit import entries
from angebote.store.history import changes_of
from angebote.store.parts import write_location
from angebote.store.proposals import put_due_in_force
from angebote.store.stadtteile import delete_stadtteil
from angebote.store.tables import LocationRow
from tests.admin.world import ENTRY, PEOPLE, TODAY, Browser, World, an_entry, id_of, plain_words

HOUSE, OTHER, THIRD = id_of("Ort/essen"), id_of("Ort/essen/2"), id_of("Ort/essen/3")
SECOND = id_of("Angebot/Haus Zwei")
MERGED = f"/houses/merged/{HOUSE}"


@pytest.fixture
def coordinator(world: World) -> Browser:
    """A coordinator of a town with three places, in one of which two entries are."""
    with world.store.session(Scope.system()) as session:
        for key, name in ((OTHER, "Rathaus"), (THIRD, "Amt")):
            place = Location(id=key, name=name, street="Markt 1", postcode="45127", city="Essen")
            write_location(session, place, municipality_id=id_of("essen"))
        row = session.get_one(LocationRow, HOUSE)
        row.stadtteil_id, row.loaded_hash, row.position, row.access = id_of("Essen-Süd"), "h", 7, ["lift"]
    world.keep(an_entry("Haus Eins", location_id=HOUSE))
    world.keep(an_entry("Haus Zwei", location_id=HOUSE, status="archived"))
    return world.signed_in("coordinator")


def merge(browser: Browser, gone: str = HOUSE, into: str = OTHER) -> None:
    assert browser.post(f"/houses/{gone}/merge", {"into": into}).status_code == 303


def take_back(world: World, browser: Browser, gone: str = HOUSE) -> str:
    """Take it back a while later and return where that leads."""
    world.clock.pass_time(minutes=1)
    return str(browser.post(f"/houses/merged/{gone}/undo").headers.get("location", ""))


def places(world: World) -> tuple[str | None, str | None]:
    return world.entry().location_id, world.entry(SECOND).location_id


def row_of(world: World) -> dict[str, object]:
    with world.store.session(Scope.system(), is_reading=True) as session:
        row = session.get_one(LocationRow, HOUSE)
        return {column.key: getattr(row, column.key) for column in LocationRow.__table__.columns}


def test_both_are_two_places_again_with_everything_that_moved(world: World, coordinator: Browser) -> None:
    before = row_of(world)
    merge(coordinator)
    seen = plain_words(coordinator.get(MERGED).text)
    version = world.town().version

    assert "Altes Rathaus, Markt 1, 45127 Essen" in seen
    assert "Rathaus, Markt 1, 45127 Essen" in seen
    assert "Clara" in seen
    assert "25.12.2026" in seen
    assert seen.count("Beratung Haus") == 2
    assert take_back(world, coordinator) == f"/admin/houses/{HOUSE}?done=places-apart"
    assert places(world) == (HOUSE, HOUSE)
    assert row_of(world) == before
    assert world.entry(SECOND).status == "archived"
    assert world.town().version > version
    with world.store.session(Scope.system(), is_reading=True) as session:
        newest = changes_of(session, ENTRY)[0]
        log = next((one.author, one.action, one.subject) for one in entries(session, limit=1))
    assert (newest.action, newest.fields) == ("undone", {"location_id": [OTHER, HOUSE]})
    assert log == ("Clara", "places apart", "Altes Rathaus, Markt 1, 45127 Essen")
    assert "Clara hat wieder zwei Orte gemacht aus: Altes Rathaus" in plain_words(coordinator.get("/log").text)


def test_the_way_back_is_found_in_the_list_of_places(world: World, coordinator: Browser) -> None:
    assert MERGED not in coordinator.get("/houses").text
    merge(coordinator)
    assert f'href="/admin{MERGED}"' in coordinator.get("/houses").text
    take_back(world, coordinator)
    assert MERGED not in coordinator.get("/houses").text


def test_what_has_another_place_by_now_stays_there_and_other_changes_are_kept(world: World, coordinator: Browser) -> None:
    merge(coordinator)
    world.clock.pass_time(minutes=1)
    coordinator.send_entry(SECOND, location_id=THIRD, action="save")
    coordinator.send_entry(ENTRY, email="neu@example.org", action="save")

    assert plain_words(coordinator.get(MERGED).text).count("hat inzwischen einen anderen Ort") == 1
    assert take_back(world, coordinator).endswith("?done=places-apart-partly")
    assert places(world) == (HOUSE, THIRD)
    assert world.entry().email == "neu@example.org"


def test_a_change_that_waits_goes_back_too(world: World, coordinator: Browser) -> None:
    coordinator.send_entry(location_id="", action="save")
    coordinator.send_entry(location_id=HOUSE, due_on="2026-11-26", action="save")
    merge(coordinator)
    take_back(world, coordinator)
    with world.store.session(Scope.system()) as session:
        put_due_in_force(session, now=world.clock.now(), today=TODAY.replace(day=26))

    assert world.entry().location_id == HOUSE


def test_a_waiting_change_of_the_place_that_the_joining_made_needless_waits_again(world: World, coordinator: Browser) -> None:
    coordinator.send_entry(location_id=OTHER, email="neu@example.org", due_on="2026-11-26", action="save")
    merge(coordinator)
    take_back(world, coordinator)
    with world.store.session(Scope.system()) as session:
        put_due_in_force(session, now=world.clock.now(), today=TODAY.replace(day=26))

    assert world.entry().location_id == OTHER


def test_one_after_the_other_is_taken_back_in_turn(world: World, coordinator: Browser) -> None:
    merge(coordinator)
    world.clock.pass_time(minutes=1)
    merge(coordinator, OTHER, THIRD)

    assert "Auch er ist inzwischen nicht mehr da." in plain_words(coordinator.get(MERGED).text)
    assert take_back(world, coordinator, OTHER).endswith("?done=places-apart")
    assert places(world) == (OTHER, OTHER)
    assert take_back(world, coordinator).endswith("?done=places-apart")
    assert places(world) == (HOUSE, HOUSE)


def test_a_place_comes_back_without_a_stadtteil_that_is_gone(world: World, coordinator: Browser) -> None:
    merge(coordinator)
    with world.store.session(Scope.system()) as session:
        delete_stadtteil(session, id_of("Essen-Süd"))
    take_back(world, coordinator)

    assert world.town().locations[HOUSE].stadtteil_id is None


def test_a_place_can_be_put_together_once_more(world: World, coordinator: Browser) -> None:
    merge(coordinator)
    take_back(world, coordinator)
    merge(coordinator, HOUSE, THIRD)

    assert places(world) == (THIRD, THIRD)
    assert take_back(world, coordinator).endswith("?done=places-apart")


def test_after_thirty_days_it_stays_as_it_is(world: World, coordinator: Browser) -> None:
    merge(coordinator)
    world.clock.pass_time(days=30)
    coordinator = world.signed_in("coordinator")

    assert coordinator.get(MERGED).status_code == 404
    assert coordinator.post(f"{MERGED}/undo").status_code == 404
    assert MERGED not in coordinator.get("/houses").text
    assert places(world) == (OTHER, OTHER)
    merge(coordinator, OTHER, THIRD)
    assert coordinator.get(f"/houses/merged/{OTHER}").status_code == 200


@pytest.mark.parametrize("who", PEOPLE)
def test_only_those_who_look_after_the_town_take_it_back(world: World, coordinator: Browser, who: str) -> None:
    merge(coordinator)
    browser, may = world.signed_in(who), who in ("coordinator", "operator")

    assert browser.get(MERGED).status_code == (200 if may else 404)
    assert browser.post(f"{MERGED}/undo").status_code == (303 if may else 404)
    assert (HOUSE in world.town().locations) is may
    assert browser.post(f"{MERGED}/undo").status_code == 404


def test_a_place_that_stands_has_nothing_to_take_back(coordinator: Browser) -> None:
    assert coordinator.get(MERGED).status_code == 404
    assert coordinator.get("/houses/merged/x").status_code == 404
