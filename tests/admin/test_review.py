"""Four eyes, changes of published entries as proposals, and publishing on a day."""

import re
from datetime import timedelta

import pytest

from admin.jobs import work
from admin.mails import Office
from angebote.store import Scope
from angebote.store.history import changes_of
from tests.admin.world import ENTRY, KEY, SERVER, TODAY, Browser, World, fields_on, id_of, plain_words

NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def careful(world: World) -> World:
    """A world in which nobody publishes alone in Essen."""
    world.signed_in("coordinator").post(f"/review/towns/{id_of('essen')}", {"needs_review": "yes"})
    return world


def waiting(browser: Browser) -> list[str]:
    """Return the ids of what waits, as far as this person may say something about it."""
    return list(dict.fromkeys(re.findall(r"/review/([0-9a-f-]{36})/(?:accept|decline)", browser.get("/review").text)))


def work_on(world: World, days: int) -> int:
    world.clock.pass_time(days=days)
    now = world.clock.now()
    office = Office(key=KEY, address=SERVER, send=None)
    return work(world.store, office, now=now, today=now.date(), after_days=180).published


def test_without_review_an_editor_publishes_alone(world: World) -> None:
    world.signed_in("own editor").send_entry(email="neu@example.org", action="save")

    assert world.entry().email == "neu@example.org"
    assert waiting(world.signed_in("lead")) == []


def test_a_change_of_a_published_entry_waits_for_a_yes_and_residents_see_the_old_one(careful: World) -> None:
    editor = careful.signed_in("own editor")
    answer = editor.send_entry(email="neu@example.org", action="save")
    again = fields_on(editor.get(f"/angebote/{ENTRY}").text)

    assert answer.headers["location"].endswith("done=sent-for-review")
    assert careful.entry().email == ""
    assert again["email"] == "neu@example.org", "who wrote it goes on with it"
    lead = careful.signed_in("lead")
    assert "neu@example.org" in lead.get("/review").text
    lead.post(f"/review/{waiting(lead)[0]}/accept", page="/own")
    assert careful.entry().email == "neu@example.org"
    with careful.store.session(Scope.system(), is_reading=True) as session:
        assert [(one.author, one.action) for one in changes_of(session, ENTRY)] == [("Lena", "accepted")]


def test_nobody_says_yes_to_their_own_change(careful: World) -> None:
    lead = careful.signed_in("lead")
    lead.send_entry(email="lena@example.org", action="save")
    mine = waiting(lead)

    assert lead.post(f"/review/{mine[0]}/accept", page="/own").status_code == 404
    assert careful.signed_in("own editor").post(f"/review/{mine[0]}/accept", page="/own").status_code == 404
    assert careful.entry().email == ""
    assert careful.signed_in("coordinator").post(f"/review/{mine[0]}/accept", page="/own").status_code == 303
    assert careful.entry().email == "lena@example.org"


def test_a_coordinator_publishes_alone(careful: World) -> None:
    careful.signed_in("coordinator").send_entry(email="clara@example.org", action="save")

    assert careful.entry().email == "clara@example.org"


def test_a_second_change_of_the_same_person_takes_the_place_of_the_first(careful: World) -> None:
    editor = careful.signed_in("own editor")
    editor.send_entry(email="erst@example.org", action="save")
    editor.send_entry(website="https://example.org", action="save")
    lead = careful.signed_in("lead")

    assert len(waiting(lead)) == 1
    lead.post(f"/review/{waiting(lead)[0]}/accept", page="/own")
    assert (careful.entry().email, careful.entry().website) == ("erst@example.org", "https://example.org")


def test_a_declined_change_leaves_everything_as_it_was(careful: World) -> None:
    careful.signed_in("own editor").send_entry(email="neu@example.org", action="save")
    lead = careful.signed_in("lead")
    lead.post(f"/review/{waiting(lead)[0]}/decline", page="/own")

    assert careful.entry().email == ""
    assert waiting(lead) == []


