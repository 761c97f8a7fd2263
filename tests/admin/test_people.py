"""Inviting people, changing what they may do, ending it, handing over."""

import re

from admin.staff import end_due
from angebote.store import Scope
from angebote.store.audit import broken_entries, entries
from angebote.store.tables import AuditRow
from tests.admin.world import PASSWORD, SERVER, Browser, World, id_of, plain_words

NEW = {"address": " Neu@Example.org ", "name": "Nele Neu", "role": "editor", "traeger": [id_of("Haus Eins")]}


def link_on(page: str) -> str:
    found = re.search(r'value="http://testserver/admin(/link/[^"]+)"', page)
    assert found is not None
    return found[1]


def enter(world: World, link: str) -> Browser:
    browser = world.browser()
    assert browser.post(link, page=link).status_code == 303
    return browser


def test_a_lead_invites_an_editor_who_comes_in_and_sees_the_entries_of_that_traeger(world: World) -> None:
    answer = world.signed_in("lead").post("/people/new", NEW)
    newcomer = enter(world, link_on(answer.text))

    assert "neu@example.org" in plain_words(answer.text)
    assert "Beratung Haus Eins" in newcomer.get("/angebote").text
    assert newcomer.get("/people").status_code == 404


def test_nobody_invites_beyond_their_own_rights(world: World) -> None:
    for who, wanted in (
        ("lead", {"role": "coordinator", "town": id_of("essen")}),
        ("lead", {"role": "operator"}),
        ("lead", {"role": "editor", "traeger": [id_of("Haus Zwei")]}),
        ("coordinator", {"role": "operator"}),
        ("coordinator", {"role": "editor", "traeger": [id_of("Haus Drei")]}),
    ):
        answer = world.signed_in(who).post("/people/new", NEW | {"traeger": []} | wanted)
        assert answer.status_code == 422, (who, wanted)
        assert "Nele Neu" in answer.text, "what was typed stays"
    assert "neu@example.org" not in world.signed_in("operator").get("/people").text


def test_a_coordinator_named_with_a_foreign_town_belongs_to_their_own(world: World) -> None:
    world.signed_in("coordinator").post("/people/new", NEW | {"role": "coordinator", "town": id_of("bochum")})

    assert "neu@example.org" in world.signed_in("coordinator").get("/people").text
    assert "neu@example.org" not in world.signed_in("coordinator of another town").get("/people").text


def test_the_address_of_somebody_who_is_not_seen_is_refused_and_their_access_stays(world: World) -> None:
    lead = world.signed_in("lead")
    for address in ("ben@example.org", "clara@example.org", "otto@example.org", "anna@example.org"):
        answer = lead.post("/people/new", NEW | {"address": address})
        assert answer.status_code == 422
        assert "/admin/link/" not in answer.text
    assert world.signed_in("editor of another Traeger").get("/angebote").status_code == 200


def test_every_fault_of_the_form_is_named_at_its_field(world: World) -> None:
    page = world.signed_in("operator").post("/people/new", {"address": "kein at", "role": "editor", "ends_on": "gestern"}).text

    for field in ("address", "name", "traeger", "ends_on"):
        assert f'href="#{field}"' in page
    assert "kein at" in page


def test_rights_can_be_changed_but_not_ones_own(world: World) -> None:
    coordinator, anna = world.signed_in("coordinator"), world.account("own editor")
    changed = {"name": "Anna A.", "role": "lead", "traeger": [id_of("Haus Eins"), id_of("Haus Zwei")]}
    coordinator.post(f"/people/{anna.id}", changed)
    found = world.account("own editor")

    assert (found.name, found.role, set(found.traeger_ids)) == ("Anna A.", "lead", {id_of("Haus Eins"), id_of("Haus Zwei")})
    own = world.account("coordinator").id
    assert coordinator.post(f"/people/{own}", {"name": "Clara", "role": "editor"}).status_code == 404
    assert coordinator.post(f"/people/{own}/end").status_code == 404


def test_a_lead_does_not_see_somebody_who_also_works_for_another_traeger(world: World) -> None:
    anna = world.account("own editor")
    both = {"name": "Anna", "role": "editor", "traeger": [id_of("Haus Eins"), id_of("Haus Zwei")]}
    world.signed_in("coordinator").post(f"/people/{anna.id}", both)

    assert "anna@example.org" not in world.signed_in("lead").get("/people").text
    assert world.signed_in("lead").post(f"/people/{anna.id}/end").status_code == 404


def test_an_ended_access_ends_every_open_session_and_can_be_given_back(world: World) -> None:
    anna, lead, account = world.signed_in("own editor"), world.signed_in("lead"), world.account("own editor")
    lead.post(f"/people/{account.id}/end")

    assert anna.get("/angebote").status_code == 303
    assert world.browser().sign_in("anna@example.org", PASSWORD).status_code == 422
    back = enter(world, link_on(lead.post(f"/people/{account.id}/again").text))
    assert back.get("/angebote").status_code == 200


def test_handing_over_is_looked_at_first_and_keeps_both_until_the_last_day(world: World) -> None:
    coordinator, old = world.signed_in("coordinator"), world.account("own editor")
    path, fields = f"/people/{old.id}/hand-over", {"name": "Nele", "address": "nele@example.org", "ends_on": "2026-11-30"}
    looked = coordinator.post(path, fields)
    assert "nele@example.org" not in coordinator.get("/people").text, "nothing happens before it was looked at"
    done = coordinator.post(path, fields | {"action": "do"})
    newcomer = enter(world, link_on(done.text))

    assert "30.11.2026" in looked.text
    assert "Beratung Haus Eins" in newcomer.get("/angebote").text
    assert world.signed_in("own editor").get("/angebote").status_code == 200
    world.clock.pass_time(days=6)
    assert world.browser().sign_in("anna@example.org", PASSWORD).status_code == 303
    assert world.signed_in("own editor").get("/angebote").status_code == 303, "after the last day nothing opens"


def test_an_access_that_is_over_is_ended_by_the_jobs(world: World) -> None:
    anna = world.account("own editor")
    fields = {"name": "Anna", "role": "editor", "traeger": [id_of("Haus Eins")], "ends_on": "2026-11-26"}
    world.signed_in("coordinator").post(f"/people/{anna.id}", fields)
    with world.store.session(Scope.system()) as session:
        assert end_due(session, world.clock.now().date()) == ()
    world.clock.pass_time(days=2)
    with world.store.session(Scope.system()) as session:
        assert end_due(session, world.clock.now().date()) == (anna.id,)

    assert not world.account("own editor").is_active


def test_what_is_done_to_people_stands_in_a_log_that_shows_when_it_is_changed(world: World) -> None:
    lead = world.signed_in("lead")
    lead.post("/people/new", NEW)
    lead.post(f"/people/{world.account('own editor').id}/end")
    with world.store.session(Scope.system()) as session:
        said = [(one.author, one.action, one.subject) for one in entries(session, limit=10)]
        assert list(broken_entries(session)) == []
        session.get_one(AuditRow, 2).subject = "somebody@example.org"
    with world.store.session(Scope.system(), is_reading=True) as session:
        broken = list(broken_entries(session))

    assert said == [("Lena", "access ended", "anna@example.org"), ("Lena", "invited", "neu@example.org")]
    assert broken == [2]
    assert SERVER not in str(said)
