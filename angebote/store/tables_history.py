"""The table of what was changed in an Angebot, when and by whom."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from angebote.store.columns import UUID_LENGTH, OfMunicipality, Table


class AngebotChangeRow(OfMunicipality, Table):
    """One change of one Angebot.

    Shape: `fields` maps a field of the Angebot to [before, after] as JSON values; `version` is the one the change made;
           `author` keeps the person's name when their account is gone.
    """

    __tablename__ = "angebot_change"
    __table_args__ = (Index("ix_angebot_change_angebot_id_version", "angebot_id", "version"),)

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    angebot_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("angebot.id", ondelete="CASCADE"))
    version: Mapped[int]
    changed_at: Mapped[datetime]
    account_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH), ForeignKey("account.id", ondelete="SET NULL"), index=True)
    author: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(20))
    fields: Mapped[dict[str, list[object]]] = mapped_column(JSON)
