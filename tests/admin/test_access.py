"""Every route of the panel times every kind of person. The list of routes is taken from the application itself."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI

from angebote.store import Scope
from angebote.store.history import changes_of
from angebote.store.tables import TraegerRow
from tests.admin.world import ENTRY, PEOPLE, World, id_of

MAY_SEE_ENTRY = {"own editor", "lead", "coordinator", "operator"}
MAY_SEE_PEOPLE = {"lead", "coordinator", "coordinator of another town", "operator"}
MAY_SEE_TOWN = {"coordinator", "coordinator of another town", "operator"}
OF_THE_TOWN = ("/town", "/traeger", "/programmes", "/houses", "/duplicates")
# Who may decide about the editor of "Haus Eins".
MAY_DECIDE = {"lead", "coordinator", "operator"}
# What a lead may open of the pages of the town.
OF_A_LEAD = ("/traeger/{traeger_id}",)
OPEN_TO_ALL = {"/sign-in", "/link/{token}", "/still-right/{token}", "/still-right/{token}/{angebot_id}"}
TEXT_OF_ENTRY = "Beratung Haus Eins"


def routes_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield (method, path) of each route of the panel."""
    for included in app.routes:
        for route in getattr(getattr(included, "original_router", None), "routes", ()):
            yield from ((method, route.path) for method in sorted(route.methods))


def address_of(path: str, **ids: str) -> str:
    """Fill the path of a route."""
    return path.format(
        **{
            "angebot_id": ENTRY,
            "change_id": "x",
            "token": "x" * 43,
            "account_id": "x",
            "number": "x",
            "mail_id": "x",
            "proposal_id": "x",
            "first_id": "x",
            "second_id": "x",
            "stamp": "1",
            "town_id": "x",
            "programme_id": "x",
            "house_id": id_of("Ort/essen"),
            "tag": "tr",
            "stadtteil_id": "x",
            "kind": "homeless_tonight",
            "traeger_id": id_of("Haus Eins"),
        }
        | ids
    )


def test_the_list_of_routes_is_really_read_from_the_application(world: World) -> None:
    found = set(routes_of(world.app))

    assert {("GET", "/angebote"), ("POST", "/angebote/{angebot_id}"), ("GET", "/sign-in")} <= found
    assert len(found) >= 16


def test_nobody_reaches_more_than_the_ways_in(world: World) -> None:
    browser = world.browser()

    for method, path in routes_of(world.app):
        if path not in OPEN_TO_ALL:
            answer = browser.client.request(method, address_of(path))
            assert (answer.status_code, answer.headers["location"]) == (303, "/admin/sign-in"), (method, path)
            assert TEXT_OF_ENTRY not in answer.text


@pytest.mark.parametrize("who", PEOPLE)
def test_a_form_without_its_token_is_refused_on_every_route(world: World, who: str) -> None:
    browser = world.signed_in(who)

    for method, path in routes_of(world.app):
        if method == "POST":
            is_hidden = path.startswith(("/people", "/freshness")) and who not in MAY_SEE_PEOPLE
            is_hidden = is_hidden or (path.startswith("/review/towns") and PEOPLE[who].role in ("editor", "lead"))
            is_hidden = is_hidden or (path.startswith(OF_THE_TOWN) and who not in MAY_SEE_TOWN)
            is_hidden = is_hidden and not (who == "lead" and path in OF_A_LEAD)
            for fields in ({}, {"csrf": "0" * 64}, {"csrf": "ü"}):
                answer = browser.client.post(address_of(path), data=fields)
                assert answer.status_code == (404 if is_hidden else 403), (path, fields)
    assert world.entry().version == 1
    assert browser.get("/angebote").status_code == 200


@pytest.mark.parametrize("who", PEOPLE)
def test_an_entry_is_seen_and_changed_only_by_those_it_belongs_to(world: World, who: str) -> None:
    may = who in MAY_SEE_ENTRY
    world.signed_in("operator").send_entry(email="a@example.org")
    with world.store.session(Scope.system(), is_reading=True) as session:
        change = changes_of(session, ENTRY)[0].id
    for method, path in routes_of(world.app):
        if "{angebot_id}" not in path or "{token}" in path:
            continue
        browser, address = world.signed_in(who), address_of(path, change_id=change)
        before = world.entry()
        answer = browser.get(address) if method == "GET" else browser.post(address, {"version": before.version})
        assert answer.status_code in ({200, 303, 422} if may else {404}), (method, path)
        assert may or (TEXT_OF_ENTRY not in answer.text and world.entry() == before)


