"""The places of a town: changing one, putting two together, a day of one for its door."""

from dataclasses import replace
from datetime import time

import pytest

from angebote.model import Location, Phone, Schedule
from angebote.store import Scope
from angebote.store.audit import entries
from angebote.store.history import changes_of
from angebote.store.parts import write_location
from angebote.store.proposals import put_due_in_force
from tests.admin.world import ENTRY, PEOPLE, TODAY, Browser, World, an_entry, id_of, plain_words

HOUSE, OTHER = id_of("Ort/essen"), id_of("Ort/essen/2")
PATH = f"/houses/{HOUSE}"
FIELDS = {"name": "Altes Rathaus", "street": "Markt 1", "postcode": "45127", "city": "Essen"}


@pytest.fixture
def coordinator(world: World) -> Browser:
    other = Location(id=OTHER, name="Rathaus", street="Markt 1", postcode="45127", city="Essen", latitude=51.45, longitude=7.01)
    with world.store.session(Scope.system()) as session:
        write_location(session, other, municipality_id=id_of("essen"))
    return world.signed_in("coordinator")


def _log(world: World) -> tuple[str, str]:
    with world.store.session(Scope.system(), is_reading=True) as session:
        return next((one.action, one.subject) for one in entries(session, limit=1))


@pytest.mark.parametrize("who", PEOPLE)
def test_places_are_for_those_who_look_after_the_town(world: World, who: str) -> None:
    may = who in ("coordinator", "operator")
    browser = world.signed_in(who)

    for path in (PATH, f"{PATH}/day"):
        assert browser.get(path).status_code == (200 if may else 404)
        assert ("Altes Rathaus" in browser.get(path).text) is may
    assert browser.post(PATH, FIELDS | {"name": "Neu"}).status_code == (303 if may else 404)
    assert world.town().locations[HOUSE].name == ("Neu" if may else "Altes Rathaus")


def test_the_list_counts_entries_and_marks_an_address_that_is_there_twice(world: World, coordinator: Browser) -> None:
    world.keep(an_entry("Haus Eins", location_id=HOUSE))
    with world.store.session(Scope.system()) as session:
        far = Location(id=id_of("fern"), name="Laden", street="Ring 2", postcode="45127", city="Essen")
        write_location(session, far, municipality_id=id_of("essen"))
        write_location(session, replace(far, id=OTHER, name="Rathaus", street="MARKT 1"), municipality_id=id_of("essen"))
    words = plain_words(coordinator.get("/houses").text)

    assert "Altes Rathaus Markt 1, 45127 Essen Einträge: 1 Adresse gibt es zweimal" in words
    assert "Laden Ring 2, 45127 Essen Einträge: 0 Heute" in words


def test_a_changed_place_reaches_residents_and_the_log(world: World, coordinator: Browser) -> None:
    before = world.town().version
    more = {"stadtteil_id": id_of("Essen-Süd"), "access": ["lift", "step_free"], "is_house": "yes"}
    answer = coordinator.post(PATH, FIELDS | {"name": "Neues Rathaus", "street": "Markt 2"} | more)
    house = world.town().locations[HOUSE]

    assert answer.headers["location"] == f"/admin{PATH}?done=saved"
    assert (house.name, house.street, house.stadtteil_id) == ("Neues Rathaus", "Markt 2", id_of("Essen-Süd"))
    assert (house.access, house.is_house) == (("lift", "step_free"), True)
    assert world.town().version > before
    assert _log(world) == ("place changed", "Neues Rathaus")


@pytest.mark.parametrize(
    ("changed", "stays"),
    [
        ({}, True),
        ({"name": "Anders"}, True),
        ({"street": "Ring 5"}, False),
        ({"street": "Markt  1a", "keeps_point": "yes"}, True),
    ],
)
def test_a_place_that_moves_leaves_its_point_on_the_map(
    world: World, coordinator: Browser, changed: dict[str, str], stays: bool
) -> None:
    coordinator.post(f"/houses/{OTHER}", FIELDS | {"name": "Rathaus"} | changed)
    house = world.town().locations[OTHER]

    assert (house.latitude, house.longitude) == ((51.45, 7.01) if stays else (None, None))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("street", "x" * 201),
        ("postcode", "4512"),
        ("city", ""),
        ("stadtteil_id", id_of("Bochum-Nord")),
        ("access", "wings"),
    ],
)
def test_what_cannot_be_right_gets_a_sentence_and_stays(world: World, coordinator: Browser, field: str, value: str) -> None:
    before = world.town().locations
    answer = coordinator.post(PATH, FIELDS | {"city": "Essen am Ort", field: value})

    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert field in ("stadtteil_id", "access") or value in answer.text
    assert field == "city" or "Essen am Ort" in answer.text
    assert world.town().locations == before


def test_two_places_become_one_and_the_entries_move(world: World, coordinator: Browser) -> None:
    world.keep(an_entry("Haus Eins", location_id=HOUSE))
    world.keep(an_entry("Haus Zwei", location_id=HOUSE, status="archived"))
    before = world.town().version
    asked = plain_words(coordinator.get(f"{PATH}/merge?into={OTHER}").text)

    assert "Dieser bleibt, so wie er beschrieben ist: Rathaus, Markt 1, 45127 Essen" in asked
    assert "Einträge, die umziehen: 2" in asked
    assert "30 Tage" in asked
    assert coordinator.post(f"{PATH}/merge", {"into": OTHER}).headers["location"].startswith(f"/admin/houses/merged/{HOUSE}?")
    assert (world.entry().location_id, world.entry(id_of("Angebot/Haus Zwei")).location_id) == (OTHER, OTHER)
    assert set(world.town().locations) == {OTHER}
    assert world.town().version > before
    assert _log(world) == ("places merged", "Altes Rathaus, Markt 1, 45127 Essen -> Rathaus, Markt 1, 45127 Essen")
    with world.store.session(Scope.system(), is_reading=True) as session:
        assert changes_of(session, ENTRY)[0].fields == {"location_id": [HOUSE, OTHER]}


