"""Traeger, programmes and places: written within the scope, never taken away from under an Angebot."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from angebote.model import Angebot, Town
from angebote.store import ForeignRow, Scope, Store
from angebote.store.catalogue import read_angebot, read_town, write_angebot
from angebote.store.history import Author
from angebote.store.merged_places import merge_locations
from angebote.store.parts import (
    StillUsedError,
    delete_programme,
    delete_traeger,
    take_out_of_programme,
    write_location,
    write_programme,
    write_traeger,
)
from angebote.store.proposals import accept, proposals, propose
from angebote.store.references import standing
from tests.builders import a_location, a_programme, a_town, a_traeger, an_angebot
from tests.store.towns import SYSTEM, another_town, store_town

NOW = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
AUTHOR = Author(name="Clara", at=NOW)
TOWN = "beispielstadt"
COORDINATOR = Scope(municipality_id=TOWN)


@pytest.fixture
def full(store: Store) -> Store:
    town = a_town(
        an_angebot(programme_id="treffpunkt"),
        an_angebot("kurs", traeger_id="mieterverein", programme_id="treffpunkt", status="published"),
        traeger=(a_traeger(), a_traeger("mieterverein", name="Mieterverein"), a_traeger("leer", name="Leer")),
        programmes=(a_programme(traeger_ids=("leer", "hilfswerk", "mieterverein")),),
        locations=(a_location(), a_location("haus-sued")),
    )
    store_town(store, town)
    store_town(store, another_town())
    return store


def _town(store: Store) -> Town:
    with store.session(SYSTEM, is_reading=True) as session:
        town = read_town(session, TOWN)
    assert town is not None
    return town


def _entry(session: Session, key: str = "schuldenberatung") -> Angebot:
    found = read_angebot(session, key)
    assert found is not None
    return found


CHANGES: dict[str, Callable[[Session], object]] = {
    "a Traeger": lambda session: write_traeger(session, a_traeger("leer", name="Anders"), municipality_id=TOWN),
    "a new Traeger": lambda session: write_traeger(session, a_traeger("neu"), municipality_id=TOWN),
    "a programme": lambda session: write_programme(session, a_programme(name="Anders"), municipality_id=TOWN),
    "a place": lambda session: write_location(session, a_location(name="Anders"), municipality_id=TOWN),
    "no Traeger": lambda session: delete_traeger(session, "leer"),
    "no programme": lambda session: delete_programme(session, "treffpunkt", author=AUTHOR),
    "one place": lambda session: merge_locations(session, "haus-nord", "haus-sued", author=AUTHOR),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_raises_the_version_of_the_town(full: Store, change: str) -> None:
    before = _town(full).version
    with full.session(COORDINATOR) as session:
        CHANGES[change](session)

    assert _town(full).version > before


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(
    "scope",
    [Scope(municipality_id=TOWN, traeger_ids=("hilfswerk",), is_lead=True), Scope(municipality_id="nebenstadt")],
    ids=["staff", "another town"],
)
def test_nobody_else_changes_them(full: Store, change: str, scope: Scope) -> None:
    before = _town(full)
    with pytest.raises((ForeignRow, NoResultFound, IntegrityError)), full.session(scope) as session:
        CHANGES[change](session)

    assert _town(full).version == before.version


def test_a_new_one_stands_last(full: Store) -> None:
    with full.session(COORDINATOR) as session:
        write_traeger(session, a_traeger("aaa", name="AAA"), municipality_id=TOWN)

    assert list(_town(full).traeger) == ["hilfswerk", "mieterverein", "leer", "aaa"]


def test_a_traeger_goes_with_its_part_in_programmes_and_not_with_angebote(full: Store) -> None:
    with full.session(COORDINATOR) as session:
        delete_traeger(session, "leer")
    with pytest.raises(StillUsedError), full.session(COORDINATOR) as session:
        delete_traeger(session, "hilfswerk")

    assert list(_town(full).traeger) == ["hilfswerk", "mieterverein"]
    assert _town(full).programmes["treffpunkt"].traeger_ids == ("hilfswerk", "mieterverein")


def test_only_the_angebote_of_those_who_leave_lose_the_programme(full: Store) -> None:
    with full.session(COORDINATOR) as session:
        take_out_of_programme(session, "treffpunkt", ["mieterverein"], author=AUTHOR)

    assert {key: one.programme_id for key, one in _town(full).angebote.items()} == {
        "schuldenberatung": "treffpunkt",
        "kurs": None,
    }


def test_a_place_is_not_put_together_with_itself(full: Store) -> None:
    with pytest.raises(ValueError), full.session(COORDINATOR) as session:
        merge_locations(session, "haus-nord", "haus-nord", author=AUTHOR)

    assert set(_town(full).locations) == {"haus-nord", "haus-sued"}


def test_what_waits_follows_what_is_gone(full: Store) -> None:
    with full.session(COORDINATOR) as session:
        present = _entry(session)
        without = write_angebot(session, replace(present, programme_id=None, location_id=None), municipality_id=TOWN)
        wished = replace(without, programme_id="treffpunkt", location_id="haus-nord", email="a@example.org")
        propose(session, without, wished, author=AUTHOR, state="open", due_on=None)
        delete_programme(session, "treffpunkt", author=AUTHOR)
        merge_locations(session, "haus-nord", "haus-sued", author=AUTHOR)
        waiting = proposals(session)[0]

        assert dict(waiting.fields) == {"location_id": [None, "haus-sued"], "email": ["", "a@example.org"]}
        assert accept(session, waiting, author=AUTHOR, today=NOW.date())
        assert (_entry(session).programme_id, _entry(session).location_id) == (None, "haus-sued")


def test_a_wish_keeps_what_is_there_and_loses_what_is_gone(full: Store) -> None:
    with full.session(COORDINATOR) as session:
        present = _entry(session)

        assert standing(session, replace(present, traeger_id="mieterverein"), present) == (
            replace(present, traeger_id="mieterverein"),
            (),
        )
        assert standing(session, replace(present, traeger_id="gone", email="a@example.org"), present) == (
            replace(present, email="a@example.org"),
            ("traeger_id",),
        )
