"""What residents say is wrong with an Angebot, counted without people."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from angebote.store.columns import UUID_LENGTH, Table


class FeedbackRow(Table):
    """How often one thing was said about an Angebot on one day in one language; `seen` of them were seen to.

    Shape: it is no part of the catalogue: what is said changes nothing that residents see, so no version is raised.
    """

    __tablename__ = "feedback"
    __table_args__ = (Index("ix_feedback_municipality_id_day", "municipality_id", "day"),)

    angebot_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("angebot.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    reason: Mapped[str] = mapped_column(String(20), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    municipality_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("municipality.id"))
    n: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)
