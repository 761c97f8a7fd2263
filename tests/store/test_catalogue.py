"""Angebote and towns come back from the store as they went in, on both databases."""

import re
from dataclasses import fields, replace
from datetime import date, time
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from angebote.model import (
    Angebot,
    AngebotText,
    Cost,
    Instead,
    Intake,
    Phone,
    Schedule,
    ScheduleException,
    ScheduleKind,
    SpokenLanguage,
    Status,
    Town,
    Weekday,
)
from angebote.store import ForeignRow, Store, open_store
from angebote.store.catalogue import Stale, archive_angebot, list_angebote, read_angebot, read_town, read_towns, write_angebot
from tests.builders import a_location, a_schedule, a_stadtteil, a_town, an_angebot, an_emergency_place
from tests.store.towns import SYSTEM, another_town, store_town

TOWN = a_town(an_angebot(), an_angebot("mieterberatung"))


def plain(town: Town) -> dict[str, Any]:
    return {one.name: getattr(town, one.name) for one in fields(town) if one.name != "version"}


@pytest.fixture
def town_store(store: Store) -> Store:
    store_town(store, TOWN)
    return store


_WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
_CODES = st.lists(st.sampled_from(("adults", "children", "women")), max_size=3).map(tuple)
_DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
_TIMES = st.times(time(0), time(12)).map(lambda at: at.replace(microsecond=0))
_ALL_SCHEDULES = st.builds(
    Schedule,
    opens_at=_TIMES,
    closes_at=st.times(time(13), time(23)).map(lambda at: at.replace(second=0, microsecond=0)),
    weekdays=st.lists(st.sampled_from(get_args(Weekday)), min_size=1, max_size=7, unique=True).map(tuple),
    frequency=st.sampled_from(("weekly", "monthly", "once")),
    interval=st.integers(1, 4),
    week_of_month=st.sampled_from((1, 5, -1)),
    valid_from=_DAYS,
    valid_to=st.none() | _DAYS,
    kind=st.sampled_from(get_args(ScheduleKind)),
)
_SCHEDULES = st.lists(_ALL_SCHEDULES, max_size=3).map(tuple)
_TEXTS = st.builds(
    AngebotText,
    name=_WORDS,
    does=_WORDS,
    does_not=_WORDS,
    next_step=_WORDS,
    is_machine=st.booleans(),
    source_hash=st.none() | st.just("f" * 64),
)
_ANGEBOTE = st.builds(
    Angebot,
    id=st.just("schuldenberatung"),
    traeger_id=st.just("hilfswerk"),
    texts=st.dictionaries(st.sampled_from(("ar", "tr", "uk")), _TEXTS).flatmap(lambda others: _TEXTS.map(lambda own: {"de": own} | others)),
    topics=st.lists(st.sampled_from(("housing", "money_debt", "health")), max_size=3, unique=True).map(tuple),
    programme_id=st.sampled_from((None, "treffpunkt")),
    location_id=st.just("haus-nord"),
    target_groups=_CODES,
    minimum_age=st.none() | st.integers(0, 120),
    maximum_age=st.none() | st.integers(0, 120),
    formats=_CODES,
    languages=st.lists(st.builds(SpokenLanguage, tag=st.sampled_from(("de", "ar")), schedules=_SCHEDULES), max_size=2).map(tuple),
    is_interpreter_possible=st.booleans(),
    cost=st.sampled_from(get_args(Cost)),
    price_cents=st.none() | st.integers(0, 10_000),
    documents=_CODES,
    access=_CODES,
    is_confidential=st.booleans(),
    is_anonymous=st.booleans(),
    is_not_an_authority=st.booleans(),
    phones=st.lists(st.builds(Phone, number=st.just("0201 5550100"), note=_WORDS), max_size=2).map(tuple),
    email=_WORDS,
    website=_WORDS,
    stadtteil_ids=st.lists(st.sampled_from(("nordviertel", "altendorf", "hafen")), max_size=3, unique=True).map(tuple),
    is_nationwide=st.booleans(),
    schedules=_SCHEDULES,
    exceptions=st.lists(st.builds(ScheduleException, first_day=_DAYS, last_day=_DAYS, opens_at=st.none() | _TIMES, closes_at=st.none() | _TIMES), max_size=2).map(tuple),
    closed_in_school_holidays=st.booleans(),
    intake=st.builds(Intake, closed_until=st.none() | _DAYS, waiting_weeks=st.none() | st.integers(0, 99), waiting_valid_to=st.none() | _DAYS),
    checked_on=st.none() | _DAYS,
    expires_on=st.none() | _DAYS,
    status=st.sampled_from(get_args(Status)),
    instead=st.lists(st.builds(Instead, topic=st.just("housing"), angebot_id=st.just("mieterberatung")), max_size=1).map(tuple),
    search_words=st.lists(_WORDS, max_size=3).map(tuple),
    source=_WORDS,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(angebot=_ANGEBOTE)
def test_every_field_of_an_angebot_survives_writing_and_reading(town_store: Store, angebot: Angebot) -> None:
    with town_store.session(SYSTEM) as session:
        stored = read_angebot(session, angebot.id)
        assert stored is not None
        written = write_angebot(session, replace(angebot, version=stored.version), municipality_id=TOWN.id)
    with town_store.session(SYSTEM, is_reading=True) as session:
        found = read_angebot(session, angebot.id)

    assert found == written == replace(angebot, version=written.version)
    assert list(found.texts) == list(angebot.texts)


def test_the_property_test_draws_every_field_of_an_angebot() -> None:
    drawn = re.findall(r"(?<![(a-z_])(\w+)=", repr(_ANGEBOTE))

    assert {one.name for one in fields(Angebot)} - {"source_language", "version", "asked_on"} <= set(drawn)


def test_a_town_is_read_as_it_was_loaded(town_store: Store) -> None:
    with town_store.session(SYSTEM, is_reading=True) as session:
        town = read_town(session, "beispielstadt")
        towns = read_towns(session)

    assert town is not None
    assert plain(town) == plain(TOWN)
    for collection in ("stadtteile", "traeger", "programmes", "locations", "angebote", "emergency_places"):
        assert list(getattr(town, collection)) == list(getattr(TOWN, collection))
    assert list(towns) == ["beispielstadt"]


def test_a_town_with_every_field_filled_is_read_as_it_was_loaded(store: Store) -> None:
    ring = ((51.4, 6.9), (51.4, 7.0), (51.5, 7.0), (51.4, 6.9))
    town = a_town(
        an_angebot(location_id=None),
        aliases=("B-Stadt",),
        general_advice_phone="0201 5550000",
        stadtteile=(
            a_stadtteil("hafen", parent_id="altendorf", aliases=("Kai",), neighbour_ids=("altendorf",), boundary=(ring, ring)),
            a_stadtteil("altendorf", neighbour_ids=("hafen",), is_choice=False),
        ),
        locations=(a_location(stadtteil_id=None, latitude=None, longitude=None, is_house=True),),
        emergency_places=(an_emergency_place(is_always_open=False, schedules=(a_schedule(), a_schedule("FR"))),),
    )
    store_town(store, town)

    with store.session(SYSTEM, is_reading=True) as session:
        found = read_town(session, "beispielstadt")

    assert found is not None
    assert plain(found) == plain(town)
    assert list(found.stadtteile) == ["hafen", "altendorf"]


def test_a_town_that_is_not_there_is_none(town_store: Store) -> None:
    with town_store.session(SYSTEM, is_reading=True) as session:
        assert read_town(session, "nirgendwo") is None
        assert read_angebot(session, "nichts") is None


def test_a_town_holds_published_angebote_only(town_store: Store) -> None:
    with town_store.session(SYSTEM) as session:
        write_angebot(session, an_angebot("entwurf", status="draft"), municipality_id=TOWN.id)
        town = read_town(session, "beispielstadt")

        assert town is not None
        assert list(town.angebote) == ["schuldenberatung", "mieterberatung"]
        assert [one.id for one in list_angebote(session)] == ["schuldenberatung", "mieterberatung", "entwurf"]


def test_writing_a_changed_angebot_raises_its_version_once(town_store: Store) -> None:
    with town_store.session(SYSTEM) as session:
        changed = replace(an_angebot(), phones=(Phone(number="0201 5550199"),))
        assert write_angebot(session, changed, municipality_id=TOWN.id).version == 2


def test_writing_an_equal_angebot_raises_no_version(town_store: Store) -> None:
    with town_store.session(SYSTEM) as session:
        before = read_town(session, "beispielstadt")
        assert write_angebot(session, an_angebot(), municipality_id=TOWN.id).version == 1
        after = read_town(session, "beispielstadt")

    assert before is not None
    assert after is not None
    assert before.version == after.version


def test_writing_an_angebot_that_somebody_else_changed_is_refused(town_store: Store) -> None:
    mine = an_angebot(email="mine@hilfswerk.example")
    with town_store.session(SYSTEM) as session:
        write_angebot(session, an_angebot(email="theirs@hilfswerk.example"), municipality_id=TOWN.id)

    with pytest.raises(Stale), town_store.session(SYSTEM) as session:
        write_angebot(session, mine, municipality_id=TOWN.id)

    with town_store.session(SYSTEM, is_reading=True) as session:
        found = read_angebot(session, mine.id)
    assert found is not None
    assert found.email == "theirs@hilfswerk.example"


def test_two_writers_at_the_same_moment_cannot_both_win(address: str) -> None:
    store = open_store(address)
    store_town(store, TOWN)
    if not store.is_postgresql:
        store.close()
        return  # SQLite lets the second writer begin only when the first has ended: the test above covers it
    with pytest.raises(Stale):
        _write_in_turns(store)
    store.close()


def _write_in_turns(store: Store) -> None:
    with store.session(SYSTEM) as first:
        read_angebot(first, "schuldenberatung")
        with store.session(SYSTEM) as second:
            write_angebot(second, an_angebot(email="second@hilfswerk.example"), municipality_id=TOWN.id)
        write_angebot(first, an_angebot(email="first@hilfswerk.example"), municipality_id=TOWN.id)


def test_an_archived_angebot_leaves_the_town_but_stays_in_the_store(town_store: Store) -> None:
    with town_store.session(SYSTEM) as session:
        archived = archive_angebot(session, "schuldenberatung", version=1)
        town = read_town(session, "beispielstadt")

        assert archived is not None
        assert (archived.status, archived.version) == ("archived", 2)
        assert town is not None
        assert list(town.angebote) == ["mieterberatung"]
        assert archive_angebot(session, "nichts", version=1) is None


def test_archiving_an_angebot_that_somebody_else_changed_is_refused(town_store: Store) -> None:
    with pytest.raises(Stale), town_store.session(SYSTEM) as session:
        archive_angebot(session, "schuldenberatung", version=7)


def test_an_angebot_is_not_moved_to_another_town(town_store: Store) -> None:
    store_town(town_store, another_town())

    with pytest.raises(ForeignRow), town_store.session(SYSTEM) as session:
        write_angebot(session, an_angebot(), municipality_id="nebenstadt")