def test_what_waits_and_what_is_taken_back_follows_to_the_place_that_stays(world: World, coordinator: Browser) -> None:
    coordinator.send_entry(location_id=HOUSE, action="save")
    coordinator.send_entry(location_id="", action="save")
    coordinator.send_entry(location_id=HOUSE, due_on="2026-11-26", action="save")
    coordinator.post(f"{PATH}/merge", {"into": OTHER})
    with world.store.session(Scope.system(), is_reading=True) as session:
        emptied = changes_of(session, ENTRY)[0].id
    answer = coordinator.post(f"/angebote/{ENTRY}/history/{emptied}/undo", {"version": world.entry().version})

    assert answer.headers["location"].endswith("done=undone-partly")
    assert world.entry().location_id is None
    with world.store.session(Scope.system()) as session:
        put_due_in_force(session, now=world.clock.now(), today=TODAY.replace(day=26))
    assert world.entry().location_id == OTHER


def test_a_gone_place_that_was_the_only_way_to_an_entry_does_not_come_back(world: World, coordinator: Browser) -> None:
    world.keep(an_entry("Haus Eins", location_id=HOUSE, phones=()))
    coordinator.send_entry(location_id="", phones__0__number="0201 99", action="save")
    with world.store.session(Scope.system(), is_reading=True) as session:
        moved = changes_of(session, ENTRY)[0].id
    coordinator.post(f"{PATH}/merge", {"into": OTHER})
    before = world.entry()
    answer = coordinator.post(f"/angebote/{ENTRY}/history/{moved}/undo", {"version": before.version})

    assert answer.headers["location"].endswith("done=undone-partly")
    assert world.entry() == before


@pytest.mark.parametrize("into", [HOUSE, id_of("Ort/bochum"), "x", ""])
def test_a_place_is_put_together_with_another_one_of_its_town_only(world: World, coordinator: Browser, into: str) -> None:
    assert coordinator.get(f"{PATH}/merge?into={into}").status_code == 404
    assert coordinator.post(f"{PATH}/merge", {"into": into}).status_code == 404
    assert world.signed_in("operator").post(f"{PATH}/merge", {"into": into}).status_code == 404
    assert HOUSE in world.town().locations


def test_the_day_of_a_house_names_what_is_open_in_order_of_time(world: World, coordinator: Browser) -> None:
    def hours(begin: int, day: str, kind: str = "open") -> Schedule:
        return Schedule(opens_at=time(begin), closes_at=time(begin + 2), weekdays=(day,), kind=kind)  # type: ignore[arg-type]

    world.keep(an_entry("Haus Eins", location_id=HOUSE, schedules=(hours(14, "WE"), hours(9, "TH"))))
    world.keep(an_entry("Haus Zwei", location_id=HOUSE, schedules=(hours(9, "WE", "phone"),)))
    world.keep(
        an_entry("Haus Eins", id=id_of("Termin"), location_id=HOUSE, formats=("appointment",), phones=(Phone(number="0201 77"),))
    )
    world.keep(an_entry("Haus Eins", id=id_of("woanders"), location_id=OTHER, schedules=(hours(10, "WE"),)))
    today = plain_words(coordinator.get(f"{PATH}/day").text)
    tomorrow = plain_words(coordinator.get(f"{PATH}/day?day=2026-11-26").text)

    assert "Mittwoch, 25.11.2026 09:00–11:00 🏠 Beratung Haus Zwei Haus Zwei · am Telefon · 📞 0201 123456 14:00–16:00" in today
    assert "Mit Termin 🏠 Beratung Haus Eins Haus Eins · 📞 0201 77" in today
    assert "10:00" not in today
    assert "Donnerstag, 26.11.2026 09:00–11:00 🏠 Beratung Haus Eins" in tomorrow
    assert "An diesem Tag geschlossen 🏠 Beratung Haus Zwei" in tomorrow


@pytest.mark.parametrize("day", ["2026-11-24", "2026-12-03", "gestern", "2026-13-45"])
def test_a_day_that_is_not_offered_is_today(coordinator: Browser, day: str) -> None:
    assert "Mittwoch, 25.11.2026" in coordinator.get(f"{PATH}/day?day={day}").text
    assert "Mittwoch, 02.12.2026" in coordinator.get(f"{PATH}/day?day=2026-12-02").text


def test_an_empty_house_says_so(coordinator: Browser) -> None:
    assert "An diesem Tag ist hier nichts offen." in coordinator.get(f"{PATH}/day").text


def test_a_long_list_of_places_has_pages_and_can_be_searched(world: World, coordinator: Browser) -> None:
    with world.store.session(Scope.system()) as session:
        for number in range(60):
            ring = Location(id=f"h{number}", name=f"Haus {number:02}", street="Ring 1", postcode="45127", city="Essen")
            write_location(session, ring, municipality_id=id_of("essen"))

    assert coordinator.get("/houses").text.count('class="entry"') == 50
    assert coordinator.get("/houses?page=2").text.count('class="entry"') == 12
    assert coordinator.get("/houses?page=99").text.count('class="entry"') == 12
    assert coordinator.get("/houses?words=haus+59").text.count('class="entry"') == 1
    assert coordinator.get("/houses?page=x&words=<b>").text.count('class="entry"') == 0
