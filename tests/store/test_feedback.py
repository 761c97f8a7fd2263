"""What residents say is wrong: counted without people, on both databases, seen by those it concerns."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from angebote.feedback import KEPT_FOR, MOST_A_DAY, Reason, Reported
from angebote.model import Intake
from angebote.store import ForeignRow, Scope, Store, tables
from angebote.store.catalogue import read_angebot, write_angebot
from angebote.store.feedback import count_feedback, end_feedback, forget_feedback, fresh_feedback, open_feedback
from angebote.store.history import Author
from tests.store.towns import SYSTEM, a_full_town, another_town, store_town

TODAY = date(2026, 2, 3)
OWN = "schuldenberatung"
COORDINATOR = Scope(municipality_id="beispielstadt")
STAFF = Scope(municipality_id="beispielstadt", traeger_ids=("hilfswerk",))
OTHER_STAFF = Scope(municipality_id="beispielstadt", traeger_ids=("mieterverein",))
OTHER_TOWN = Scope(municipality_id="nebenstadt")
AUTHOR = Author(name="A. B.", at=datetime(2026, 2, 3, 12, tzinfo=UTC))


@pytest.fixture
def told(store: Store) -> Callable[..., bool]:
    """Two towns, and a way to say something about an Angebot of theirs."""
    store_town(store, a_full_town())
    store_town(store, another_town())

    def tell(angebot_id: str = OWN, reason: Reason = "unanswered", *, day: date = TODAY, language: str = "tr") -> bool:
        with store.session(SYSTEM) as session:
            return count_feedback(session, angebot_id, reason, day=day, language=language)

    return tell


def fresh_in(store: Store, scope: Scope) -> dict[str, list[Reported]]:
    with store.session(scope, is_reading=True) as session:
        return {key: list(said) for key, said in fresh_feedback(session, TODAY).items()}


def test_what_is_said_is_added_up_over_days_and_languages(store: Store, told: Callable[..., bool]) -> None:
    told(day=TODAY - timedelta(days=2))
    told(language="ar")
    told(language="ar")
    told(reason="full")

    assert fresh_in(store, STAFF)[OWN] == [
        Reported(reason="unanswered", count=3, last_day=TODAY),
        Reported(reason="full", count=1, last_day=TODAY),
    ]


def test_only_a_count_is_kept(store: Store, told: Callable[..., bool]) -> None:
    told()
    with store.session(SYSTEM, is_reading=True) as session:
        row = session.scalars(select(tables.FeedbackRow)).one()
        kept = {column.key: getattr(row, column.key) for column in tables.FeedbackRow.__table__.columns}

    assert kept == {
        "angebot_id": OWN,
        "day": TODAY,
        "reason": "unanswered",
        "language": "tr",
        "municipality_id": "beispielstadt",
        "n": 1,
        "seen": 0,
    }


def test_a_script_cannot_drown_what_people_say(store: Store, told: Callable[..., bool]) -> None:
    counted = [told(language=f"l{number % 7}") for number in range(MOST_A_DAY + 3)]

    assert counted == [True] * MOST_A_DAY + [False] * 3
    assert told(day=TODAY + timedelta(days=1))
    assert told("mieterberatung")


def test_an_angebot_that_is_gone_is_passed_over(told: Callable[..., bool]) -> None:
    assert not told("gone")


def test_what_was_said_changes_nothing_residents_see(store: Store, told: Callable[..., bool]) -> None:
    def versions() -> list[int]:
        with store.session(SYSTEM, is_reading=True) as session:
            return [
                session.get_one(tables.MunicipalityRow, "beispielstadt").version,
                session.get_one(tables.AngebotRow, OWN).version,
            ]

    before = versions()
    told()
    with store.session(STAFF) as session:
        end_feedback(session, OWN)

    assert versions() == before


@pytest.mark.parametrize(("scope", "sees"), [(STAFF, True), (COORDINATOR, True), (OTHER_STAFF, False), (OTHER_TOWN, False)])
def test_only_those_it_concerns_see_it_and_end_it(store: Store, told: Callable[..., bool], scope: Scope, sees: bool) -> None:
    told()
    assert (OWN in fresh_in(store, scope)) is sees
    with store.session(scope) as session:
        assert end_feedback(session, OWN) == (["unanswered"] if sees else [])
    assert (OWN in fresh_in(store, SYSTEM)) is not sees


def test_nobody_makes_up_or_takes_away_what_people_said(store: Store, told: Callable[..., bool]) -> None:
    told()
    invented = tables.FeedbackRow(
        angebot_id=OWN, day=TODAY, reason="full", language="de", municipality_id="beispielstadt", n=9, seen=0
    )
    with store.session(COORDINATOR) as session:
        session.add(invented)
        with pytest.raises(ForeignRow):
            session.flush()
        session.rollback()
    with store.session(STAFF) as session:
        session.delete(session.scalars(select(tables.FeedbackRow)).one())
        with pytest.raises(ForeignRow):
            session.flush()
        session.rollback()


def test_what_comes_after_it_was_seen_to_counts_anew(store: Store, told: Callable[..., bool]) -> None:
    told()
    told(day=TODAY + timedelta(days=1))
    with store.session(STAFF) as session:
        assert end_feedback(session, OWN, until=TODAY) == ["unanswered"]
        assert [one.count for one in open_feedback(session, OWN)] == [1]
        end_feedback(session, OWN)
        assert open_feedback(session, OWN) == ()
    told()
    assert fresh_in(store, STAFF)[OWN] == [Reported(reason="unanswered", count=1, last_day=TODAY)]


def test_a_change_of_the_part_in_question_ends_it(store: Store, told: Callable[..., bool]) -> None:
    told(reason="full")
    told(reason="unanswered")
    with store.session(STAFF) as session:
        angebot = read_angebot(session, OWN)
        assert angebot is not None
        full = replace(angebot, intake=Intake(waiting_weeks=4))
        write_angebot(session, full, municipality_id="beispielstadt", author=AUTHOR)

    assert [one.reason for one in fresh_in(store, STAFF)[OWN]] == ["unanswered"]


def test_old_reports_need_no_look_and_go_after_half_a_year(store: Store, told: Callable[..., bool]) -> None:
    told(day=TODAY - timedelta(days=31))
    told(day=TODAY - KEPT_FOR - timedelta(days=1), reason="full")

    assert fresh_in(store, STAFF) == {}
    with store.session(SYSTEM) as session:
        assert forget_feedback(session, TODAY) == 1
        assert [one.reason for one in open_feedback(session, OWN)] == ["unanswered"]
