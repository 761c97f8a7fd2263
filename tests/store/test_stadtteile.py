"""Stadtteile in the store: neighbours on both sides, a tree without circles, and what keeps one from being deleted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from angebote.model import Stadtteil
from angebote.store import ForeignRow, Scope, Store
from angebote.store.catalogue import read_angebot, read_town, write_angebot
from angebote.store.history import Author
from angebote.store.stadtteile import (
    delete_stadtteil,
    free_slug,
    new_stadtteil,
    read_stadtteile,
    references_to,
    write_stadtteil,
)
from tests.store.towns import SYSTEM, a_full_town, another_town, store_town

TOWN = "beispielstadt"
COORDINATOR = Scope(municipality_id=TOWN)


@pytest.fixture
def town_store(store: Store) -> Store:
    store_town(store, a_full_town())
    return store


def _read(store: Store) -> dict[str, Stadtteil]:
    with store.session(SYSTEM, is_reading=True) as session:
        return dict(read_stadtteile(session, TOWN))


def _write(store: Store, stadtteil: Stadtteil, scope: Scope = COORDINATOR) -> None:
    with store.session(scope) as session:
        write_stadtteil(session, stadtteil, municipality_id=TOWN)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Süd-West (neu)", "sued-west-neu"),
        ("Straße 7", "strasse-7"),
        ("Żabikowo", "zabikowo"),
        ("„…“", "stadtteil"),
        ("Nord", "nord-3"),
    ],
)
def test_a_short_name_is_made_of_the_name_and_is_free(name: str, slug: str) -> None:
    assert free_slug(name, {"nord", "nord-2"}) == slug


def test_a_very_long_name_makes_a_short_name_that_fits() -> None:
    assert len(free_slug("sehr lang " * 20, ())) <= 70


def test_a_new_stadtteil_stands_last_and_raises_the_version_of_the_town(town_store: Store) -> None:
    with town_store.session(COORDINATOR) as session:
        before = read_town(session, TOWN)
        new = new_stadtteil(session, "Süd", municipality_id=TOWN)
        write_stadtteil(session, replace(new, level="Stadtteil", aliases=("Süden",), point=(51.4, 7.0)), municipality_id=TOWN)
    with town_store.session(SYSTEM, is_reading=True) as session:
        after = read_town(session, TOWN)

    assert before is not None
    assert after is not None
    assert after.version > before.version
    assert list(after.stadtteile) == [*before.stadtteile, new.id]
    assert after.stadtteile[new.id].slug == "sued"
    assert after.stadtteile[new.id].point == (51.4, 7.0)


def test_neighbours_are_kept_on_both_sides(town_store: Store) -> None:
    _write(town_store, replace(_read(town_store)["hafen"], neighbour_ids=("nordviertel",)))
    assert _read(town_store)["nordviertel"].neighbour_ids == ("altendorf", "hafen")

    _write(town_store, replace(_read(town_store)["nordviertel"], neighbour_ids=("hafen",)))
    found = _read(town_store)
    assert found["altendorf"].neighbour_ids == ()
    assert found["hafen"].neighbour_ids == ("nordviertel",)


@pytest.mark.parametrize(
    "wrong",
    [{"parent_id": "altendorf"}, {"parent_id": "hafen"}, {"neighbour_ids": ("altendorf",)}, {"neighbour_ids": ("gibtesnicht",)}],
)
def test_a_tree_that_leads_back_and_a_neighbour_that_is_none_are_refused(town_store: Store, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        _write(town_store, replace(_read(town_store)["altendorf"], **wrong))  # type: ignore[arg-type]


def test_a_coordinator_writes_no_stadtteil_of_another_town(town_store: Store) -> None:
    store_town(town_store, another_town())
    with pytest.raises(ForeignRow), town_store.session(Scope(municipality_id="nebenstadt")) as session:
        write_stadtteil(session, Stadtteil(id="neu", slug="neu", name="Neu", level="Stadtteil"), municipality_id=TOWN)


def test_what_refers_to_a_stadtteil_is_counted(town_store: Store) -> None:
    with town_store.session(COORDINATOR) as session:
        assert references_to(session, "altendorf")["stadtteil"] == 1
        assert references_to(session, "nordviertel")["location"] == 1
        assert references_to(session, "hafen") == {}

        angebot = read_angebot(session, "mieterberatung")
        assert angebot is not None
        author = Author(name="A. B.", at=datetime(2026, 2, 3, tzinfo=UTC))
        named = write_angebot(session, replace(angebot, stadtteil_ids=("hafen",)), municipality_id=TOWN, author=author)
        assert references_to(session, "hafen") == {"angebot_stadtteil": 1, "angebot_change": 1}
        write_angebot(session, replace(named, stadtteil_ids=()), municipality_id=TOWN, author=author)
        assert references_to(session, "hafen") == {"angebot_change": 1}, "the earlier version may be brought back"


def test_a_stadtteil_that_is_deleted_is_forgotten_by_its_neighbours(town_store: Store) -> None:
    _write(town_store, replace(_read(town_store)["hafen"], neighbour_ids=("nordviertel",)))
    with town_store.session(COORDINATOR) as session:
        delete_stadtteil(session, "hafen")

    found = _read(town_store)
    assert "hafen" not in found
    assert found["nordviertel"].neighbour_ids == ("altendorf",)
