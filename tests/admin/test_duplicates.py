"""Two entries that are probably one: found, told apart, put together - and taken back."""

import re
from dataclasses import replace

import pytest

from angebote.model import AngebotText, Phone, SpokenLanguage
from angebote.store import Scope
from angebote.store.history import Author, changes_of
from angebote.store.proposals import propose
from tests.admin.world import ENTRY, PEOPLE, TODAY, Browser, World, an_entry, id_of, plain_words

OTHER = id_of("doppelt")


@pytest.fixture
def coordinator(world: World) -> Browser:
    world.keep(replace(world.entry(id_of("Angebot/Haus Zwei")), phones=(Phone(number="0201 777777"),)))
    world.keep(
        an_entry(
            "Haus Zwei",
            id=OTHER,
            texts={"de": AngebotText(name="Beratung im Haus Eins", does="Wir beraten."), "en": AngebotText(name="Advice")},
            topics=("housing", "money_debt"),
            phones=(Phone(number="+49 201 123456"), Phone(number="0201 99999", note="mittags")),
            email="zwei@example.org",
            languages=(SpokenLanguage(tag="ar"),),
            stadtteil_ids=(id_of("Essen-Nord"),),
            status="draft",
        )
    )
    return world.signed_in("coordinator")


def path_of(page: str) -> str:
    """Return the path of the first pair on the page of pairs."""
    return re.findall(r'class="button" href="/admin(/duplicates/[^"]+)"', page)[0]


def side_of(path: str, angebot_id: str) -> str:
    return "first" if path.split("/")[2] == angebot_id else "second"


def chosen_on(page: str) -> dict[str, str]:
    """Return what a browser would send for the page of a pair."""
    fields = dict(re.findall(r'name="(version\.\w+)" value="(\d+)"', page))
    return fields | dict(re.findall(r'type="radio" name="([^"]+)" value="([^"]+)" checked', page))


def test_a_pair_is_shown_with_what_it_has_in_common(coordinator: Browser) -> None:
    page = plain_words(coordinator.get("/duplicates").text)

    assert "Beratung im Haus Eins" in page
    assert "dieselbe Telefonnummer" in page
    assert "Gefunden: 1" in page


def test_pairs_are_looked_for_in_the_own_town_only(world: World, coordinator: Browser) -> None:
    foreign = world.signed_in("coordinator of another town")

    assert "Haus Eins" not in foreign.get("/duplicates").text
    assert foreign.get(path_of(coordinator.get("/duplicates").text)).status_code == 404
    assert coordinator.get(f"/duplicates/{ENTRY}/{id_of('Angebot/Haus Drei')}").status_code == 404
    assert coordinator.get(f"/duplicates/{ENTRY}/{ENTRY}").status_code == 404
    assert world.signed_in("operator").get(f"/duplicates/{ENTRY}/{id_of('Angebot/Haus Drei')}").status_code == 404


@pytest.mark.parametrize("who", ["own editor", "lead", "editor of another Traeger"])
def test_staff_of_a_traeger_do_not_have_the_desk(world: World, coordinator: Browser, who: str) -> None:
    path = path_of(coordinator.get("/duplicates").text)
    browser = world.signed_in(who)

    assert [browser.get(one).status_code for one in ("/duplicates", path)] == [404, 404]
    assert [browser.post(f"{path}{step}").status_code for step in ("", "/apart", "/again")] == [404, 404, 404]
    assert "Entered twice" not in browser.get("/angebote?lang=en").text


def test_two_that_are_two_are_remembered_and_may_be_compared_again(coordinator: Browser) -> None:
    path = path_of(coordinator.get("/duplicates").text)
    answer = coordinator.post(f"{path}/apart")
    page = plain_words(coordinator.get("/duplicates").text)

    assert answer.headers["location"].endswith("/duplicates?done=apart")
    assert "Gefunden: 0" in page
    assert "Clara" in page
    assert "Clara sagte, dass dies zwei sind" in plain_words(coordinator.get("/log").text)
    coordinator.post(f"{path}/apart")
    coordinator.post(f"{path}/again")
    assert "Gefunden: 1" in plain_words(coordinator.get("/duplicates").text)
    assert coordinator.post(f"{path}/again").status_code == 404


