"""The organisations of a town: the list, adding, changing, deleting what nothing belongs to."""

import pytest

from angebote.model import Programme
from angebote.store import Scope
from angebote.store.audit import entries
from angebote.store.parts import write_programme
from tests.admin.world import PEOPLE, Browser, World, an_entry, id_of, plain_words


@pytest.fixture
def coordinator(world: World) -> Browser:
    return world.signed_in("coordinator")


def _add(browser: Browser, name: str, **more: str) -> str:
    """Add an organisation of Essen and return its id."""
    answer = browser.post("/traeger/new", {"town": id_of("essen"), "name": name, **more})
    assert answer.status_code == 303, plain_words(answer.text)
    return next(
        id_
        for id_ in (part.partition('"')[0] for part in browser.get("/traeger").text.split("/admin/traeger/"))
        if _is_called(browser, id_, name)
    )


def _is_called(browser: Browser, id_: str, name: str) -> bool:
    return len(id_) == 36 and f"<h1><bdi>{name}</bdi></h1>" in browser.get(f"/traeger/{id_}").text


def _log(world: World) -> list[tuple[str, str, str]]:
    with world.store.session(Scope.system(), is_reading=True) as session:
        return [(one.author, one.action, one.subject) for one in entries(session, limit=1)]


@pytest.mark.parametrize("who", PEOPLE)
def test_the_list_shows_the_organisations_of_the_own_town_to_those_who_look_after_it(world: World, who: str) -> None:
    answer = world.signed_in(who).get("/traeger")
    shown = {name for name in ("Haus Eins", "Haus Zwei", "Haus Drei") if f"<bdi>{name}</bdi>" in answer.text}
    expected = {
        "coordinator": {"Haus Eins", "Haus Zwei"},
        "coordinator of another town": {"Haus Drei"},
        "operator": {"Haus Drei"},
    }

    assert shown == expected.get(who, set())
    assert answer.status_code == (200 if who in expected else 404)


def test_the_list_counts_entries_and_people(world: World, coordinator: Browser) -> None:
    world.keep(an_entry("Haus Eins", id=id_of("noch eins"), version=1))
    words = plain_words(coordinator.get("/traeger").text)

    assert "Haus Eins Einträge: 2 Personen: 2" in words
    assert "Haus Zwei Einträge: 1 Personen: 1" in words


def test_a_lead_changes_the_own_organisation_and_the_log_says_so(world: World) -> None:
    lead, path = world.signed_in("lead"), f"/traeger/{id_of('Haus Eins')}"
    page = lead.get(path).text
    answer = lead.post(path, {"name": "Haus Eins", "aliases": "Eins", "website": "https://eins.example.org"})
    found = world.town().traeger[id_of("Haus Eins")]

    assert f'href="/admin{path}"' in lead.get("/people").text
    assert "/delete" not in page
    assert "/admin/traeger?" not in page
    assert answer.headers["location"] == f"/admin{path}?done=saved"
    assert (found.aliases, found.website) == (("Eins",), "https://eins.example.org")
    assert _log(world) == [("Lena", "organisation changed", "Haus Eins")]
    assert "Lena hat den Träger geändert: Haus Eins" in plain_words(world.signed_in("coordinator").get("/log").text)


def test_a_lead_neither_adds_nor_deletes_an_organisation_nor_sees_the_list(world: World) -> None:
    lead, path = world.signed_in("lead"), f"/traeger/{id_of('Haus Eins')}"

    for page in ("/traeger", "/traeger/new", f"{path}/delete"):
        assert lead.get(page).status_code == 404, page
    assert lead.post("/traeger/new", {"town": id_of("essen"), "name": "Neu"}).status_code == 404
    assert lead.post(f"{path}/delete").status_code == 404
    assert lead.post(path, {"name": "Haus Zwei"}).status_code == 422
    assert {one.name for one in world.town().traeger.values()} == {"Haus Eins", "Haus Zwei"}


def test_only_leads_are_led_to_the_page_of_their_organisation_from_people(world: World, coordinator: Browser) -> None:
    assert "/admin/traeger/" not in coordinator.get("/people").text


def test_a_new_organisation_reaches_residents_and_the_log(world: World, coordinator: Browser) -> None:
    before = world.town().version
    traeger_id = _add(coordinator, "Haus Neu", aliases="Neues Haus, Neu e.V.", website="https://neu.example.org")
    found = world.town().traeger[traeger_id]

    assert (found.name, found.aliases, found.website) == ("Haus Neu", ("Neues Haus", "Neu e.V."), "https://neu.example.org")
    assert world.town().version > before
    assert _log(world) == [("Clara", "organisation added", "Haus Neu")]
    assert "Clara hat den Träger hinzugefügt: Haus Neu" in plain_words(coordinator.get("/log").text)


