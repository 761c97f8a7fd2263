"""School holidays of a town: those of the Bundesland are known, the town adds its own."""

from datetime import date

import pytest

from angebote.store import Scope
from angebote.store.audit import entries
from tests.admin.world import Browser, World, id_of, plain_words


@pytest.fixture
def coordinator(world: World) -> Browser:
    return world.signed_in("coordinator")


def _send(browser: Browser, *rows: tuple[str, str, str], town: str = "essen"):  # type: ignore[no-untyped-def]
    fields = {"town": id_of(town)}
    for number, row in enumerate(rows):
        fields |= {f"{part}.{number}": value for part, value in zip(("first_day", "last_day", "name"), row, strict=True)}
    return browser.post("/town/holidays", fields, page="/town/holidays")


def test_the_holidays_of_the_bundesland_are_shown(coordinator: Browser) -> None:
    shown = plain_words(coordinator.get("/town/holidays").text)

    assert "Sommerferien 2026 20.07.2026 – 01.09.2026" in shown
    assert "Herbstferien 2027" in shown


def test_days_of_the_town_reach_its_residents_and_the_log(world: World, coordinator: Browser) -> None:
    before = world.town().version

    answer = _send(coordinator, ("2027-02-08", "2027-02-09", "Rosenmontag"), ("26.05.2027", "", ""), ("", "", ""))

    assert answer.headers["location"] == f"/admin/town/holidays?town={id_of('essen')}&done=holidays"
    assert world.town().school_holidays == (
        (date(2027, 2, 8), date(2027, 2, 9), "Rosenmontag"),
        (date(2027, 5, 26), date(2027, 5, 26), ""),
    )
    assert world.town().version > before
    with world.store.session(Scope.system(), is_reading=True) as session:
        assert [(one.action, one.subject, one.author) for one in entries(session, limit=1)] == [
            ("school holidays", "Essen", "Clara")
        ]


def test_an_emptied_row_is_taken_away(world: World, coordinator: Browser) -> None:
    _send(coordinator, ("2027-02-08", "", "Eins"), ("2027-02-09", "", "Zwei"))
    _send(coordinator, ("", "", ""), ("2027-02-09", "", "Zwei"))

    assert [name for _, _, name in world.town().school_holidays] == ["Zwei"]


@pytest.mark.parametrize(
    "row",
    [
        ("bald", "", ""),
        ("", "2027-02-09", ""),
        ("", "", "Ferien"),
        ("2027-02-09", "2027-02-08", ""),
        ("2027-02-09", "2027-12-08", ""),
        ("2027-02-09", "", "x" * 101),
    ],
)
def test_what_cannot_be_right_gets_a_sentence_and_stays(world: World, coordinator: Browser, row: tuple[str, str, str]) -> None:
    answer = _send(coordinator, ("2027-02-08", "", "Gut"), row)

    assert answer.status_code == 422
    assert 'id="row-1-fault"' in answer.text
    assert all(f'value="{value}"' in answer.text for value in (*row, "Gut"))
    assert world.town().school_holidays == ()


@pytest.mark.parametrize("who", ["own editor", "lead"])
def test_staff_of_a_traeger_have_no_such_page(world: World, who: str) -> None:
    browser = world.signed_in(who)

    assert browser.get("/town/holidays").status_code == 404
    assert "/admin/town" not in browser.get("/angebote").text


def test_another_town_is_not_there(world: World, coordinator: Browser) -> None:
    assert coordinator.get(f"/town/holidays?town={id_of('bochum')}").status_code == 404
    assert _send(coordinator, ("2027-02-08", "", ""), town="bochum").status_code == 404


def test_an_operator_chooses_the_town(world: World) -> None:
    operator = world.signed_in("operator")

    assert "Schulferien in Essen" in operator.get(f"/town/holidays?town={id_of('essen')}").text
    assert "Schulferien in Bochum" in operator.get("/town/holidays").text
