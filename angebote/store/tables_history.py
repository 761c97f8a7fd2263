"""What was done, when and by whom: changes of Angebote, and the log of everything else that matters."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String
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


class ProposalRow(OfMunicipality, Table):
    """A change of an Angebot that waits: for somebody else's yes ("open"), or for its day ("planned").

    Shape: `fields` as in AngebotChangeRow; `due_on` None = as soon as it is accepted; `state` is "open" or "planned" - done and declined ones are gone,
           the history tells of them.
    """

    __tablename__ = "proposal"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    angebot_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("angebot.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    account_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH), ForeignKey("account.id", ondelete="SET NULL"), index=True)
    author: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date | None]
    fields: Mapped[dict[str, list[object]]] = mapped_column(JSON)


class AuditRow(Table):
    """One entry of the log: who did what, to whom or what. Nothing is ever changed or taken out; each entry seals the one before it.

    Shape: `municipality_id` None = it concerns the installation; `action` is a word ("invited"), `subject` names what it was done to;
           `seal` is the SHA-256 of the entry and of the seal before it, so that a change of the past shows.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    municipality_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH), ForeignKey("municipality.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    account_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
    author: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(300), default="")
    seal: Mapped[str] = mapped_column(String(64))
