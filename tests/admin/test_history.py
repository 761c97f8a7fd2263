"""What was changed, by whom, when - and taking it back."""

import re

from angebote.store import Scope
from angebote.store.history import changes_of
from tests.admin.world import ENTRY, World, plain_words


def change_ids(world: World) -> list[str]:
    with world.store.session(Scope.system(), is_reading=True) as session:
        return [one.id for one in changes_of(session, ENTRY)]


def test_every_change_stands_in_the_history_with_name_time_and_both_values(world: World) -> None:
    editor = world.signed_in("own editor")
    editor.send_entry(email="neu@example.org", texts__de__does="Wir hören lange zu.")
    world.clock.pass_time(minutes=5)
    editor.post(f"/angebote/{ENTRY}/confirm", {"version": 2})

    words = plain_words(editor.get(f"/angebote/{ENTRY}/history").text)

    assert words.index("Anna : als weiterhin richtig bestätigt") < words.index("Anna : geändert")
    assert "25.11.2026, 10:00" in words
    assert "25.11.2026, 10:05" in words
    assert "Was Sie tun Wir hören zu. Wir hören lange zu." in words
    assert "E-Mail – neu@example.org" in words


def test_a_change_is_taken_back_and_that_is_a_change_of_its_own(world: World) -> None:
    editor = world.signed_in("own editor")
    before = world.entry()
    editor.send_entry(email="falsch@example.org")

    answer = editor.post(f"/angebote/{ENTRY}/history/{change_ids(world)[0]}/undo", {"version": 2})

    assert answer.headers["location"].endswith("done=undone")
    assert world.entry().email == before.email
    assert world.entry().version == 3
    assert len(change_ids(world)) == 2


def test_what_was_changed_again_since_stays_and_that_is_said(world: World) -> None:
    editor = world.signed_in("own editor")
    editor.send_entry(email="erst@example.org", website="https://haus.example.org")
    editor.send_entry(email="dann@example.org")

    answer = editor.post(f"/angebote/{ENTRY}/history/{change_ids(world)[1]}/undo", {"version": 3})

    assert answer.headers["location"].endswith("done=undone-partly")
    assert (world.entry().email, world.entry().website) == ("dann@example.org", "")


def test_nothing_is_taken_back_on_a_page_that_is_too_old(world: World) -> None:
    editor = world.signed_in("own editor")
    editor.send_entry(email="erst@example.org")

    answer = editor.post(f"/angebote/{ENTRY}/history/{change_ids(world)[0]}/undo", {"version": 1})

    assert answer.headers["location"].endswith("done=changed")
    assert world.entry().email == "erst@example.org"


def test_the_change_of_an_entry_is_no_ones_elses_to_see_or_take_back(world: World) -> None:
    world.signed_in("own editor").send_entry(email="geheim@example.org")
    stranger = world.signed_in("editor of another Traeger")

    assert stranger.get(f"/angebote/{ENTRY}/history").status_code == 404
    assert stranger.post(f"/angebote/{ENTRY}/history/{change_ids(world)[0]}/undo", {"version": 2}).status_code == 404
    assert world.entry().email == "geheim@example.org"


def test_a_new_entry_begins_its_history(world: World) -> None:
    editor = world.signed_in("own editor")
    page = editor.get("/angebote/new").text
    traeger = re.search(r'name="traeger_id" value="([^"]+)"', page)
    assert traeger
    fields = {"traeger_id": traeger[1], "texts.de.name": "Neu", "email": "a@example.org", "cost": "unknown", "action": "save"}

    made = editor.post("/angebote/new", fields).headers["location"].partition("?")[0].removeprefix("/admin")

    assert "Anna : angelegt" in plain_words(editor.get(f"{made}/history").text)
    assert editor.post(f"{made}/history/{'x' * 36}/undo", {"version": 1}).status_code == 404
