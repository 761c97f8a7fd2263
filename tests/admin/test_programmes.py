"""Programmes that several organisations share: keeping them, and choosing one in an entry."""

from datetime import date

import pytest

from angebote.model import Programme
from angebote.store import Scope
from angebote.store.audit import entries
from angebote.store.history import changes_of
from angebote.store.parts import write_programme
from angebote.store.proposals import put_due_in_force
from tests.admin.world import ENTRY, PEOPLE, Browser, World, an_entry, id_of, plain_words

LOTSEN = id_of("Lotsen")
PATH = f"/programmes/{LOTSEN}"


@pytest.fixture
def coordinator(world: World) -> Browser:
    _keep(world, id_of("Haus Eins"))
    return world.signed_in("coordinator")


def _keep(world: World, *traeger_ids: str, key: str = LOTSEN, name: str = "Lotsen") -> None:
    programme = Programme(id=key, name=name, icon="🧭", aliases=("Lotsinnen",), traeger_ids=traeger_ids)
    with world.store.session(Scope.system()) as session:
        write_programme(session, programme, municipality_id=id_of("essen"))


def _fields(*traeger: str, **changed: str) -> dict[str, object]:
    return {
        "town": id_of("essen"),
        "name": "Lotsen",
        "icon": "🧭",
        "aliases": "Lotsinnen",
        "traeger_ids": [id_of(one) for one in traeger],
        **changed,
    }


def _log(world: World) -> tuple[str, str]:
    with world.store.session(Scope.system(), is_reading=True) as session:
        return next((one.action, one.subject) for one in entries(session, limit=1))


@pytest.mark.parametrize("who", PEOPLE)
def test_programmes_are_for_those_who_look_after_the_town(world: World, who: str) -> None:
    _keep(world, id_of("Haus Eins"))
    may = who in ("coordinator", "operator")
    answer = world.signed_in(who).get(PATH)

    assert answer.status_code == (200 if may else 404)
    assert ("Lotsinnen" in answer.text) is may
    assert world.signed_in(who).post(PATH, _fields(name="Neu")).status_code == (303 if may else 404)
    assert world.town().programmes[LOTSEN].name == ("Neu" if may else "Lotsen")


def test_a_new_programme_reaches_residents_and_the_log(world: World, coordinator: Browser) -> None:
    before = world.town().version
    answer = coordinator.post("/programmes/new", _fields("Haus Eins", "Haus Zwei", name="Viertelhilfe", icon="🏘️🤝"))
    added = next(one for one in world.town().programmes.values() if one.id != LOTSEN)

    assert answer.headers["location"] == f"/admin/programmes?town={id_of('essen')}&done=added"
    assert (added.name, added.icon, added.aliases) == ("Viertelhilfe", "🏘️🤝", ("Lotsinnen",))
    assert set(added.traeger_ids) == {id_of("Haus Eins"), id_of("Haus Zwei")}
    assert world.town().version > before
    assert _log(world) == ("programme added", "Viertelhilfe")


def test_the_list_names_who_takes_part_and_counts_entries(world: World, coordinator: Browser) -> None:
    world.keep(an_entry("Haus Eins", programme_id=LOTSEN))
    words = plain_words(coordinator.get("/programmes").text)

    assert "🧭 Lotsen Haus Eins Einträge: 1" in words


def test_an_untouched_form_changes_nothing_residents_see(world: World, coordinator: Browser) -> None:
    _keep(world, id_of("Haus Zwei"), id_of("Haus Eins"))
    before = world.town()

    assert coordinator.post(PATH, _fields("Haus Eins", "Haus Zwei")).status_code == 303
    assert (world.town().version, world.town().programmes) == (before.version, before.programmes)


@pytest.mark.parametrize("icon", ["", "🧭", "🏘️", "👩🏽‍🍳", "👨‍👩‍👧‍👦", "🔧🤝", "⭐"])
def test_an_icon_is_one_picture_or_two(world: World, coordinator: Browser, icon: str) -> None:
    assert coordinator.post(PATH, _fields("Haus Eins", icon=icon)).status_code == 303
    assert world.town().programmes[LOTSEN].icon == icon


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("icon", "AB"),
        ("icon", "🧭🧭🧭"),
        ("icon", "🧭x"),
        ("icon", "🇩🇪"),
        ("icon", "\u202e🧭"),
        ("icon", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦"),
        ("name", ""),
        ("name", "LOTSEN 2"),
        ("aliases", ",".join(str(number) for number in range(61))),
        ("traeger_ids", id_of("Haus Drei")),
    ],
)
def test_what_cannot_be_right_gets_a_sentence_and_stays(world: World, coordinator: Browser, field: str, value: str) -> None:
    _keep(world, key=id_of("zweites"), name="Lotsen 2")
    before = world.town().programmes
    answer = coordinator.post(PATH, _fields("Haus Eins", **{"aliases": "Wegweiser", field: value}))

    assert answer.status_code == 422
    assert f'id="{field}-fault"' in answer.text
    assert field == "traeger_ids" or value in answer.text
    assert field == "aliases" or "Wegweiser" in answer.text
    assert world.town().programmes == before


