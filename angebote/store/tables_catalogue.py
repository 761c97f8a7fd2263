"""The tables of the catalogue. Each row class mirrors a value of angebote/model.py; `position` keeps the order of the catalogue."""

from datetime import date, time

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from angebote.store.columns import UUID_LENGTH, InOrder, Loaded, OfAngebot, OfMunicipality, Table


class MunicipalityRow(Loaded, Table):
    """A town. `version` grows with each change of its catalogue, whoever makes it; `needs_review`: nobody publishes alone.

    Shape: `topic_words_hash` is for the own words of the town what `loaded_hash` is for itself.
    """

    __tablename__ = "municipality"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(2))
    operator: Mapped[str] = mapped_column(String(300), default="")
    aliases: Mapped[list[str]] = mapped_column(default=list)
    timezone: Mapped[str] = mapped_column(String(60), default="Europe/Berlin")
    general_advice_phone: Mapped[str] = mapped_column(String(60), default="")
    imprint: Mapped[str] = mapped_column(String(4000), default="")
    privacy_contact: Mapped[str] = mapped_column(String(300), default="")
    needs_review: Mapped[bool] = mapped_column(default=False)
    topic_words_hash: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(default=1)


class StadtteilRow(Loaded, OfMunicipality, Table):
    """A district at any level of its tree. `neighbour_ids` are kept on both sides."""

    __tablename__ = "stadtteil"
    __table_args__ = (UniqueConstraint("municipality_id", "slug"),)

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    level: Mapped[str] = mapped_column(String(60))
    parent_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH), ForeignKey("stadtteil.id"))
    aliases: Mapped[list[str]] = mapped_column(default=list)
    postcodes: Mapped[list[str]] = mapped_column(default=list)
    neighbour_ids: Mapped[list[str]] = mapped_column(default=list)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    boundary: Mapped[list[list[list[float]]] | None] = mapped_column(JSON(none_as_null=True))
    is_choice: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class TraegerRow(Loaded, OfMunicipality, Table):
    """A carrier of social services."""

    __tablename__ = "traeger"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    aliases: Mapped[list[str]] = mapped_column(default=list)
    website: Mapped[str] = mapped_column(String(500), default="")
    position: Mapped[int] = mapped_column(default=0)


class ProgrammeRow(Loaded, OfMunicipality, Table):
    """An offer that several Traeger share under one name and icon."""

    __tablename__ = "programme"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    icon: Mapped[str] = mapped_column(String(20), default="")
    aliases: Mapped[list[str]] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(default=0)
    carried_by: Mapped[list["ProgrammeTraegerRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ProgrammeTraegerRow.position", lazy="selectin"
    )


class ProgrammeTraegerRow(OfMunicipality, Table):
    """One Traeger that takes part in a programme."""

    __tablename__ = "programme_traeger"

    programme_id: Mapped[str] = mapped_column(
        String(UUID_LENGTH), ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    traeger_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("traeger.id"), index=True)


class LocationRow(Loaded, OfMunicipality, Table):
    """A place that can hold many Angebote."""

    __tablename__ = "location"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    street: Mapped[str] = mapped_column(String(300))
    postcode: Mapped[str] = mapped_column(String(10))
    city: Mapped[str] = mapped_column(String(200))
    stadtteil_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH), ForeignKey("stadtteil.id"), index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    access: Mapped[list[str]] = mapped_column(default=list)
    is_house: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class EmergencyPlaceRow(Loaded, OfMunicipality, Table):
    """The town's own place for one kind of emergency."""

    __tablename__ = "emergency_place"
    __table_args__ = (UniqueConstraint("municipality_id", "kind"),)

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(300))
    phone: Mapped[str] = mapped_column(String(60))
    street: Mapped[str] = mapped_column(String(300), default="")
    is_always_open: Mapped[bool] = mapped_column(default=False)
    checked_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    schedules: Mapped[list["ScheduleRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ScheduleRow.position", lazy="selectin"
    )


class SchoolHolidayRow(OfMunicipality, Table):
    """Days without school that a town adds to those of its Bundesland."""

    __tablename__ = "school_holiday"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    name: Mapped[str] = mapped_column(String(100), default="")


class TopicWordRow(OfMunicipality, Table):
    """A word that a town has of its own for a topic."""

    __tablename__ = "topic_word"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    topic: Mapped[str] = mapped_column(String(60))
    word: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)


