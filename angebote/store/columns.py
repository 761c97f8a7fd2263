"""What all tables share: the registry, the naming of constraints, moments in UTC and the columns every tenant table carries."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

UUID_LENGTH = 36
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on every database.

    Errors: ValueError for a naive datetime (our fault: nobody could say which moment it means).
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as SQLAlchemy calls it
        """Return the moment as the database keeps it."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as SQLAlchemy calls it
        """Return the moment aware, in UTC (SQLite forgets the zone)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """The registry of all tables. Ids are UUIDs as strings of 36 characters."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment(), list[str]: JSON(), dict[str, object]: JSON()}  # noqa: RUF012 - read by SQLAlchemy


class OfMunicipality:
    """Mixed into every tenant table: the municipality the row belongs to."""

    municipality_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("municipality.id"), index=True)


class OfAngebot(OfMunicipality):
    """Mixed into the tables whose rows belong to one Angebot."""

    angebot_id: Mapped[str] = mapped_column(
        String(UUID_LENGTH), ForeignKey("angebot.id", ondelete="CASCADE"), primary_key=True, sort_order=-2
    )


class InOrder(OfAngebot):
    """Mixed into lists of an Angebot: `position` keeps the order of the value they came from."""

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)


class Loaded:
    """Mixed into what town files can bring: the hash of the value as it was loaded, None if it did not come from a file.

    A row whose present hash differs was edited by people since, so loading leaves it alone.
    """

    loaded_hash: Mapped[str | None] = mapped_column(String(64), default=None)
