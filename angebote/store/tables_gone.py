"""What coordinators deleted or put together in the panel, and what stays known of it."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from angebote.store.columns import UUID_LENGTH, OfMunicipality, Table


class GoneRow(OfMunicipality, Table):
    """An entry that came from a town file and was deleted in the panel: loading the file again leaves it out.

    Shape: `id` is the one the file gives it, `kind` the name of its table; `instead_id` is what it was put together with, None if it was deleted.
    """

    __tablename__ = "gone"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    instead_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH))
