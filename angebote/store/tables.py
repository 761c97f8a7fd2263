"""All tables in one place: catalogue, accounts, conversation."""

from angebote.store.columns import InOrder, Loaded, Moment, OfAngebot, OfMunicipality, Table
from angebote.store.tables_accounts import (
    AccountRow,
    AccountTraegerRow,
    AdminSessionRow,
    MailRow,
    SignInFailureRow,
    SignInLinkRow,
)
from angebote.store.tables_catalogue import (
    AngebotInsteadRow,
    AngebotLanguageRow,
    AngebotPhoneRow,
    AngebotRow,
    AngebotStadtteilRow,
    AngebotTextRow,
    AngebotTopicRow,
    ConfirmationRow,
    EmergencyPlaceRow,
    LocationRow,
    MunicipalityRow,
    ProgrammeRow,
    ProgrammeTraegerRow,
    ScheduleExceptionRow,
    ScheduleRow,
    SchoolHolidayRow,
    StadtteilRow,
    TopicWordRow,
    TraegerRow,
)
from angebote.store.tables_conversation import ConversationRow, CounterRow, InboxRow, OutboxRow
from angebote.store.tables_distinct import AngebotDistinctRow
from angebote.store.tables_drafts import DraftRow
from angebote.store.tables_feedback import FeedbackRow
from angebote.store.tables_gone import GoneRow, MergedPlaceRow
from angebote.store.tables_history import AngebotChangeRow, AuditRow, ProposalRow

__all__ = [
    "AccountRow",
    "AccountTraegerRow",
    "AdminSessionRow",
    "AngebotChangeRow",
    "AngebotDistinctRow",
    "AngebotInsteadRow",
    "AngebotLanguageRow",
    "AngebotPhoneRow",
    "AngebotRow",
    "AngebotStadtteilRow",
    "AngebotTextRow",
    "AngebotTopicRow",
    "AuditRow",
    "ConfirmationRow",
    "ConversationRow",
    "CounterRow",
    "DraftRow",
    "EmergencyPlaceRow",
    "FeedbackRow",
    "GoneRow",
    "InOrder",
    "InboxRow",
    "Loaded",
    "LocationRow",
    "MailRow",
    "MergedPlaceRow",
    "Moment",
    "MunicipalityRow",
    "OfAngebot",
    "OfMunicipality",
    "OutboxRow",
    "ProgrammeRow",
    "ProgrammeTraegerRow",
    "ProposalRow",
    "ScheduleExceptionRow",
    "ScheduleRow",
    "SchoolHolidayRow",
    "SignInFailureRow",
    "SignInLinkRow",
    "StadtteilRow",
    "Table",
    "TopicWordRow",
    "TraegerRow",
]
