"""What somebody decided about two Angebote that look alike."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from angebote.store.columns import UUID_LENGTH, OfMunicipality, Table


class AngebotDistinctRow(OfMunicipality, Table):
    """Two Angebote that look alike and are two. Shape: `first_id` is the smaller id; `account` keeps the name of who said so."""

    __tablename__ = "angebot_distinct"

    first_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("angebot.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[str] = mapped_column(
        String(UUID_LENGTH), ForeignKey("angebot.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    account: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
