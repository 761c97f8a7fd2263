"""A town's own places for emergencies in the panel, and the national help lines beside them."""

from dataclasses import replace
from datetime import date, time

import pytest

from admin.emergency_form import KINDS
from angebote.findings import needs_check
from angebote.helplines import emergency_plans, help_lines
from angebote.model import EmergencyPlace
from angebote.store import Scope
from angebote.store.municipality import write_emergency_place
from tests.admin.world import PEOPLE, TODAY, Browser, World, fields_on, id_of, plain_words
from tests.builders import a_schedule, an_emergency_place

PATH = "/town/emergency/homeless_tonight"
ALL_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@pytest.fixture
def coordinator(world: World) -> Browser:
    return world.signed_in("coordinator")


def _send(browser: Browser, **changed: object):  # type: ignore[no-untyped-def]
    fields = {"name": "Notschlafstelle", "phone": "0201 5550110", "hours": "täglich 20-8 Uhr"}
    return browser.client.post(PATH, data=fields_on(browser.get(PATH).text) | fields | changed)


def _keep(world: World, place: EmergencyPlace) -> None:
    with world.store.session(Scope.system()) as session:
        write_emergency_place(session, place, municipality_id=id_of("essen"))


def _kept(world: World) -> EmergencyPlace:
    return world.town().emergency_places["homeless_tonight"]


def test_the_places_offered_are_those_that_residents_are_shown() -> None:
    assert set(KINDS) == {plan.place for plan in emergency_plans().values() if plan.place}


def test_a_place_reaches_the_residents_and_the_log(world: World, coordinator: Browser) -> None:
    before = world.town().version
    answer = _send(coordinator, street="Nachtweg 3", is_checked_today="yes")

    found = _kept(world)
    assert answer.headers["location"] == f"/admin/town/emergency?town={id_of('essen')}&done=town-saved"
    assert (found.name, found.phone, found.street, found.checked_on) == (
        "Notschlafstelle",
        "0201 5550110",
        "Nachtweg 3",
        TODAY,
    )
    assert [(one.opens_at, one.closes_at, one.weekdays) for one in found.schedules] == [
        (time(20), time(23, 59), ALL_DAYS),
        (time(0), time(8), ALL_DAYS),
    ]
    assert world.town().version > before
    assert "Es fehlt eine Notunterkunft" not in plain_words(coordinator.get("/town").text)
    assert "Clara hat den Notfall-Ort geändert: Notschlafstelle" in plain_words(coordinator.get("/log").text)


def test_what_is_changed_counts_as_not_checked_but_for_a_tick(world: World, coordinator: Browser) -> None:
    _send(coordinator, is_checked_today="yes")
    _send(coordinator)
    assert _kept(world).checked_on == TODAY, "nothing was changed"

    _send(coordinator, phone="0201 5550111")
    assert _kept(world).checked_on is None
    assert "Noch nicht geprüft" in plain_words(coordinator.get("/town/emergency").text)
    _send(coordinator, phone="0201 5550112", hours="", is_always_open="yes", is_checked_today="yes")
    assert (_kept(world).checked_on, _kept(world).is_always_open, _kept(world).schedules) == (TODAY, True, ())


def test_a_place_is_checked_with_one_press_unless_somebody_changed_it(world: World, coordinator: Browser) -> None:
    _keep(world, an_emergency_place(checked_on=date(2026, 8, 1)))
    page = coordinator.get("/town/emergency").text
    assert "Zuletzt geprüft am 01.08.2026, vor mehr als 90 Tagen." in plain_words(page)
    seen = page.partition("homeless_tonight/checked")[2].partition('name="seen" value="')[2][:16]

    _keep(world, an_emergency_place(checked_on=date(2026, 8, 1), phone="0201 1"))
    answer = coordinator.post(f"{PATH}/checked", {"seen": seen})
    assert answer.headers["location"].endswith("done=changed")
    assert _kept(world).checked_on == date(2026, 8, 1)

    _keep(world, an_emergency_place(checked_on=date(2026, 8, 1)))
    coordinator.post(f"{PATH}/checked", {"seen": seen})
    assert _kept(world) == an_emergency_place(checked_on=TODAY)
    assert "Clara hat den Notfall-Ort geprüft: Notschlafstelle" in plain_words(coordinator.get("/log").text)


def test_a_number_needs_a_look_after_ninety_days() -> None:
    assert needs_check(None, TODAY)
    assert not needs_check(date(2026, 8, 27), TODAY)
    assert needs_check(date(2026, 8, 26), TODAY)


def test_the_times_are_shown_as_they_are_understood_before_they_are_saved(world: World, coordinator: Browser) -> None:
    answer = _send(coordinator, hours="Mo 9-12 Uhr", action="look")

    assert answer.status_code == 200
    assert "Montag 09:00–12:00" in plain_words(answer.text)
    assert 'value="Notschlafstelle"' in answer.text
    assert world.town().emergency_places == {}


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "x" * 201}),
        ("phone", {"phone": ""}),
        ("phone", {"phone": "anrufen"}),
        ("phone", {"phone": "0201" + "()" * 30 + "88"}),
        ("street", {"street": "x" * 201}),
        ("hours", {"hours": ""}),
        ("hours", {"hours": "abends"}),
        ("hours", {"hours": "Mo 9-12 nach Vereinbarung"}),
        ("hours", {"is_always_open": "yes"}),
    ],
)
def test_what_cannot_be_right_gets_a_sentence_at_its_field_and_stays(
    world: World, coordinator: Browser, field: str, changed: dict[str, object]
) -> None:
    answer = _send(coordinator, **({"street": "Nachtweg 3"} | changed))

    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert f'href="#{field}"' in answer.text
    assert field == "street" or "Nachtweg 3" in answer.text
    assert world.town().emergency_places == {}


def test_a_place_is_taken_away(world: World, coordinator: Browser) -> None:
    _keep(world, an_emergency_place(is_always_open=False, schedules=(a_schedule(),)))
    answer = coordinator.post(f"{PATH}/delete")

    assert answer.headers["location"].endswith("done=town-deleted")
    assert world.town().emergency_places == {}
    assert coordinator.post(f"{PATH}/delete").status_code == 404
    assert "Clara hat den Notfall-Ort gelöscht: Notschlafstelle" in plain_words(coordinator.get("/log").text)


def test_a_kind_nobody_is_shown_is_offered_only_if_it_is_there(world: World, coordinator: Browser) -> None:
    assert coordinator.get("/town/emergency/medical").status_code == 404
    _keep(world, replace(an_emergency_place(), kind="medical"))

    assert coordinator.get("/town/emergency/medical").status_code == 200
    assert "wird niemandem gezeigt" in plain_words(coordinator.get("/town/emergency").text)


def test_the_help_lines_of_the_bundesland_are_shown(coordinator: Browser) -> None:
    page = plain_words(coordinator.get("/town/emergency").text)

    assert help_lines()["telefonseelsorge"].number in page
    assert help_lines()["poison_nw"].name in page
    assert help_lines()["poison_north"].name not in page


@pytest.mark.parametrize("who", PEOPLE)
def test_a_place_is_changed_only_by_those_who_look_after_its_town(world: World, who: str) -> None:
    _keep(world, an_emergency_place())
    browser = world.signed_in(who)
    for step in ("", "/checked", "/delete"):
        answer = browser.post(f"{PATH}{step}", {"town": id_of("essen"), "name": "Fremd"})
        may = who in ("coordinator", "operator")
        assert answer.status_code == ((422 if not step else 303) if may else 404), step
    assert ("homeless_tonight" in world.town().emergency_places) == (who not in ("coordinator", "operator"))