def test_a_new_entry_is_seen_by_residents_only_after_a_yes(careful: World) -> None:
    editor = careful.signed_in("own editor")
    fields = fields_on(editor.get(f"/angebote/new?traeger={id_of('Haus Eins')}").text)
    fields |= {"texts.de.name": "Nähcafé", "email": "n@example.org", "topics": ["community_leisure"], "action": "publish"}
    answer = editor.client.post("/angebote/new", data=fields)
    new_id = answer.headers["location"].split("/")[-1].partition("?")[0]

    assert careful.entry(new_id).status == "in_review"
    assert new_id not in careful.town().angebote
    lead = careful.signed_in("lead")
    lead.post(f"/review/{waiting(lead)[0]}/accept", page="/own")
    assert new_id in careful.town().angebote


def test_taking_a_change_back_needs_a_yes_too(careful: World) -> None:
    careful.signed_in("coordinator").send_entry(email="clara@example.org", action="save")
    with careful.store.session(Scope.system(), is_reading=True) as session:
        change = changes_of(session, ENTRY)[0]
    editor = careful.signed_in("own editor")
    editor.post(f"/angebote/{ENTRY}/history/{change.id}/undo", {"version": careful.entry().version})

    assert careful.entry().email == "clara@example.org"
    assert len(waiting(careful.signed_in("lead"))) == 1


def test_what_was_changed_otherwise_since_is_said_and_a_yes_puts_only_the_proposal_in_force(careful: World) -> None:
    careful.signed_in("own editor").send_entry(email="neu@example.org", action="save")
    careful.signed_in("coordinator").send_entry(email="anders@example.org", website="https://example.org", action="save")
    lead = careful.signed_in("lead")

    assert "seitdem anders geändert" in plain_words(lead.get("/review").text)
    lead.post(f"/review/{waiting(lead)[0]}/accept", page="/own")
    assert (careful.entry().email, careful.entry().website) == ("neu@example.org", "https://example.org")


def test_a_change_comes_into_force_on_its_day(world: World) -> None:
    world.signed_in("own editor").send_entry(email="bald@example.org", due_on=str(NEXT_WEEK), action="save")

    assert world.entry().email == ""
    assert work_on(world, 6) == 0
    assert world.entry().email == ""
    assert work_on(world, 1) == 1
    assert world.entry().email == "bald@example.org"


def test_a_draft_is_published_on_its_day(world: World) -> None:
    editor = world.signed_in("own editor")
    editor.post(f"/angebote/{ENTRY}/withdraw", {"version": world.entry().version})
    editor.send_entry(due_on=str(NEXT_WEEK), action="publish")

    assert world.entry().status == "draft"
    assert work_on(world, 7) == 1
    assert world.entry().status == "published"


def test_a_planned_change_under_review_waits_for_the_yes_and_then_for_its_day(careful: World) -> None:
    careful.signed_in("own editor").send_entry(email="bald@example.org", due_on=str(NEXT_WEEK), action="save")
    assert work_on(careful, 8) == 0
    careful.clock.pass_time(days=-8)
    lead = careful.signed_in("lead")
    lead.post(f"/review/{waiting(lead)[0]}/accept", page="/own")

    assert careful.entry().email == ""
    assert work_on(careful, 7) == 1
    assert careful.entry().email == "bald@example.org"


def test_a_day_that_is_no_day_is_named_at_its_field(world: World) -> None:
    answer = world.signed_in("own editor").send_entry(email="neu@example.org", due_on="bald", action="save")

    assert answer.status_code == 422
    assert 'href="#due_on"' in answer.text
    assert world.entry().email == ""


@pytest.mark.parametrize("who", ["editor of another Traeger", "coordinator of another town"])
def test_what_waits_is_seen_and_decided_only_within_the_own_scope(careful: World, who: str) -> None:
    careful.signed_in("own editor").send_entry(email="neu@example.org", action="save")
    proposal = waiting(careful.signed_in("lead"))[0]
    stranger = careful.signed_in(who)

    assert "neu@example.org" not in stranger.get("/review").text
    for step in ("accept", "decline"):
        assert stranger.post(f"/review/{proposal}/{step}", page="/own").status_code == 404
    assert stranger.post(f"/review/towns/{id_of('essen')}", {"needs_review": "no"}, page="/own").status_code == 404
