"""How things stand at the moment: said in one press, ending by itself."""

from datetime import date

import pytest

from angebote.model import Intake, ScheduleException
from tests.admin.world import ENTRY, TODAY, World, plain_words


def test_closed_today_holds_for_today_only_and_is_said_once(world: World) -> None:
    editor = world.signed_in("own editor")

    editor.post(f"/angebote/{ENTRY}/closed-today", {"version": 1})
    editor.post(f"/angebote/{ENTRY}/closed-today", {"version": 2})

    assert world.entry().exceptions == (ScheduleException(first_day=TODAY, last_day=TODAY),)
    assert "Es ist vermerkt: heute geschlossen." in plain_words(editor.get(f"/angebote/{ENTRY}/moment").text)


def test_no_new_people_until_a_day_and_again_from_now(world: World) -> None:
    editor = world.signed_in("own editor")

    editor.post(f"/angebote/{ENTRY}/no-new-people", {"version": 1, "closed_until": "2027-03-01"})
    assert world.entry().intake == Intake(closed_until=date(2027, 3, 1))

    editor.post(f"/angebote/{ENTRY}/no-new-people", {"version": 2, "closed_until": ""})
    assert world.entry().intake == Intake()


def test_a_waiting_time_is_shown_for_eight_weeks(world: World) -> None:
    editor = world.signed_in("own editor")

    editor.post(f"/angebote/{ENTRY}/waiting", {"version": 1, "waiting_weeks": "6"})
    assert world.entry().intake == Intake(waiting_weeks=6, waiting_valid_to=date(2027, 1, 20))

    editor.post(f"/angebote/{ENTRY}/waiting", {"version": 2, "waiting_weeks": ""})
    assert world.entry().intake == Intake()


@pytest.mark.parametrize(
    ("path", "name", "value", "sentence"),
    [
        ("no-new-people", "closed_until", "2026-11-24", "Bitte geben Sie einen Tag ab heute an"),
        ("no-new-people", "closed_until", "2031-01-01", "Bitte geben Sie einen Tag ab heute an"),
        ("no-new-people", "closed_until", "morgen", "Bitte geben Sie einen Tag ab heute an"),
        ("waiting", "waiting_weeks", "0", "Bitte geben Sie eine ganze Zahl von Wochen"),
        ("waiting", "waiting_weeks", "bald", "Bitte geben Sie eine ganze Zahl von Wochen"),
        ("waiting", "waiting_weeks", "٣٠٠", "Bitte geben Sie eine ganze Zahl von Wochen"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_at_its_field_and_stays_there(
    world: World, path: str, name: str, value: str, sentence: str
) -> None:
    answer = world.signed_in("own editor").post(f"/angebote/{ENTRY}/{path}", {"version": 1, name: value})

    assert answer.status_code == 422
    assert sentence in plain_words(answer.text)
    assert f'value="{value}"' in answer.text
    assert world.entry().version == 1


def test_still_right_from_the_list_leads_back_to_the_list(world: World) -> None:
    editor = world.signed_in("own editor")
    assert f"/angebote/{ENTRY}/confirm" in editor.get("/angebote").text

    answer = editor.post(f"/angebote/{ENTRY}/confirm", {"version": 1, "back": "list"})

    assert answer.headers["location"] == "/admin/angebote?done=confirmed"
    assert world.entry().checked_on == TODAY


def test_whoever_was_slower_changes_nothing(world: World) -> None:
    editor = world.signed_in("own editor")
    editor.send_entry(email="neu@example.org")

    answer = editor.post(f"/angebote/{ENTRY}/closed-today", {"version": 1, "back": "list"})

    assert answer.headers["location"].endswith(f"/angebote/{ENTRY}?done=changed")
    assert world.entry().exceptions == ()