def test_what_residents_see_is_proposed_to_stay_and_lists_are_put_together(world: World, coordinator: Browser) -> None:
    path = path_of(coordinator.get("/duplicates").text)
    fields = chosen_on(coordinator.get(path).text)
    answer = coordinator.post(path, fields)
    whole, other = world.entry(), world.entry(OTHER)

    assert fields["keep"] == side_of(path, ENTRY)
    assert answer.headers["location"].endswith(f"/angebote/{ENTRY}?done=merged")
    assert whole.topics[0] == "housing"
    assert set(whole.topics) == {"housing", "money_debt"}
    assert {phone.number[-6:] for phone in whole.phones} == {"123456", " 99999"}
    assert (whole.email, whole.status, whole.stadtteil_ids) == ("zwei@example.org", "published", ())
    assert [one.tag for one in whole.languages] == ["ar"]
    assert whole.texts["de"] == AngebotText(name="Beratung Haus Eins", does="Wir hören zu.")
    assert whole.texts["en"].name == "Advice"
    assert other.status == "archived"
    assert {one.angebot_id for one in other.instead} == {ENTRY}
    town = world.town()
    assert town.moved == {OTHER: ENTRY}
    assert town.successor_of(OTHER) == town.angebote[ENTRY]


def test_each_field_comes_from_where_it_was_chosen(world: World, coordinator: Browser) -> None:
    path = path_of(coordinator.get("/duplicates").text)
    other = side_of(path, OTHER)
    fields = chosen_on(coordinator.get(path).text)
    fields |= {name: other for name in fields if name.startswith("part.")}
    coordinator.post(path, fields | {"keep": other})
    whole = world.entry(OTHER)

    assert whole.texts["de"] == AngebotText(name="Beratung im Haus Eins", does="Wir beraten.")
    assert whole.traeger_id == id_of("Haus Zwei")
    assert whole.status == "published", "residents saw one of both, so they see the one that stays"
    assert world.entry().status == "archived"


def test_putting_together_is_taken_back_in_the_histories(world: World, coordinator: Browser) -> None:
    before = {one: world.entry(one) for one in (ENTRY, OTHER)}
    path = path_of(coordinator.get("/duplicates").text)
    coordinator.post(path, chosen_on(coordinator.get(path).text))
    history = coordinator.get(f"/angebote/{OTHER}/history").text
    assert "legte dies in einen anderen Eintrag" in history
    assert f"/angebote/{ENTRY}" in history
    assert "Clara hat zusammengelegt" in plain_words(coordinator.get("/log").text)

    for one in before:
        with world.store.session(Scope.system(), is_reading=True) as session:
            change = changes_of(session, one)[0].id
        coordinator.post(f"/angebote/{one}/history/{change}/undo", {"version": world.entry(one).version})

    assert world.town().moved == {}
    assert {one: replace(world.entry(one), version=1) for one in before} == {
        one: replace(angebot, version=1) for one, angebot in before.items()
    }


def test_nothing_is_put_together_if_somebody_was_faster(world: World, coordinator: Browser) -> None:
    path = path_of(coordinator.get("/duplicates").text)
    fields = chosen_on(coordinator.get(path).text)
    world.keep(replace(world.entry(OTHER), checked_on=TODAY))
    answer = coordinator.post(path, fields)

    assert answer.headers["location"].endswith("done=changed")
    assert world.entry(OTHER).status == "draft"


def test_a_change_that_waits_is_decided_first(world: World, coordinator: Browser) -> None:
    with world.store.session(Scope.system()) as session:
        entry = world.entry(OTHER)
        author = Author(name="Ben", at=world.clock.now())
        propose(session, entry, replace(entry, status="published"), author=author, state="open", due_on=None)
    path = path_of(coordinator.get("/duplicates").text)
    answer = coordinator.post(path, chosen_on(coordinator.get(path).text))

    assert answer.status_code == 422
    assert "Eine Änderung an „Beratung im Haus Eins“" in plain_words(answer.text)
    assert world.entry(OTHER).status == "draft"


def test_a_choice_that_leaves_no_way_to_reach_it_is_refused_and_kept_on_the_page(world: World, coordinator: Browser) -> None:
    world.keep(replace(world.entry(OTHER), phones=(), email="zwei@example.org"))
    path = f"/duplicates/{ENTRY}/{OTHER}"
    fields = chosen_on(coordinator.get(path).text)
    answer = coordinator.post(path, fields | {"part.phones": "second", "part.email": "first"})

    assert answer.status_code == 422
    assert chosen_on(answer.text)["part.phones"] == "second"
    assert "mindestens einen Weg" in plain_words(answer.text)
    assert world.entry(OTHER).status == "draft"


def test_odd_choices_count_as_none(world: World, coordinator: Browser) -> None:
    path = path_of(coordinator.get("/duplicates").text)
    fields = chosen_on(coordinator.get(path).text)
    answer = coordinator.post(path, fields | {"keep": "x", "part.email": "both", "part.phones": "x", "part.version": "first"})

    assert answer.status_code == 303
    assert world.entry().email == "zwei@example.org"


@pytest.mark.parametrize("who", PEOPLE)
def test_only_coordinators_and_operators_find_the_way(world: World, who: str) -> None:
    may = PEOPLE[who].role in ("coordinator", "operator")

    assert world.signed_in(who).get("/duplicates").status_code == (200 if may else 404)
