"""The town at a glance, the log, and copying an entry."""

import pytest

from angebote.coverage import coverage
from tests.admin.world import ENTRY, PEOPLE, World, an_entry, id_of, plain_words
from tests.builders import a_town, an_angebot


def test_a_cell_tells_what_is_in_the_stadtteil_from_what_serves_the_whole_town() -> None:
    own = an_angebot("own", stadtteil_ids=("altendorf",), location_id=None)
    standing = an_angebot("standing")
    everywhere = an_angebot("everywhere", location_id=None)
    cells = coverage(a_town(own, standing, everywhere))["money_debt"]

    assert (cells["altendorf"].here, cells["altendorf"].whole_town) == (1, 2)
    assert (cells["nordviertel"].here, cells["nordviertel"].whole_town) == (1, 1)
    assert (cells["hafen"].here, cells["hafen"].whole_town) == (1, 2), "what serves the Stadtteil above serves it too"


def test_a_topic_nobody_helps_with_is_an_empty_cell() -> None:
    cells = coverage(a_town(an_angebot()))

    assert all(cell.is_empty for cell in cells["grief"].values())
    assert not any(cell.is_empty for cell in cells["money_debt"].values())


def test_the_page_of_the_town_says_what_is_missing_and_where_nobody_helps(world: World) -> None:
    page = plain_words(world.signed_in("coordinator").get("/town").text)

    assert "Essen-Nord" in page
    assert "Es fehlt eine Notunterkunft" in page
    assert "0 + 2" in page
    assert "keine" in page
    assert "Bochum" not in page


@pytest.mark.parametrize("who", PEOPLE)
def test_town_and_log_are_for_coordinators_and_operators(world: World, who: str) -> None:
    expected = 200 if PEOPLE[who].role in ("coordinator", "operator") else 404
    browser = world.signed_in(who)

    assert browser.get("/town").status_code == expected
    assert browser.get("/log").status_code == expected


def test_the_log_shows_what_was_done_in_the_own_town_only(world: World) -> None:
    world.signed_in("lead").post(f"/people/{world.account('own editor').id}/link")

    assert "Lena hat einen Anmelde-Link erstellt für anna@example.org" in plain_words(
        world.signed_in("coordinator").get("/log").text
    )
    assert "anna@example.org" not in world.signed_in("coordinator of another town").get("/log").text
    assert "Alle Siegel sind unversehrt" in world.signed_in("operator").get("/log").text


def test_the_log_has_pages(world: World) -> None:
    lead, anna = world.signed_in("lead"), world.account("own editor").id
    for _ in range(52):
        lead.post(f"/people/{anna}/link")
    page = world.signed_in("coordinator").get("/log").text
    older = page.split("?before=")[1].split('"')[0]

    assert page.count("<tr>") == 51
    assert world.signed_in("coordinator").get(f"/log?before={older}").text.count("<tr>") == 3
    assert world.signed_in("coordinator").get("/log?before=x").status_code == 200


def test_a_copy_is_a_draft_that_nobody_has_checked(world: World) -> None:
    answer = world.signed_in("own editor").post(f"/angebote/{ENTRY}/copy")
    copied = world.entry(answer.headers["location"].split("/")[-1].partition("?")[0])

    assert copied.id != ENTRY
    assert copied.texts["de"].name == "Kopie von Beratung Haus Eins"
    assert (copied.status, copied.checked_on, copied.traeger_id) == ("draft", None, id_of("Haus Eins"))
    assert copied.phones == world.entry().phones


def test_a_copy_of_a_long_name_still_fits(world: World) -> None:
    text = world.entry().texts["de"]
    world.keep(an_entry("Haus Eins", id=id_of("lang"), version=1, texts={"de": type(text)(name="x" * 300)}))
    answer = world.signed_in("own editor").post(f"/angebote/{id_of('lang')}/copy")

    assert answer.status_code == 303
