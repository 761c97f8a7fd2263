"""The one kind of Session there is: it narrows what is read, refuses what is foreign and raises versions."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, event, select, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, attributes, object_mapper
from sqlalchemy.orm.interfaces import ONETOMANY

from angebote.store import tables
from angebote.store.criteria import criteria_of
from angebote.store.scope import Scope

_TOUCHED = "touched_municipalities"
_ABOUT_AN_ANGEBOT = tables.AngebotChangeRow | tables.ConfirmationRow | tables.ProposalRow | tables.FeedbackRow
_ROLES_OF_A_TOWN = {"editor", "lead", "coordinator"}


class ForeignRow(PermissionError):  # noqa: N818 - says what it is
    """A row outside of the Session's scope was to be written. Our fault: the panel must not offer it."""


class ScopedSession(Session):
    """A Session within a scope.

    Errors: TypeError without a scope; ForeignRow (on flush) for rows outside of it; PermissionError for statements that would go around it.
    """

    def __init__(self, bind: Connection, *, scope: Scope, is_reading: bool = False) -> None:
        if not isinstance(scope, Scope):
            raise TypeError("a Session needs a Scope")
        super().__init__(bind, expire_on_commit=False)
        self.scope = scope
        self.is_reading = is_reading
        self.criteria = criteria_of(scope)


def _narrow(state: ORMExecuteState) -> None:
    session = state.session
    if not isinstance(session, ScopedSession):
        raise TypeError("a Session needs a Scope")
    if not session.scope.is_system and not state.is_orm_statement:
        raise PermissionError("a scoped Session runs statements about mapped classes only")
    if state.is_insert or state.is_update or state.is_delete:
        _check_bulk_change(state, session)
    elif state.is_select and not state.is_column_load and session.criteria:
        state.statement = state.statement.options(*session.criteria)


def _check_bulk_change(state: ORMExecuteState, session: ScopedSession) -> None:
    row = state.bind_mapper.class_ if state.bind_mapper else None
    if session.is_reading:
        raise PermissionError("this Session only reads")
    if not session.scope.is_system or row is None or _is_catalogue(row):
        raise PermissionError("rows of the catalogue and rows in a scope are changed as objects, never in bulk")


def _is_catalogue(row: type) -> bool:
    return issubclass(row, tables.OfMunicipality | tables.MunicipalityRow)


def _before_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if not isinstance(session, ScopedSession):
        raise TypeError("a Session needs a Scope")
    with session.no_autoflush:
        _complete_children(session)
        changed = _changed(session)
        if changed and session.is_reading:
            raise PermissionError("this Session only reads")
        if not session.scope.is_system:
            for row in changed:
                _check(row, session)
        _raise_versions(session, changed)


def _changed(session: Session) -> list[Any]:
    return [*session.new, *(row for row in session.dirty if session.is_modified(row)), *session.deleted]


def _complete_children(session: Session) -> None:
    """Give new rows in collections their owner's id and municipality, so that they can be checked before they are written."""
    for row in [*session.new, *session.dirty]:
        for relation in object_mapper(row).relationships:
            if relation.direction is ONETOMANY and relation.uselist:
                for child in row.__dict__.get(relation.key, ()):
                    _complete_child(row, child, relation.synchronize_pairs)


def _complete_child(owner: Any, child: Any, pairs: Any) -> None:
    for owner_column, child_column in pairs:
        if getattr(child, child_column.key) is None:
            setattr(child, child_column.key, getattr(owner, owner_column.key))
    if isinstance(child, tables.OfMunicipality) and child.municipality_id is None:
        child.municipality_id = owner.municipality_id


def _check(row: Any, session: ScopedSession) -> None:
    if isinstance(row, tables.AngebotChangeRow):
        _demand(row in session.new, row)  # what happened stays as it was
    if isinstance(row, tables.FeedbackRow):
        _demand(
            row not in session.new and row not in session.deleted, row
        )  # residents alone say something, time alone takes it away
    if isinstance(row, tables.OfMunicipality | tables.FeedbackRow):
        _check_catalogue(row, session)
    elif isinstance(row, tables.AuditRow):
        _demand(row in session.new and row.municipality_id == session.scope.municipality_id, row)
    elif isinstance(row, tables.DraftRow):
        _demand(all(value == session.scope.account_id for value in _values(row, "account_id")), row)
    elif isinstance(row, tables.MunicipalityRow):
        is_own = row.id == session.scope.municipality_id and row not in session.new and row not in session.deleted
        _demand(is_own and session.scope.traeger_ids is None, row)
    else:
        _check_account(row, session)


def _check_catalogue(row: Any, session: ScopedSession) -> None:
    scope = session.scope
    _demand(all(value == scope.municipality_id for value in _values(row, "municipality_id")), row)
    _demand(all(_municipality_of(table, key, session) == scope.municipality_id for table, key in _references(row)), row)
    is_new_place = (
        isinstance(row, tables.LocationRow) and row in session.new
    )  # staff of a Traeger may add a place, not change one
    if scope.traeger_ids is not None and not is_new_place and not _is_led(row, session):
        _demand(bool(owners := _owners(row, session)) and all(owner in scope.traeger_ids for owner in owners), row)