@pytest.mark.parametrize("who", PEOPLE)
def test_a_person_is_decided_about_only_by_those_who_may(world: World, who: str) -> None:
    anna = world.account("own editor").id
    world.app.state.panel = replace(world.app.state.panel, has_mail_server=True)
    for method, path in routes_of(world.app):
        if "{account_id}" not in path:
            continue
        answer = world.signed_in(who).get(address_of(path, account_id=anna)) if method == "GET" else None
        if answer is None:
            answer = world.signed_in(who).post(address_of(path, account_id=anna), {"name": "Anna", "role": "editor"})
        assert answer.status_code in ({200, 303, 422} if who in MAY_DECIDE else {404}), (method, path)
        assert who in MAY_DECIDE or "anna@example.org" not in answer.text


@pytest.mark.parametrize("who", PEOPLE)
def test_what_a_traeger_says_of_itself_is_changed_only_by_its_lead_and_by_those_who_look_after_the_town(
    world: World, who: str
) -> None:
    browser = world.signed_in(who)
    may_change = {"Haus Eins": MAY_DECIDE, "Haus Zwei": {"coordinator", "operator"}, "Haus Drei": MAY_SEE_TOWN - {"coordinator"}}
    for house, allowed in may_change.items():
        path = f"/traeger/{id_of(house)}"
        shown, answer = browser.get(path), browser.post(path, {"name": f"{house} neu", "aliases": "", "website": ""})
        with world.store.session(Scope.system(), is_reading=True) as session:
            name = session.get_one(TraegerRow, id_of(house)).name

        assert (shown.status_code, answer.status_code) == ((200, 303) if who in allowed else (404, 404)), house
        assert (house in shown.text, name != house) == (who in allowed, who in allowed), house


@pytest.mark.parametrize("who", PEOPLE)
def test_people_see_the_people_they_look_after(world: World, who: str) -> None:
    answer = world.signed_in(who).get("/people")
    shown = {one.name for one in PEOPLE.values() if f"{one.address}</bdi>" in answer.text}

    assert (
        shown
        == {
            "own editor": set(),
            "editor of another Traeger": set(),
            "lead": {"Anna", "Lena"},
            "coordinator": {"Anna", "Lena", "Ben", "Clara"},
            "coordinator of another town": {"Dora"},
            "operator": {one.name for one in PEOPLE.values()},
        }[who]
    )
    assert answer.status_code == (200 if who in MAY_SEE_PEOPLE else 404)


@pytest.mark.parametrize("who", PEOPLE)
def test_the_list_shows_only_what_belongs_to_the_person(world: World, who: str) -> None:
    page = world.signed_in(who).get("/angebote?filter=all").text
    shown = {house for house in ("Haus Eins", "Haus Zwei", "Haus Drei") if f"Beratung {house}" in page}

    assert (
        shown
        == {
            "own editor": {"Haus Eins"},
            "lead": {"Haus Eins"},
            "editor of another Traeger": {"Haus Zwei"},
            "coordinator": {"Haus Eins", "Haus Zwei"},
            "coordinator of another town": {"Haus Drei"},
            "operator": {"Haus Eins", "Haus Zwei", "Haus Drei"},
        }[who]
    )


@pytest.mark.parametrize("who", ["editor of another Traeger", "coordinator of another town"])
def test_nobody_writes_an_entry_for_a_foreign_traeger(world: World, who: str) -> None:
    browser = world.signed_in(who)
    fields = {"traeger_id": id_of("Haus Eins"), "texts.de.name": "Fremd", "email": "a@example.org", "action": "save"}

    assert browser.get(f"/angebote/new?traeger={id_of('Haus Eins')}").status_code == 404
    assert browser.post("/angebote/new", fields).status_code == 404
    assert "Fremd" not in world.signed_in("operator").get("/angebote").text


def test_an_editor_cannot_hand_an_entry_to_another_traeger(world: World) -> None:
    answer = world.signed_in("own editor").send_entry(traeger_id=id_of("Haus Zwei"), action="save")

    assert answer.status_code == 422
    assert world.entry().traeger_id == id_of("Haus Eins")


def test_a_place_of_another_town_cannot_be_chosen(world: World) -> None:
    answer = world.signed_in("coordinator").send_entry(location_id=id_of("Ort/bochum"), action="save")

    assert answer.status_code == 422
    assert world.entry().location_id is None


def test_a_town_named_in_the_address_opens_nothing_foreign(world: World) -> None:
    page = world.signed_in("coordinator").get(f"/angebote?town={id_of('bochum')}").text

    assert "Haus Drei" not in page


def test_pages_are_never_kept_by_the_browser(world: World) -> None:
    browser = world.signed_in("operator")

    for path in ("/angebote", f"/angebote/{ENTRY}", "/password", "/nothing-here"):
        assert browser.get(path).headers["cache-control"] == "no-store"
