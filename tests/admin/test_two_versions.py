"""Two people at one entry, and texts that outlive a session: nothing typed is lost, nothing saved is overwritten unseen."""

import pytest

from tests.admin.world import ENTRY, PASSWORD, PEOPLE, Browser, World, fields_on, hidden_fields, id_of, plain_words


@pytest.fixture
def editor(world: World) -> Browser:
    return world.signed_in("own editor")


def test_still_right_is_not_noted_for_a_version_the_person_has_not_seen(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(texts__de__does="Neu", action="save")

    for path in ("confirm", "archive", "withdraw"):
        answer = editor.post(f"/angebote/{ENTRY}/{path}", {"version": 1})
        assert answer.headers["location"].endswith("done=changed")
    assert world.entry().checked_on is None
    assert world.entry().status == "published"


def test_two_people_at_once_keep_both_texts(world: World, editor: Browser) -> None:
    page = editor.get(f"/angebote/{ENTRY}").text
    world.signed_in("coordinator").send_entry(texts__de__does="Text der Koordination", action="save")

    answer = editor.send_entry(version="1", texts__de__does="Mein langer Text", action="save")

    assert 'name="version" value="1"' in page
    assert answer.status_code == 409
    shown = answer.text[answer.text.index("conflict-title") :]
    assert "Text der Koordination" in shown
    assert "Mein langer Text</textarea>" in shown
    assert world.entry().texts["de"].does == "Text der Koordination"
    assert 'name="version" value="2"' in answer.text


def test_the_comparison_names_only_what_differs_and_in_words(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(texts__en__name="Advice", location_id=id_of("Ort/essen"), action="save")

    answer = editor.send_entry(
        version="1", texts__en__name="Counsel", location_id="", topics=["housing"], is_anonymous="yes", action="save"
    )

    table = answer.text[answer.text.index("<tbody>") : answer.text.index("</tbody>")]
    assert [plain_words(row) for row in table.split("</tr>")[:-1]] == [
        "Name (Englisch) Advice Counsel",
        "Ort Altes Rathaus, Markt 1, 45127 Essen –",
        "Niemand muss den Namen nennen – ✓",
    ]


@pytest.mark.parametrize("detour", [{"action": "look"}, {"action": "save", "email": "keine"}])
def test_a_detour_over_a_page_that_saves_nothing_does_not_hide_a_conflict(
    world: World, editor: Browser, detour: dict[str, str]
) -> None:
    world.signed_in("coordinator").send_entry(texts__de__does="Text der Koordination", action="save")

    page = editor.send_entry(version="1", texts__de__does="Mein langer Text", **detour)
    again = fields_on(page.text) | {"email": "", "action": "save"}

    assert editor.client.post(f"/angebote/{ENTRY}", data=again).status_code == 409
    assert world.entry().texts["de"].does == "Text der Koordination"


def test_what_was_typed_outlives_the_end_of_the_session(world: World, editor: Browser) -> None:
    typed = fields_on(editor.get(f"/angebote/{ENTRY}").text) | {
        "texts.de.does": 'Lange "überlegt"\r\nund getippt',
        "topics": ["women", "care"],
    }
    world.clock.pass_time(minutes=45)

    ended = editor.client.post(f"/angebote/{ENTRY}", data=typed | {"action": "save"})
    kept = hidden_fields(ended.text)
    too_early = editor.client.post(f"/angebote/{ENTRY}", data=kept | {"action": "resume"})
    editor.sign_in(PEOPLE["own editor"].address, PASSWORD)
    refused = editor.client.post(f"/angebote/{ENTRY}", data=kept | {"action": "save"})
    resumed = editor.client.post(f"/angebote/{ENTRY}", data=kept | {"action": "resume"})

    assert (ended.status_code, too_early.status_code, refused.status_code, resumed.status_code) == (401, 401, 403, 200)
    assert world.entry().version == 1
    assert editor.client.post(f"/angebote/{ENTRY}", data=fields_on(resumed.text) | {"action": "save"}).status_code == 303
    assert world.entry().texts["de"].does == 'Lange "überlegt"\nund getippt'
    assert world.entry().topics == ("care", "women")


def test_after_looking_at_both_versions_the_person_decides(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(texts__de__does="Text der Koordination", action="save")
    editor.send_entry(version="1", texts__de__does="Mein langer Text", action="save")

    assert editor.send_entry(texts__de__does="Mein langer Text", action="save").status_code == 303
    assert world.entry().texts["de"].does == "Mein langer Text"


@pytest.mark.parametrize("version", ["", "0", "x", "999999999999999999999999", "1.0"])
def test_an_odd_version_is_a_conflict_not_an_error(world: World, editor: Browser, version: str) -> None:
    assert editor.send_entry(version=version, action="save").status_code == 409
    assert world.entry().version == 1
