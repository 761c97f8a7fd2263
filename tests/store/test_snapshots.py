"""Snapshots are kept until a catalogue changes, in this process or another."""

from collections.abc import Callable
from datetime import time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from angebote.model import Town
from angebote.store import Store, open_store, tables
from angebote.store.catalogue import archive_angebot
from angebote.store.snapshots import Towns
from tests.store.towns import SYSTEM, a_full_town, another_town, store_town

Change = Callable[[Session], object]


def _add_a_phone(session: Session) -> None:
    angebot = session.get_one(tables.AngebotRow, "schuldenberatung")
    angebot.phones.append(tables.AngebotPhoneRow(position=5, number="0201 5550105"))
    session.flush()


def _add_hours(session: Session) -> None:
    row = tables.EmergencyPlaceRow
    place = session.scalars(select(row).where(row.municipality_id == "beispielstadt", row.kind == "homeless_tonight")).one()
    place.schedules.append(tables.ScheduleRow(id="hours", weekdays=["MO"], opens_at=time(9), closes_at=time(12)))
    session.flush()


CHANGES: dict[str, Change] = {
    "a Stadtteil": lambda session: setattr(session.get_one(tables.StadtteilRow, "hafen"), "name", "Kai"),
    "the town": lambda session: setattr(session.get_one(tables.MunicipalityRow, "beispielstadt"), "name", "Anders"),
    "a text": lambda session: setattr(session.get_one(tables.AngebotTextRow, ("schuldenberatung", "de")), "does", "Neu."),
    "a new phone": _add_a_phone,
    "a deleted phone": lambda session: session.delete(session.get_one(tables.AngebotPhoneRow, ("schuldenberatung", 0))),
    "a deleted Angebot": lambda session: session.delete(session.get_one(tables.AngebotRow, "mieterberatung")),
    "an archived Angebot": lambda session: archive_angebot(session, "mieterberatung", version=1),
    "hours of an emergency place": _add_hours,
}


@pytest.fixture
def town_store(store: Store) -> Store:
    store_town(store, a_full_town())
    store_town(store, another_town())
    return store


def test_a_snapshot_stays_the_same_object_while_nothing_changes(town_store: Store) -> None:
    towns = Towns(town_store)

    assert towns.current()["beispielstadt"] is towns.current()["beispielstadt"]
    assert list(towns.current()) == ["beispielstadt", "nebenstadt"]


@pytest.mark.parametrize("change", list(CHANGES.values()), ids=list(CHANGES))
def test_a_snapshot_is_read_again_after_a_change_by_another_process(address: str, town_store: Store, change: Change) -> None:
    towns = Towns(town_store)
    before = towns.current()
    other = open_store(address)
    with other.session(SYSTEM) as session:
        change(session)
    other.close()

    after = towns.current()

    assert after["beispielstadt"] is not before["beispielstadt"]
    assert after["beispielstadt"].version > before["beispielstadt"].version
    assert after["nebenstadt"] is before["nebenstadt"]


def test_a_change_that_was_rolled_back_changes_no_snapshot(town_store: Store) -> None:
    towns = Towns(town_store)
    before = towns.current()
    with pytest.raises(KeyError):
        _change_and_fail(town_store)

    assert towns.current()["beispielstadt"] is before["beispielstadt"]


def _change_and_fail(store: Store) -> None:
    with store.session(SYSTEM) as session:
        session.get_one(tables.StadtteilRow, "hafen").name = "Kai"
        session.flush()
        raise KeyError


def test_a_changed_part_of_an_angebot_raises_its_version(town_store: Store) -> None:
    with town_store.session(SYSTEM) as session:
        CHANGES["a text"](session)
        session.flush()
        assert session.get_one(tables.AngebotRow, "schuldenberatung").version == 2
        CHANGES["a deleted phone"](session)
        session.flush()
        assert session.get_one(tables.AngebotRow, "schuldenberatung").version == 3


def test_a_new_town_appears(town_store: Store) -> None:
    towns = Towns(town_store)
    towns.current()
    store_town(town_store, Town(id="adorf", slug="adorf", name="Adorf", state="NI", version=1))

    assert list(towns.current()) == ["adorf", "beispielstadt", "nebenstadt"]