def test_who_leaves_a_programme_takes_their_entries_out_of_it_once_that_was_seen(world: World, coordinator: Browser) -> None:
    world.keep(an_entry("Haus Eins", programme_id=LOTSEN))

    answer = coordinator.post(PATH, _fields("Haus Zwei"))
    assert "Diese Einträge verlieren das Programm" in plain_words(answer.text)
    assert "Beratung Haus Eins" in answer.text
    assert world.entry().programme_id == LOTSEN

    assert coordinator.post(PATH, _fields("Haus Zwei") | {"action": "do"}).status_code == 303
    assert world.entry().programme_id is None
    assert world.town().programmes[LOTSEN].traeger_ids == (id_of("Haus Zwei"),)


def test_entries_stay_when_their_programme_is_deleted(world: World, coordinator: Browser) -> None:
    world.keep(an_entry("Haus Eins", programme_id=LOTSEN))
    before = world.town().version

    assert "Einträge, die dieses Programm verlieren: 1." in plain_words(coordinator.get(f"{PATH}/delete").text)
    assert coordinator.post(f"{PATH}/delete").headers["location"].endswith("done=deleted")
    assert world.entry().programme_id is None
    assert (world.town().programmes, world.town().version > before) == ({}, True)
    assert _log(world) == ("programme deleted", "Lotsen")
    with world.store.session(Scope.system(), is_reading=True) as session:
        assert changes_of(session, ENTRY)[0].fields == {"programme_id": [LOTSEN, None]}


def test_taking_back_a_change_does_not_bring_a_deleted_programme_back(world: World, coordinator: Browser) -> None:
    coordinator.send_entry(programme_id=LOTSEN, email="a@example.org", action="save")
    coordinator.send_entry(programme_id="", email="b@example.org", action="save")
    coordinator.post(f"{PATH}/delete")
    with world.store.session(Scope.system(), is_reading=True) as session:
        last = changes_of(session, ENTRY)[0].id
    answer = coordinator.post(f"/angebote/{ENTRY}/history/{last}/undo", {"version": world.entry().version})

    assert answer.headers["location"].endswith("done=undone-partly")
    assert (world.entry().programme_id, world.entry().email) == (None, "a@example.org")


def test_a_change_that_waits_does_not_bring_a_deleted_programme_back(world: World, coordinator: Browser) -> None:
    coordinator.send_entry(programme_id=LOTSEN, email="a@example.org", due_on="2026-12-24", action="save")
    coordinator.post(f"{PATH}/delete")

    assert LOTSEN not in coordinator.get("/review").text
    with world.store.session(Scope.system()) as session:
        assert put_due_in_force(session, now=world.clock.now(), today=date(2026, 12, 24)) == 1
    assert (world.entry().programme_id, world.entry().email) == (None, "a@example.org")


def test_an_editor_chooses_a_programme_their_organisation_takes_part_in(world: World, coordinator: Browser) -> None:
    _keep(world, id_of("Haus Zwei"), key=id_of("fremd"), name="Fremdes Programm")
    editor = world.signed_in("own editor")
    page = editor.get(f"/angebote/{ENTRY}").text

    assert "🧭 Lotsen" in page
    assert "Fremdes Programm" not in page
    assert editor.send_entry(programme_id=LOTSEN, action="save").status_code == 303
    assert world.entry().programme_id == LOTSEN
    assert editor.send_entry(programme_id=id_of("fremd"), action="save").status_code == 422
    assert "Programm – 🧭 Lotsen" in plain_words(editor.get(f"/angebote/{ENTRY}/history").text)
    assert editor.send_entry(programme_id="", action="save").status_code == 303
    assert world.entry().programme_id is None


def test_the_programme_must_fit_the_chosen_organisation(world: World, coordinator: Browser) -> None:
    answer = coordinator.send_entry(traeger_id=id_of("Haus Zwei"), programme_id=LOTSEN, action="save")

    assert answer.status_code == 422
    assert "Dieser Träger macht bei diesem Programm nicht mit." in answer.text
    assert world.entry().programme_id is None


def test_an_entry_keeps_a_programme_its_organisation_never_took_part_in(world: World, coordinator: Browser) -> None:
    _keep(world)
    world.keep(an_entry("Haus Eins", programme_id=LOTSEN))

    assert world.signed_in("own editor").send_entry(email="a@example.org", action="save").status_code == 303
    assert (world.entry().programme_id, world.entry().email) == (LOTSEN, "a@example.org")


def test_without_programmes_the_form_has_no_choice_of_them(world: World) -> None:
    assert 'name="programme_id"' not in world.signed_in("own editor").get(f"/angebote/{ENTRY}").text