def _is_led(row: Any, session: ScopedSession) -> bool:
    """Tell whether a row is a Traeger that a lead leads: they change what it says of itself, and neither add nor delete one."""
    scope, is_traeger = session.scope, isinstance(row, tables.TraegerRow)
    if not (scope.is_lead and is_traeger) or row in session.new or row in session.deleted:
        return False
    return all(value in (scope.traeger_ids or ()) for value in _values(row, "id"))


def _check_account(row: Any, session: ScopedSession) -> None:
    scope = session.scope
    _demand(scope.traeger_ids is None or scope.is_lead, row)
    if isinstance(row, tables.AccountRow):
        _demand(set(_values(row, "role")) <= ({"editor", "lead"} if scope.is_lead else _ROLES_OF_A_TOWN), row)
        _demand(all(value == scope.municipality_id for value in _values(row, "municipality_id")), row)
        _demand(not scope.is_lead or all(one.traeger_id in (scope.traeger_ids or ()) for one in row.traeger), row)
    elif scope.is_lead:
        _demand(_sees_account(row.account_id, session), row)
        _demand(getattr(row, "traeger_id", None) in (None, *(scope.traeger_ids or ())), row)
    else:
        references = list(_references(row))
        _demand(bool(references), row)
        _demand(all(_municipality_of(table, key, session) == scope.municipality_id for table, key in references), row)


def _sees_account(account_id: str, session: ScopedSession) -> bool:
    is_new = any(isinstance(row, tables.AccountRow) and row.id == account_id for row in session.new)
    return is_new or session.scalar(select(tables.AccountRow.id).where(tables.AccountRow.id == account_id)) is not None


def _demand(holds: bool, row: Any) -> None:
    if not holds:
        raise ForeignRow(f"a row of {row.__tablename__} lies outside of the scope")


def _values(row: Any, name: str) -> list[Any]:
    """Return the present value of an attribute and the one it replaces."""
    return [getattr(row, name), *(attributes.get_history(row, name).deleted or ())]


def _references(row: Any) -> Iterator[tuple[type[Any], str]]:
    """Yield the rows a row refers to, as (class, id)."""
    by_table = {mapper.local_table: mapper.class_ for mapper in tables.Table.registry.mappers}
    for column in object_mapper(row).local_table.columns:
        for foreign_key in column.foreign_keys:
            referred = by_table[foreign_key.column.table]
            if referred is not tables.MunicipalityRow:
                yield from ((referred, value) for value in _values(row, column.key) if value is not None)


def _municipality_of(referred: type[Any], key: str, session: ScopedSession) -> str | None:
    return _attribute_of(referred, key, "municipality_id", session)


def _owners(row: Any, session: ScopedSession) -> list[str | None]:
    """Return the Traeger a row belongs to: of the Angebot itself, or of the one it is part of; none for anything else."""
    if isinstance(row, tables.AngebotRow):
        return _values(row, "traeger_id")
    if isinstance(row, tables.OfAngebot | tables.ScheduleRow | _ABOUT_AN_ANGEBOT):
        return [_attribute_of(tables.AngebotRow, key, "traeger_id", session) for key in _values(row, "angebot_id") if key]
    return []


def _attribute_of(referred: type[Any], key: str, name: str, session: ScopedSession) -> str | None:
    """Look an attribute up in new rows, then in the database past the scope: the answer is compared, never shown."""
    for row in session.new:
        if isinstance(row, referred) and row.id == key:
            return str(getattr(row, name))
    table = referred.__table__
    found: str | None = session.connection().execute(select(table.c[name]).where(table.c.id == key)).scalar_one_or_none()
    return found


def _raise_versions(session: ScopedSession, changed: list[Any]) -> None:
    touched = session.info.setdefault(_TOUCHED, set())
    for row in changed:
        if isinstance(row, tables.OfMunicipality):
            touched.update(_values(row, "municipality_id"))
        elif isinstance(row, tables.MunicipalityRow) and row not in session.new:
            touched.add(row.id)
        _raise_angebot_version(row, session)


def _raise_angebot_version(row: Any, session: ScopedSession) -> None:
    angebot = row
    if isinstance(row, tables.OfAngebot | tables.ScheduleRow):
        angebot = session.get(tables.AngebotRow, row.angebot_id) if row.angebot_id else None
    if not isinstance(angebot, tables.AngebotRow) or angebot in session.new or angebot in session.deleted:
        return
    if not attributes.get_history(angebot, "version").has_changes():
        angebot.version += 1


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    """Raise the version of each municipality whose catalogue changed, counted by the database so that no change is lost."""
    touched = session.info.pop(_TOUCHED, set()) - {None}
    if not touched:
        return
    row = tables.MunicipalityRow
    for key in sorted(touched):  # always in the same order, or two writers could wait for each other
        session.connection().execute(update(row).where(row.id == key).values(version=row.version + 1))


def _after_flush_postexec(session: Session, _context: UOWTransaction) -> None:
    for row in session.identity_map.values():
        if isinstance(row, tables.MunicipalityRow):
            session.expire(row, ["version"])


event.listen(ScopedSession, "do_orm_execute", _narrow)
event.listen(ScopedSession, "before_flush", _before_flush)
event.listen(ScopedSession, "after_flush", _after_flush)
event.listen(ScopedSession, "after_flush_postexec", _after_flush_postexec)