class AngebotRow(Loaded, OfMunicipality, Table):
    """One service. `version` is raised by the Session whenever the row or one of its own rows changes, and guards against lost updates."""

    __tablename__ = "angebot"

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    traeger_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("traeger.id"), index=True)
    programme_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH), ForeignKey("programme.id"), index=True)
    location_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH), ForeignKey("location.id"), index=True)
    source_language: Mapped[str] = mapped_column(String(20), default="de")
    target_groups: Mapped[list[str]] = mapped_column(default=list)
    minimum_age: Mapped[int | None]
    maximum_age: Mapped[int | None]
    formats: Mapped[list[str]] = mapped_column(default=list)
    is_interpreter_possible: Mapped[bool] = mapped_column(default=False)
    cost: Mapped[str] = mapped_column(String(20), default="unknown")
    price_cents: Mapped[int | None]
    documents: Mapped[list[str]] = mapped_column(default=list)
    access: Mapped[list[str]] = mapped_column(default=list)
    is_confidential: Mapped[bool] = mapped_column(default=False)
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    is_not_an_authority: Mapped[bool] = mapped_column(default=False)
    email: Mapped[str] = mapped_column(String(320), default="")
    website: Mapped[str] = mapped_column(String(500), default="")
    is_nationwide: Mapped[bool] = mapped_column(default=False)
    closed_in_school_holidays: Mapped[bool] = mapped_column(default=False)
    intake_closed_until: Mapped[date | None]
    intake_waiting_weeks: Mapped[int | None]
    intake_waiting_valid_to: Mapped[date | None]
    checked_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(20), default="draft", index=True)
    search_words: Mapped[list[str]] = mapped_column(default=list)
    source: Mapped[str] = mapped_column(String(500), default="")
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 - read by SQLAlchemy

    texts: Mapped[list["AngebotTextRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="AngebotTextRow.position", lazy="selectin"
    )
    topics: Mapped[list["AngebotTopicRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="AngebotTopicRow.position", lazy="selectin"
    )
    stadtteile: Mapped[list["AngebotStadtteilRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="AngebotStadtteilRow.position", lazy="selectin"
    )
    phones: Mapped[list["AngebotPhoneRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="AngebotPhoneRow.position", lazy="selectin"
    )
    languages: Mapped[list["AngebotLanguageRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="AngebotLanguageRow.position", lazy="selectin"
    )
    schedules: Mapped[list["ScheduleRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ScheduleRow.position", lazy="selectin"
    )
    exceptions: Mapped[list["ScheduleExceptionRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ScheduleExceptionRow.position", lazy="selectin"
    )
    instead: Mapped[list["AngebotInsteadRow"]] = relationship(
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="AngebotInsteadRow.position",
        lazy="selectin",
        foreign_keys="AngebotInsteadRow.angebot_id",
    )
    confirmation: Mapped["ConfirmationRow | None"] = relationship(
        "ConfirmationRow", viewonly=True, lazy="selectin", uselist=False
    )


class AngebotTextRow(OfAngebot, Table):
    """The carrier's own words in one language."""

    __tablename__ = "angebot_text"

    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(300))
    does: Mapped[str] = mapped_column(Text, default="")
    does_not: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    is_machine: Mapped[bool] = mapped_column(default=False)
    source_hash: Mapped[str | None] = mapped_column(String(64))


class AngebotTopicRow(InOrder, Table):
    """One topic of an Angebot, most fitting first."""

    __tablename__ = "angebot_topic"

    topic: Mapped[str] = mapped_column(String(60), index=True)


class AngebotStadtteilRow(InOrder, Table):
    """One Stadtteil an Angebot is for; none at all means the whole municipality."""

    __tablename__ = "angebot_stadtteil"

    stadtteil_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("stadtteil.id"), index=True)


class AngebotPhoneRow(InOrder, Table):
    """One telephone number of an Angebot."""

    __tablename__ = "angebot_phone"

    number: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(String(300), default="")


class AngebotLanguageRow(InOrder, Table):
    """One language advice is given in; its own hours are schedules that name its tag."""

    __tablename__ = "angebot_language"

    tag: Mapped[str] = mapped_column(String(20))


class ScheduleRow(OfMunicipality, Table):
    """One recurring stretch of time of an Angebot, of one language of an Angebot, or of an emergency place.

    Shape: `language_position` is the `position` of the AngebotLanguageRow it belongs to, None = the Angebot's own hours.
    """

    __tablename__ = "schedule"
    __table_args__ = (Index("ix_schedule_owner", "angebot_id", "emergency_place_id"),)

    id: Mapped[str] = mapped_column(String(UUID_LENGTH), primary_key=True)
    angebot_id: Mapped[str | None] = mapped_column(String(UUID_LENGTH), ForeignKey("angebot.id", ondelete="CASCADE"))
    emergency_place_id: Mapped[str | None] = mapped_column(
        String(UUID_LENGTH), ForeignKey("emergency_place.id", ondelete="CASCADE"), index=True
    )
    language_position: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(20), default="open")
    frequency: Mapped[str] = mapped_column(String(20), default="weekly")
    interval: Mapped[int] = mapped_column(default=1)
    weekdays: Mapped[list[str]] = mapped_column(default=list)
    week_of_month: Mapped[int | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    opens_at: Mapped[time]
    closes_at: Mapped[time]


class ScheduleExceptionRow(InOrder, Table):
    """Days on which an Angebot differs from its schedule."""

    __tablename__ = "schedule_exception"

    first_day: Mapped[date]
    last_day: Mapped[date]
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]


class AngebotInsteadRow(InOrder, Table):
    """For this topic go to that other Angebot."""

    __tablename__ = "angebot_instead"

    topic: Mapped[str] = mapped_column(String(60))
    instead_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("angebot.id", ondelete="CASCADE"), index=True)


class ConfirmationRow(OfMunicipality, Table):
    """The carrier of an Angebot was asked whether it is still right, on `asked_on`, and reminded `reminders` times since."""

    __tablename__ = "confirmation"

    angebot_id: Mapped[str] = mapped_column(String(UUID_LENGTH), ForeignKey("angebot.id", ondelete="CASCADE"), primary_key=True)
    asked_on: Mapped[date]
    reminders: Mapped[int] = mapped_column(default=0)
