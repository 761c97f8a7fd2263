"""Who sees and changes what: coordinators their municipality, staff of a Traeger their own Angebote, nobody anything without a scope."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

import angebote
from angebote.store import ForeignRow, Scope, ScopedSession, Store, tables
from angebote.store.audit import note
from angebote.store.catalogue import list_angebote, read_angebot, read_town, read_towns, write_angebot, write_school_holidays
from angebote.store.conversations import save_conversation
from angebote.store.criteria import CRITERIA
from angebote.store.drafts import Draft, keep_draft, read_draft
from angebote.store.duplicates import keep_apart
from angebote.store.history import Author
from angebote.store.topic_words import write_topic_words
from tests.builders import an_angebot
from tests.store.towns import SYSTEM, a_full_town, another_town, store_town

NOW = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
COORDINATOR = Scope(municipality_id="beispielstadt")
STAFF = Scope(municipality_id="beispielstadt", traeger_ids=("hilfswerk",))
LEAD = replace(STAFF, is_lead=True)
NOBODY = Scope(municipality_id="beispielstadt", traeger_ids=())
CATALOGUE = [row for row in CRITERIA if issubclass(row, tables.OfMunicipality)]


@pytest.fixture
def two_towns(store: Store) -> Store:
    store_town(store, a_full_town())
    store_town(store, another_town())
    with store.session(SYSTEM) as session:
        for town in ("beispielstadt", "nebenstadt"):
            session.add(_account(f"coordinator-{town}", town, role="coordinator"))
            session.add(_account(f"editor-{town}", town))
        session.flush()
        session.add(tables.AccountTraegerRow(account_id="editor-beispielstadt", traeger_id="hilfswerk"))
        session.add(tables.AccountTraegerRow(account_id="editor-nebenstadt", traeger_id="nebenwerk"))
        session.add(tables.ConfirmationRow(angebot_id="kleiderkammer", municipality_id="nebenstadt", asked_on=NOW.date()))
        session.add(
            tables.ProposalRow(
                id="proposal",
                angebot_id="kleiderkammer",
                municipality_id="nebenstadt",
                made_at=NOW,
                author="A. B.",
                state="open",
                fields={},
            )
        )
        write_angebot(session, an_angebot("zweite", traeger_id="nebenwerk"), municipality_id="nebenstadt")
        keep_apart(session, "kleiderkammer", "zweite", author=Author(name="A. B.", at=NOW), municipality_id="nebenstadt")
        for angebot in list_angebote(session):
            town = session.get_one(tables.AngebotRow, angebot.id).municipality_id
            if town == "nebenstadt":
                changed = replace(angebot, search_words=("neu",))
                write_angebot(session, changed, municipality_id=town, author=Author(name="A. B.", at=NOW))
        save_conversation(session, "key", {}, now=NOW)
        for town in ("beispielstadt", "nebenstadt"):
            write_school_holidays(session, ((NOW.date(), NOW.date(), town),), municipality_id=town)
            write_topic_words(session, {"housing": (town,)}, municipality_id=town)
            session.add(tables.GoneRow(id=f"gone-{town}", municipality_id=town, kind="traeger"))
            session.add(
                tables.MergedPlaceRow(
                    id=f"merged-{town}",
                    municipality_id=town,
                    kept_id="x",
                    place={},
                    position=0,
                    proposals={},
                    merged_at=NOW,
                    author="A. B.",
                )
            )
            keep_draft(session, f"editor-{town}", "schuldenberatung", Draft({"hours": ["Mo 9-12"]}, NOW))
    return store


def _account(key: str, town: str | None, *, role: str = "editor") -> tables.AccountRow:
    return tables.AccountRow(id=key, municipality_id=town, email=f"{key}@town.example", name="A. B.", role=role, created_at=NOW)


def test_a_session_without_a_scope_cannot_be_made(store: Store) -> None:
    with store.engine.connect() as connection, pytest.raises(TypeError):
        ScopedSession(connection, scope=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong",
    [{}, {"traeger_ids": ("a",)}, {"is_system": True, "municipality_id": "a"}, {"is_system": True, "traeger_ids": ()}],
)
def test_a_scope_that_names_nothing_or_too_much_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Scope(**wrong)  # type: ignore[arg-type]


def test_no_code_makes_a_session_past_the_store() -> None:
    root = Path(angebote.__file__).parent.parent
    pattern = r"(?<!class )\b((Scoped|Async)?Session|sessionmaker|scoped_session|create_engine)\("
    sources = [path for room in ("angebote", "bot", "admin") for path in root.joinpath(room).rglob("*.py")]
    makers = [path.name for path in sources if re.search(pattern, path.read_text("utf-8"))]

    assert sorted(set(makers)) == ["engine.py"]


def test_every_mapped_class_has_a_criterion() -> None:
    assert {mapper.class_ for mapper in tables.Table.registry.mappers} == set(CRITERIA)


def test_a_coordinator_sees_nothing_of_another_town_in_any_table(two_towns: Store) -> None:
    own = {"beispielstadt", "coordinator-beispielstadt", "editor-beispielstadt"}
    with two_towns.session(COORDINATOR, is_reading=True) as session:
        for row in CRITERIA:
            for found in session.scalars(select(row)):
                owner = getattr(found, "municipality_id", None) or getattr(found, "account_id", None) or found.id  # type: ignore[attr-defined]
                assert owner in own, row


def test_the_other_town_has_rows_that_a_coordinator_could_see(two_towns: Store) -> None:
    empty = {tables.ScheduleExceptionRow, tables.AngebotInsteadRow, tables.AngebotStadtteilRow}
    with two_towns.session(SYSTEM, is_reading=True) as session:
        for row in CATALOGUE:
            count = session.scalar(select(func.count()).select_from(row).where(row.municipality_id == "nebenstadt"))
            assert count or row in empty, row


def test_a_coordinator_reads_only_the_own_town(two_towns: Store) -> None:
    with two_towns.session(COORDINATOR, is_reading=True) as session:
        assert list(read_towns(session)) == ["beispielstadt"]
        assert read_town(session, "nebenstadt") is None
        assert read_angebot(session, "kleiderkammer") is None
        assert [one.id for one in list_angebote(session)] == ["schuldenberatung", "mieterberatung"]


def test_staff_of_a_traeger_see_only_their_angebote_and_the_rest_of_the_catalogue(two_towns: Store) -> None:
    with two_towns.session(STAFF, is_reading=True) as session:
        town = read_town(session, "beispielstadt")
        phones = session.scalars(select(tables.AngebotPhoneRow.angebot_id)).all()

        assert town is not None
        assert list(town.angebote) == ["schuldenberatung"]
        assert list(town.traeger) == ["hilfswerk", "mieterverein"]
        assert len(town.stadtteile) == 3
        assert read_angebot(session, "mieterberatung") is None
        assert set(phones) == {"schuldenberatung"}


def test_staff_without_a_traeger_see_no_angebot(two_towns: Store) -> None:
    with two_towns.session(NOBODY, is_reading=True) as session:
        assert list_angebote(session) == []


@pytest.mark.parametrize("scope", [COORDINATOR, STAFF], ids=["coordinator", "staff"])
def test_nobody_sees_conversations_but_the_program(two_towns: Store, scope: Scope) -> None:
    with two_towns.session(scope, is_reading=True) as session:
        assert session.scalars(select(tables.ConversationRow)).all() == []


def test_what_somebody_typed_is_seen_by_nobody_else(two_towns: Store) -> None:
    for account, is_own in (("editor-beispielstadt", True), ("coordinator-beispielstadt", False), (None, False)):
        for scope in (replace(COORDINATOR, account_id=account), replace(STAFF, account_id=account)):
            with two_towns.session(scope, is_reading=True) as session:
                found = read_draft(session, "editor-beispielstadt", "schuldenberatung", NOW)
                assert (found is not None) == is_own
                assert read_draft(session, "editor-nebenstadt", "schuldenberatung", NOW) is None


def test_accounts_are_seen_by_the_own_coordinator_only(two_towns: Store) -> None:
    with two_towns.session(COORDINATOR, is_reading=True) as session:
        assert {one.id for one in session.scalars(select(tables.AccountRow))} == {
            "coordinator-beispielstadt",
            "editor-beispielstadt",
        }
        assert [one.traeger_id for one in session.scalars(select(tables.AccountTraegerRow))] == ["hilfswerk"]
    with two_towns.session(STAFF, is_reading=True) as session:
        assert session.scalars(select(tables.AccountRow)).all() == []
        assert session.scalars(select(tables.AccountTraegerRow)).all() == []


def test_staff_add_to_the_log_of_their_town_and_read_nothing_of_it(two_towns: Store) -> None:
    with two_towns.session(STAFF) as session:
        note(session, Author(name="A. B.", at=NOW), "x", municipality_id="beispielstadt")
        assert session.scalars(select(tables.AuditRow)).all() == []
    with two_towns.session(COORDINATOR) as session:
        assert [one.subject for one in session.scalars(select(tables.AuditRow))] == ["x"]
    with pytest.raises(ForeignRow):
        _do(two_towns, COORDINATOR, lambda session: setattr(session.scalars(select(tables.AuditRow)).one(), "subject", "y"))


def test_staff_change_their_own_angebot(two_towns: Store) -> None:
    with two_towns.session(STAFF) as session:
        changed = write_angebot(session, an_angebot(email="neu@hilfswerk.example"), municipality_id="beispielstadt")
        added = write_angebot(session, an_angebot("neu"), municipality_id="beispielstadt")

    assert (changed.version, added.version) == (2, 1)


Change = Callable[[Session], object]


def _set(row: type[tables.Table], key: object, name: str, value: object) -> Change:
    """Return a change of a row that was loaded by the system and got into the wrong Session."""
    return lambda session: setattr(session.get_one(row, key), name, value)


FOR_STAFF: dict[str, Change] = {
    "an Angebot of another Traeger": lambda session: write_angebot(
        session, an_angebot("x", traeger_id="mieterverein"), municipality_id="beispielstadt"
    ),
    "giving the own Angebot away": _set(tables.AngebotRow, "schuldenberatung", "traeger_id", "mieterverein"),
    "an Angebot in another town": lambda session: write_angebot(session, an_angebot("x"), municipality_id="nebenstadt"),
    "a phone of a foreign Angebot": lambda session: session.add(
        tables.AngebotPhoneRow(angebot_id="mieterberatung", position=9, number="1", municipality_id="beispielstadt")
    ),
    "moving a phone to a foreign Angebot": _set(tables.AngebotPhoneRow, ("schuldenberatung", 0), "angebot_id", "mieterberatung"),
    "a Stadtteil": _set(tables.StadtteilRow, "hafen", "name", "Kai"),
    "a Traeger": _set(tables.TraegerRow, "hilfswerk", "name", "Anders"),
    "a programme": _set(tables.ProgrammeRow, "treffpunkt", "name", "Anders"),
    "a location": _set(tables.LocationRow, "haus-nord", "name", "Anders"),
    "the town": _set(tables.MunicipalityRow, "beispielstadt", "name", "Anders"),
    "an account": lambda session: session.add(_account("x", "beispielstadt")),
    "days without school": lambda session: write_school_holidays(session, (), municipality_id="beispielstadt"),
    "a text in the name of somebody else": lambda session: keep_draft(session, "editor-nebenstadt", "x", Draft({}, NOW)),
    "what was said of two Angebote": lambda session: keep_apart(
        session, "schuldenberatung", "schuldenberatung", author=Author(name="A. B.", at=NOW), municipality_id="beispielstadt"
    ),
    "what was deleted": lambda session: session.add(tables.GoneRow(id="x", municipality_id="beispielstadt", kind="traeger")),
    "an entry in the log of another town": lambda session: note(
        session, Author(name="A. B.", at=NOW), "x", municipality_id="nebenstadt"
    ),
    "an exception of nobody": lambda session: session.add(
        tables.ScheduleRow(id="x", municipality_id="beispielstadt", opens_at=NOW.time(), closes_at=NOW.time())
    ),
}
FOR_COORDINATORS: dict[str, Change] = {
    "an Angebot in another town": lambda session: write_angebot(session, an_angebot("x"), municipality_id="nebenstadt"),
    "an Angebot of a Traeger of another town": lambda session: write_angebot(
        session, an_angebot("x", traeger_id="nebenwerk"), municipality_id="beispielstadt"
    ),
    "an Angebot in a place of another town": lambda session: write_angebot(
        session, replace(an_angebot(), location_id="nebenhaus"), municipality_id="beispielstadt"
    ),
    "an Angebot for a Stadtteil of another town": lambda session: write_angebot(
        session, replace(an_angebot(), stadtteil_ids=("nebenviertel",)), municipality_id="beispielstadt"
    ),
    "moving a Stadtteil to another town": _set(tables.StadtteilRow, "hafen", "municipality_id", "nebenstadt"),
    "another town": lambda session: session.add(tables.MunicipalityRow(id="x", slug="x", name="X", state="NW")),
    "deleting the town": lambda session: session.delete(session.get_one(tables.MunicipalityRow, "beispielstadt")),
    "an account of another town": lambda session: session.add(_account("x", "nebenstadt")),
    "an operator": lambda session: session.add(_account("x", "beispielstadt", role="operator")),
    "becoming an operator": _set(tables.AccountRow, "coordinator-beispielstadt", "role", "operator"),
    "a Traeger of another town for an account": lambda session: session.add(
        tables.AccountTraegerRow(account_id="coordinator-beispielstadt", traeger_id="nebenwerk")
    ),
    "an account of another town for a Traeger": lambda session: session.add(
        tables.AccountTraegerRow(account_id="coordinator-nebenstadt", traeger_id="hilfswerk")
    ),
    "days without school of another town": lambda session: write_school_holidays(
        session, ((NOW.date(), NOW.date(), ""),), municipality_id="nebenstadt"
    ),
    "a text in the name of somebody else": lambda session: keep_draft(session, "editor-beispielstadt", "x", Draft({}, NOW)),
    "what was said of an Angebot of another town": lambda session: keep_apart(
        session, "schuldenberatung", "kleiderkammer", author=Author(name="A. B.", at=NOW), municipality_id="beispielstadt"
    ),
    "what was deleted in another town": lambda session: session.add(
        tables.GoneRow(id="x", municipality_id="nebenstadt", kind="traeger")
    ),
    "a conversation": lambda session: session.add(tables.ConversationRow(key="x", state={}, updated_at=NOW)),
}


@pytest.mark.parametrize("change", list(FOR_STAFF.values()), ids=list(FOR_STAFF))
def test_staff_of_a_traeger_cannot_write(two_towns: Store, change: Change) -> None:
    with pytest.raises(ForeignRow):
        _do(two_towns, STAFF, change)


def test_a_lead_changes_what_the_own_traeger_says_of_itself(two_towns: Store) -> None:
    _do(two_towns, LEAD, FOR_STAFF["a Traeger"])
    with two_towns.session(COORDINATOR, is_reading=True) as session:
        assert session.get_one(tables.TraegerRow, "hilfswerk").name == "Anders"


@pytest.mark.parametrize(
    "change",
    [
        _set(tables.TraegerRow, "mieterverein", "name", "Anders"),
        _set(tables.TraegerRow, "hilfswerk", "municipality_id", "nebenstadt"),
        lambda session: session.add(tables.TraegerRow(id="x", name="X", municipality_id="beispielstadt")),
        lambda session: session.delete(session.get_one(tables.TraegerRow, "hilfswerk")),
        *(change for name, change in FOR_STAFF.items() if name not in ("a Traeger", "an account")),
    ],
)
def test_a_lead_cannot_write(two_towns: Store, change: Change) -> None:
    with pytest.raises(ForeignRow):
        _do(two_towns, LEAD, change)


@pytest.mark.parametrize("change", list(FOR_COORDINATORS.values()), ids=list(FOR_COORDINATORS))
def test_a_coordinator_cannot_write(two_towns: Store, change: Change) -> None:
    with pytest.raises(ForeignRow):
        _do(two_towns, COORDINATOR, change)


def test_a_coordinator_changes_what_belongs_to_the_town(two_towns: Store) -> None:
    with two_towns.session(COORDINATOR) as session:
        session.get_one(tables.MunicipalityRow, "beispielstadt").operator = "Rathaus"
        session.get_one(tables.StadtteilRow, "hafen").name = "Kai"
        session.add(tables.TraegerRow(id="neu", name="Neu", municipality_id="beispielstadt"))
        session.add(_account("neu", "beispielstadt"))
        session.flush()
        session.add(tables.AccountTraegerRow(account_id="neu", traeger_id="neu"))
        write_angebot(session, an_angebot("neu", traeger_id="neu"), municipality_id="beispielstadt")


@pytest.mark.parametrize(
    "statement",
    [
        text("SELECT 1"),
        select(tables.AngebotRow.__table__),
        update(tables.AngebotRow).values(status="archived"),
        delete(tables.AngebotRow),
        insert(tables.TraegerRow).values(id="x", name="X", municipality_id="beispielstadt", aliases=[], website="", position=0),
    ],
    ids=["text", "table", "update", "delete", "insert"],
)
def test_a_statement_that_would_go_around_the_scope_is_refused(two_towns: Store, statement: object) -> None:
    with pytest.raises(PermissionError):
        _do(two_towns, COORDINATOR, lambda session: session.execute(statement))  # type: ignore[call-overload]


def test_a_bulk_change_of_the_catalogue_is_refused_even_for_the_program(two_towns: Store) -> None:
    with pytest.raises(PermissionError):
        _do(two_towns, SYSTEM, lambda session: session.execute(update(tables.AngebotRow).values(status="archived")))


def test_a_reading_session_changes_nothing(two_towns: Store) -> None:
    with pytest.raises(PermissionError), two_towns.session(SYSTEM, is_reading=True) as session:
        session.get_one(tables.StadtteilRow, "hafen").name = "Kai"


def _do(store: Store, scope: Scope, change: Change) -> None:
    with store.session(scope) as session:
        change(session)
