"""What coordinators deleted or put together in the panel, and what stays known of it."""

from datetime import datetime

from sqlalchemy import JSON, String
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


class MergedPlaceRow(OfMunicipality, Table):
    """A place that was put together with another one, kept so that this can be taken back.

    Shape: `id` is the one it had, `place` the Location as JSON; `position` and `loaded_hash` as they were in its row; `proposals` maps the id of a
           waiting change that named it to [before, after] of its place.
    """

    __tablename__ = "merged_place"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    kept_id: Mapped[str] = mapped_column(String(UUID_LENGTH))
    place: Mapped[dict[str, object]]
    position: Mapped[int]
    loaded_hash: Mapped[str | None] = mapped_column(String(64))
    proposals: Mapped[dict[str, list[str | None]]] = mapped_column(JSON)
    merged_at: Mapped[datetime] = mapped_column(index=True)
    author: Mapped[str] = mapped_column(String(200))
