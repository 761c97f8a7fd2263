"""Two people at one entry, and texts that outlive a session: nothing typed is lost, nothing saved is overwritten unseen."""

import re

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
        "Name (Englisch) Name: Jetzt gespeichert Advice Name: Von Ihnen Counsel",
        "Ort Ort: Jetzt gespeichert Altes Rathaus, Markt 1, 45127 Essen Ort: Von Ihnen –",
        "Niemand muss den Namen nennen Niemand muss den Namen nennen: Jetzt gespeichert – Niemand muss den Namen nennen: Von Ihnen ✓",
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


@pytest.mark.parametrize("version", ["", "9" * 5000, "0", "x", "999999999999999999999999", "1.0"])
def test_an_odd_version_is_a_conflict_not_an_error(world: World, editor: Browser, version: str) -> None:
    assert editor.send_entry(version=version, action="save").status_code == 409
    assert world.entry().version == 1


def test_fields_only_the_other_changed_are_kept_as_saved_unless_said_otherwise(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(texts__de__does="Von der Koordination", email="neu@example.org", action="save")

    page = editor.send_entry(version="1", texts__de__does="Von mir", email="", action="save").text

    assert chosen(page) == {"texts.de.does": "mine", "email": "saved"}


def test_an_unknown_beginning_keeps_what_was_typed(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(email="neu@example.org", action="save")

    assert chosen(editor.send_entry(version="x", email="", action="save").text) == {"email": "mine"}


def test_two_versions_are_put_together_field_by_field(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(
        texts__de__does="Von der Koordination", email="neu@example.org", hours="Di 9-12", is_anonymous="yes", action="save"
    )
    page = editor.send_entry(version="1", texts__de__does="Von mir", hours="Mo 9-12", hours_phone="Fr 9-10", action="save").text
    choice = {"keep.texts.de.does": "mine", "keep.email": "saved", "keep.hours": "saved", "keep.is_anonymous": "saved"}

    together = editor.client.post(
        f"/angebote/{ENTRY}", data=fields_on(page) | choice | {"keep.hours_phone": "mine", "action": "merge"}
    )
    fields = fields_on(together.text)

    assert "Beide Fassungen sind zusammengefügt" in together.text
    assert world.entry().version == 2
    assert (fields["texts.de.does"], fields["email"], fields["hours"], fields["week.TU.0.from"], fields["is_anonymous"]) == (
        "Von mir",
        "neu@example.org",
        "Di 09:00-12:00",
        "09:00",
        ["yes"],
    )
    assert not [name for name in fields if name.startswith("keep.")]
    assert editor.client.post(f"/angebote/{ENTRY}", data=fields | {"action": "save"}).status_code == 303
    saved = world.entry()
    assert (saved.texts["de"].does, saved.email, saved.is_anonymous) == ("Von mir", "neu@example.org", True)
    assert [(one.kind, one.weekdays) for one in saved.schedules] == [("open", ("TU",)), ("phone", ("FR",))]


def test_a_box_that_the_saved_version_does_not_tick_is_not_ticked(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(email="neu@example.org", action="save")
    page = editor.send_entry(version="1", is_anonymous="yes", email="neu@example.org", action="save").text

    together = editor.client.post(f"/angebote/{ENTRY}", data=fields_on(page) | {"keep.is_anonymous": "saved", "action": "merge"})

    assert "is_anonymous" not in fields_on(together.text)


def test_hours_of_the_table_are_compared_as_text(world: World, editor: Browser) -> None:
    world.signed_in("coordinator").send_entry(hours="Di 9-12", action="save")

    page = editor.send_entry(version="1", hours_way="table", week__MO__0__from="9", week__MO__0__to="10", action="save").text

    assert chosen(page) == {"hours": "mine"}
    assert "Mo 09:00-10:00" in plain_words(page[page.index("conflict-title") : page.index('class="entry-form"')])


def chosen(page: str) -> dict[str, str]:
    """Return which version is chosen for each field in the comparison."""
    return dict(re.findall(r'name="keep\.([^"]+)" value="(saved|mine)" checked', page))
