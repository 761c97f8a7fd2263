"""The Stadtteile of a town in the panel: their tree, one of them, a new one, taking one away."""

import pytest

from angebote.model import Stadtteil
from tests.admin.world import PEOPLE, Browser, World, an_entry, fields_on, id_of, plain_words

NORD, SUED = id_of("Essen-Nord"), id_of("Essen-Süd")


@pytest.fixture
def coordinator(world: World) -> Browser:
    return world.signed_in("coordinator")


def _send(browser: Browser, stadtteil_id: str = NORD, **changed: object):  # type: ignore[no-untyped-def]
    path = f"/town/stadtteile/{stadtteil_id}"
    return browser.client.post(path, data=fields_on(browser.get(path).text) | changed)


def _add(world: World, browser: Browser, **fields: object) -> Stadtteil:
    before = set(world.town().stadtteile)
    answer = _send(browser, "new", **({"name": "Südviertel", "level": "Stadtteil"} | fields))
    assert answer.status_code == 303, plain_words(answer.text)
    return next(one for id_, one in world.town().stadtteile.items() if id_ not in before)


def test_a_new_stadtteil_reaches_the_residents_and_the_log(world: World, coordinator: Browser) -> None:
    before = world.town().version
    found = _add(
        world,
        coordinator,
        aliases="Süden\nSüdstadt, Südviertel",
        postcodes="45127 45128,45127",
        point="51,4556, 7,0116",
        parent_id=NORD,
        neighbour_ids=[SUED],
        is_choice="yes",
    )

    assert (found.slug, found.level, found.parent_id, found.is_choice) == ("suedviertel", "Stadtteil", NORD, True)
    assert found.aliases == ("Süden", "Südstadt")
    assert found.postcodes == ("45127", "45128")
    assert found.point == (51.4556, 7.0116)
    assert world.town().stadtteile[SUED].neighbour_ids == (found.id,)
    assert world.town().version > before
    assert "Clara hat den Stadtteil hinzugefügt: Südviertel" in plain_words(coordinator.get("/log").text)


def test_two_of_one_name_have_short_names_of_their_own(world: World, coordinator: Browser) -> None:
    assert [_add(world, coordinator).slug for _ in range(2)] == ["suedviertel", "suedviertel-2"]


def test_a_stadtteil_is_changed_and_keeps_its_short_name(world: World, coordinator: Browser) -> None:
    answer = _send(coordinator, name="Nordstadt", point="", is_choice="")

    found = world.town().stadtteile[NORD]
    assert answer.headers["location"] == f"/admin/town/stadtteile?town={id_of('essen')}&done=town-saved"
    assert (found.name, found.slug, found.point, found.is_choice) == ("Nordstadt", "teil-0", None, False)
    assert "nur verstanden" in plain_words(coordinator.get("/town/stadtteile").text)


def test_saving_what_is_there_already_changes_nothing(world: World, coordinator: Browser) -> None:
    _send(coordinator, neighbour_ids=[SUED], point="51.4556 7.0116")
    before = world.town()
    assert _send(coordinator).status_code == 303

    assert world.town().version == before.version
    assert world.town().stadtteile == before.stadtteile


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("level", ""),
        ("level", "x" * 61),
        ("aliases", "x" * 81),
        ("postcodes", "4512"),
        ("postcodes", "45127, Essen"),
        ("postcodes", " ".join(str(number) for number in range(10000, 10061))),
        ("point", "in der Mitte"),
        ("point", "51.4556"),
        ("point", "7.0116, 51.4556"),
        ("point", "48.8566, 2.3522"),
        ("parent_id", "nothing"),
        ("parent_id", NORD),
        ("neighbour_ids", NORD),
        ("neighbour_ids", id_of("Bochum-Nord")),
    ],
)
def test_what_cannot_be_right_gets_a_sentence_at_its_field_and_stays(
    world: World, coordinator: Browser, field: str, typed: str
) -> None:
    before = world.town().version
    answer = _send(coordinator, **{"aliases": "Norden", field: typed})

    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert f'href="#{field}"' in answer.text
    assert field == "aliases" or "Norden" in answer.text
    assert world.town().version == before


def test_a_stadtteil_cannot_lie_in_a_part_of_itself(world: World, coordinator: Browser) -> None:
    inner = _add(world, coordinator, parent_id=NORD)

    assert inner.id not in coordinator.get(f"/town/stadtteile/{NORD}").text.partition("</select>")[0]
    answer = _send(coordinator, parent_id=inner.id)
    assert answer.status_code == 422
    assert "Der liegt selbst in diesem Stadtteil" in plain_words(answer.text)


def test_only_what_nothing_refers_to_is_deleted(world: World, coordinator: Browser) -> None:
    inner = _add(world, coordinator, parent_id=NORD)
    world.keep(an_entry("Haus Eins", version=1, stadtteil_ids=(NORD,)))

    page = plain_words(coordinator.get(f"/town/stadtteile/{NORD}").text)
    assert "Stadtteile, die darin liegen: 1" in page
    assert "Einträge für die Menschen dort: 1" in page
    assert "Diesen Stadtteil löschen" not in page
    coordinator.post(f"/town/stadtteile/{NORD}/delete")
    assert NORD in world.town().stadtteile

    answer = coordinator.post(f"/town/stadtteile/{inner.id}/delete")
    assert answer.headers["location"].endswith("done=town-deleted")
    assert inner.id not in world.town().stadtteile
    assert "Clara hat den Stadtteil gelöscht: Südviertel" in plain_words(coordinator.get("/log").text)


def test_a_change_of_somebody_else_is_not_overwritten_unseen(world: World, coordinator: Browser) -> None:
    opened = fields_on(coordinator.get(f"/town/stadtteile/{NORD}").text)
    _send(world.signed_in("operator"), name="Nordstadt")

    answer = coordinator.client.post(f"/town/stadtteile/{NORD}", data=opened | {"name": "Norden"})

    assert answer.status_code == 422
    assert 'value="Norden"' in answer.text
    assert world.town().stadtteile[NORD].name == "Nordstadt"


@pytest.mark.parametrize("who", PEOPLE)
def test_a_stadtteil_is_there_only_for_those_who_look_after_its_town(world: World, who: str) -> None:
    expected = 200 if who in ("coordinator", "operator") else 404
    browser = world.signed_in(who)

    assert browser.get(f"/town/stadtteile/{NORD}").status_code == expected
    sent = browser.post(f"/town/stadtteile/{NORD}/delete")
    assert sent.status_code == (303 if expected == 200 else 404)
    assert (NORD in world.town().stadtteile) == (expected == 404)
