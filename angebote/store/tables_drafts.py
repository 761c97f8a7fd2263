"""What somebody typed into the form of an entry and did not save yet."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from angebote.store.columns import UUID_LENGTH, Table


class DraftRow(Table):
    """The fields of a form as one person typed them; nobody else sees them.

    Shape: `subject` is the id of the Angebot, or "new:" and the id of the Traeger; `typed` maps the name of a field to its values in order.
    """

    __tablename__ = "draft"

    account_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(UUID_LENGTH + 4), primary_key=True)
    typed: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    kept_at: Mapped[datetime] = mapped_column(index=True)
