"""All tables in one place: catalogue, accounts, conversation."""

from angebote.store.columns import InOrder, Loaded, Moment, OfAngebot, OfMunicipality, Table
from angebote.store.tables_accounts import AccountRow, AccountTraegerRow, AdminSessionRow, SignInFailureRow, SignInLinkRow
from angebote.store.tables_catalogue import (
    AngebotInsteadRow,
    AngebotLanguageRow,
    AngebotPhoneRow,
    AngebotRow,
    AngebotStadtteilRow,
    AngebotTextRow,
    AngebotTopicRow,
    EmergencyPlaceRow,
    LocationRow,
    MunicipalityRow,
    ProgrammeRow,
    ProgrammeTraegerRow,
    ScheduleExceptionRow,
    ScheduleRow,
    StadtteilRow,
    TraegerRow,
)
from angebote.store.tables_conversation import ConversationRow, CounterRow, InboxRow, OutboxRow
from angebote.store.tables_history import AngebotChangeRow

__all__ = [
    "AccountRow",
    "AccountTraegerRow",
    "AdminSessionRow",
    "AngebotChangeRow",
    "AngebotInsteadRow",
    "AngebotLanguageRow",
    "AngebotPhoneRow",
    "AngebotRow",
    "AngebotStadtteilRow",
    "AngebotTextRow",
    "AngebotTopicRow",
    "ConversationRow",
    "CounterRow",
    "EmergencyPlaceRow",
    "InOrder",
    "InboxRow",
    "Loaded",
    "LocationRow",
    "Moment",
    "MunicipalityRow",
    "OfAngebot",
    "OfMunicipality",
    "OutboxRow",
    "ProgrammeRow",
    "ProgrammeTraegerRow",
    "ScheduleExceptionRow",
    "ScheduleRow",
    "SignInFailureRow",
    "SignInLinkRow",
    "StadtteilRow",
    "Table",
    "TraegerRow",
]
