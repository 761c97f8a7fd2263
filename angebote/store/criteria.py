"""What each scope sees of each table: one criterion per mapped class, so that a new table without one is noticed."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import LoaderCriteriaOption, with_loader_criteria

from angebote.store import tables
from angebote.store.scope import Scope

Criterion = Callable[[Scope], ColumnElement[bool]]


def criteria_of(scope: Scope) -> Sequence[LoaderCriteriaOption]:
    """Return the options that narrow every statement of a Session to its scope; none for the system."""
    if scope.is_system:
        return ()
    return tuple(with_loader_criteria(row, criterion(scope), include_aliases=True) for row, criterion in CRITERIA.items())


def _municipality(scope: Scope) -> ColumnElement[bool]:
    return tables.MunicipalityRow.id == scope.municipality_id


def _of_municipality(row: Any) -> Criterion:
    return lambda scope: row.municipality_id == scope.municipality_id


def _angebot(scope: Scope) -> ColumnElement[bool]:
    return and_(
        tables.AngebotRow.municipality_id == scope.municipality_id,
        tables.AngebotRow.traeger_id.in_(scope.traeger_ids) if scope.traeger_ids is not None else true(),
    )


def _of_angebot(row: Any) -> Criterion:
    return lambda scope: and_(row.municipality_id == scope.municipality_id, _is_of_own_angebot(row, scope))


def _schedule(scope: Scope) -> ColumnElement[bool]:
    row = tables.ScheduleRow
    return and_(row.municipality_id == scope.municipality_id, or_(row.angebot_id.is_(None), _is_of_own_angebot(row, scope)))


def _is_of_own_angebot(row: Any, scope: Scope) -> ColumnElement[bool]:
    if scope.traeger_ids is None:
        return true()
    angebot = tables.AngebotRow.__table__.alias("own_angebot")
    own: ColumnElement[bool] = row.angebot_id.in_(select(angebot.c.id).where(angebot.c.traeger_id.in_(scope.traeger_ids)))
    return own


def _account(scope: Scope) -> ColumnElement[bool]:
    return _may_be_seen(tables.AccountRow, scope)


def _may_be_seen(account: Any, scope: Scope) -> ColumnElement[bool]:
    """Coordinators see the people of their town; a lead those who work for the lead's Traeger and for no other."""
    is_of_town: ColumnElement[bool] = account.municipality_id == scope.municipality_id
    if scope.traeger_ids is None:
        return is_of_town
    if not scope.is_lead:
        return false()
    work = tables.AccountTraegerRow.__table__.alias("work")
    own = select(work.c.account_id).where(work.c.traeger_id.in_(scope.traeger_ids))
    foreign = select(work.c.account_id).where(work.c.traeger_id.not_in(scope.traeger_ids))
    return and_(is_of_town, account.role.in_(("editor", "lead")), account.id.in_(own), account.id.not_in(foreign))


def _of_account(row: Any) -> Criterion:
    account = tables.AccountRow.__table__.alias("own_account")

    def criterion(scope: Scope) -> ColumnElement[bool]:
        own: ColumnElement[bool] = row.account_id.in_(select(account.c.id).where(_may_be_seen(account.c, scope)))
        return own

    return criterion


def _audit(scope: Scope) -> ColumnElement[bool]:
    return tables.AuditRow.municipality_id == scope.municipality_id if scope.traeger_ids is None else false()


def _draft(scope: Scope) -> ColumnElement[bool]:
    return tables.DraftRow.account_id == scope.account_id if scope.account_id is not None else false()


def _of_coordinators(row: Any) -> Criterion:
    """What coordinators decided about their town is theirs: it may concern several Traeger."""
    return lambda scope: row.municipality_id == scope.municipality_id if scope.traeger_ids is None else false()


def _nothing(scope: Scope) -> ColumnElement[bool]:  # noqa: ARG001 - the same for every scope
    return false()


CRITERIA: dict[type[tables.Table], Criterion] = {
    tables.MunicipalityRow: _municipality,
    tables.AngebotRow: _angebot,
    tables.ScheduleRow: _schedule,
    **{
        row: _of_municipality(row)
        for row in (
            tables.StadtteilRow,
            tables.TraegerRow,
            tables.ProgrammeRow,
            tables.ProgrammeTraegerRow,
            tables.LocationRow,
            tables.EmergencyPlaceRow,
            tables.SchoolHolidayRow,
            tables.TopicWordRow,
        )
    },
    **{
        row: _of_angebot(row)
        for row in (
            tables.AngebotTextRow,
            tables.AngebotTopicRow,
            tables.AngebotStadtteilRow,
            tables.AngebotPhoneRow,
            tables.AngebotLanguageRow,
            tables.ScheduleExceptionRow,
            tables.AngebotInsteadRow,
            tables.AngebotChangeRow,
            tables.ConfirmationRow,
            tables.ProposalRow,
            tables.FeedbackRow,
        )
    },
    tables.AccountRow: _account,
    tables.AuditRow: _audit,
    tables.DraftRow: _draft,
    **{row: _of_coordinators(row) for row in (tables.AngebotDistinctRow, tables.GoneRow, tables.MergedPlaceRow)},
    **{row: _of_account(row) for row in (tables.AccountTraegerRow, tables.AdminSessionRow, tables.SignInLinkRow, tables.MailRow)},
    **dict.fromkeys(
        (tables.SignInFailureRow, tables.ConversationRow, tables.InboxRow, tables.OutboxRow, tables.CounterRow), _nothing
    ),
}
