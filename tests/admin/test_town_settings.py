"""What a town says of itself: who runs the service, its other names, the telephone of the town hall."""

import re

import pytest

from angebote.store import Scope
from angebote.store.audit import entries
from tests.admin.world import Browser, World, fields_on, id_of, plain_words


@pytest.fixture
def coordinator(world: World) -> Browser:
    return world.signed_in("coordinator")


def _send(browser: Browser, **changed: object):  # type: ignore[no-untyped-def]
    fields = fields_on(browser.get("/town/settings").text) | {"operator": "Sozialamt Essen, Markt 1, 0201 88-0"} | changed
    return browser.client.post("/town/settings", data=fields)


def test_what_a_coordinator_types_reaches_the_residents_and_the_log(world: World, coordinator: Browser) -> None:
    before = world.town().version

    answer = _send(
        coordinator,
        aliases="Stadt Essen\nEssen an der Ruhr, Stadt Essen",
        general_advice_phone="0201 88-0",
        imprint="Stadt Essen\nPorscheplatz, 45121 Essen",
        privacy_contact="datenschutz@essen.example",
    )

    town = world.town()
    assert answer.headers["location"] == f"/admin/town/settings?town={id_of('essen')}&done=town-saved"
    assert town.operator == "Sozialamt Essen, Markt 1, 0201 88-0"
    assert town.aliases == ("Stadt Essen", "Essen an der Ruhr")
    assert town.general_advice_phone == "0201 88-0"
    assert town.imprint == "Stadt Essen\nPorscheplatz, 45121 Essen"
    assert town.privacy_contact == "datenschutz@essen.example"
    assert town.version > before
    assert "Clara hat die Angaben geändert zu Essen" in plain_words(coordinator.get("/log").text)


def test_saving_what_is_there_already_changes_and_notes_nothing(world: World, coordinator: Browser) -> None:
    _send(coordinator)
    before = world.town().version
    _send(coordinator)

    assert world.town().version == before
    with world.store.session(Scope.system(), is_reading=True) as session:
        assert len(entries(session, limit=9)) == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("operator", ""),
        ("operator", "x" * 301),
        ("aliases", "x" * 81),
        ("aliases", "\n".join(f"Name {number}" for number in range(61))),
        ("general_advice_phone", "anrufen"),
        ("imprint", "x" * 4001),
        ("privacy_contact", "x" * 301),
        ("general_advice_phone", "0201" + "()" * 30 + "88"),
    ],
)
def test_what_cannot_be_right_gets_a_sentence_at_its_field_and_stays(
    world: World, coordinator: Browser, field: str, typed: str
) -> None:
    before = world.town().version
    answer = _send(coordinator, **{"aliases": "Ruhrstadt", field: typed})

    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert f'href="#{field}"' in answer.text
    assert field == "aliases" or "Ruhrstadt" in answer.text
    assert world.town().version == before


def test_a_change_of_somebody_else_is_not_overwritten_unseen(world: World, coordinator: Browser) -> None:
    opened = fields_on(coordinator.get("/town/settings").text)
    _send(world.signed_in("operator"), town=id_of("essen"), seen=opened["seen"], operator="Amt für Soziales")

    answer = coordinator.client.post("/town/settings", data=opened | {"operator": "Mein Text"})

    assert answer.status_code == 422
    assert "Mein Text" in answer.text
    assert world.town().operator == "Amt für Soziales"
    again = re.search(r'name="seen" value="(\w+)"', answer.text)
    assert again is not None
    coordinator.client.post("/town/settings", data=opened | {"operator": "Mein Text", "seen": again[1]})
    assert world.town().operator == "Mein Text", "whoever has seen it may decide"


def test_another_town_is_not_there(world: World, coordinator: Browser) -> None:
    assert coordinator.get(f"/town/settings?town={id_of('bochum')}").status_code == 404
    assert _send(coordinator, town=id_of("bochum")).status_code == 404