def test_other_names_are_changed(world: World, coordinator: Browser) -> None:
    before, path = world.town().version, f"/traeger/{id_of('Haus Eins')}"

    answer = coordinator.post(path, {"name": "Haus Eins", "aliases": "Eins\nErstes Haus", "website": ""})

    assert answer.headers["location"] == f"/admin{path}?done=saved"
    assert world.town().traeger[id_of("Haus Eins")].aliases == ("Eins", "Erstes Haus")
    assert world.town().version > before
    assert _log(world) == [("Clara", "organisation changed", "Haus Eins")]


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 201), ("name", "haus ZWEI"), ("aliases", "x" * 81), ("website", "http://neu.example.org")],
)
def test_what_cannot_be_right_gets_a_sentence_and_stays(world: World, coordinator: Browser, field: str, value: str) -> None:
    for path in ("/traeger/new", f"/traeger/{id_of('Haus Eins')}"):
        answer = coordinator.post(path, {"town": id_of("essen"), "name": "Haus Gut", "aliases": "Gut", field: value})

        assert answer.status_code == 422
        assert f'id="{field}-fault"' in answer.text
        assert value in answer.text
        assert ("Haus Gut" in answer.text) is (field != "name")
    assert {one.name for one in world.town().traeger.values()} == {"Haus Eins", "Haus Zwei"}


@pytest.mark.parametrize("status", ["published", "archived"])
def test_an_organisation_with_entries_is_not_deleted(world: World, coordinator: Browser, status: str) -> None:
    traeger_id = _add(coordinator, "Haus Neu")
    world.keep(an_entry("Haus Neu", traeger_id=traeger_id, status=status))
    page = coordinator.get(f"/traeger/{traeger_id}").text

    assert "/delete" not in page
    assert "Einträge, auch archivierte: 1" in page
    assert coordinator.get(f"/traeger/{traeger_id}/delete").status_code == 303
    assert coordinator.post(f"/traeger/{traeger_id}/delete").headers["location"] == f"/admin/traeger/{traeger_id}"
    assert traeger_id in world.town().traeger


def test_an_organisation_with_people_is_deleted_only_when_their_access_has_ended(world: World, coordinator: Browser) -> None:
    traeger_id = _add(coordinator, "Haus Neu")
    person = {"name": "Nele", "address": "nele@example.org", "role": "editor", "traeger": traeger_id}
    coordinator.post("/people/new", person)
    nele = next(part[:36] for part in coordinator.get("/people").text.split("/people/") if "<bdi>Nele</bdi>" in part[:60])

    coordinator.post(f"/traeger/{traeger_id}/delete")
    assert traeger_id in world.town().traeger

    coordinator.post(f"/people/{nele}/end")
    coordinator.post(f"/traeger/{traeger_id}/delete")
    assert traeger_id not in world.town().traeger
    assert _log(world) == [("Clara", "organisation deleted", "Haus Neu")]
    assert coordinator.get(f"/people/{nele}").status_code == 200


def test_a_deleted_organisation_leaves_its_programmes(world: World, coordinator: Browser) -> None:
    traeger_id = _add(coordinator, "Haus Neu")
    carriers = (traeger_id, id_of("Haus Eins"))
    with world.store.session(Scope.system()) as session:
        write_programme(
            session, Programme(id=id_of("Lotsen"), name="Lotsen", traeger_ids=carriers), municipality_id=id_of("essen")
        )

    assert "Er gehört dann nicht mehr zu: Lotsen" in plain_words(coordinator.get(f"/traeger/{traeger_id}/delete").text)
    assert coordinator.post(f"/traeger/{traeger_id}/delete").headers["location"].endswith("done=deleted")
    assert world.town().programmes[id_of("Lotsen")].traeger_ids == (id_of("Haus Eins"),)


def test_an_organisation_of_another_town_is_not_there(world: World, coordinator: Browser) -> None:
    path = f"/traeger/{id_of('Haus Drei')}"

    assert coordinator.get(path).status_code == 404
    assert coordinator.post(path, {"name": "Fremd"}).status_code == 404
    assert coordinator.get(f"{path}/delete").status_code == 404
    assert coordinator.post(f"{path}/delete").status_code == 404
    assert coordinator.post("/traeger/new", {"town": id_of("bochum"), "name": "Fremd"}).status_code == 404
    assert coordinator.get(f"/traeger?town={id_of('bochum')}").status_code == 404


def test_an_operator_chooses_the_town(world: World) -> None:
    page = world.signed_in("operator").get(f"/traeger?town={id_of('essen')}").text

    assert "Haus Zwei" in page
    assert "Haus Drei" not in page
