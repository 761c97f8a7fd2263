"""The tables of the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "municipality",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("operator", sa.String(length=300), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("general_advice_phone", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("loaded_hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_municipality"),
        sa.UniqueConstraint("slug", name="uq_municipality_slug"),
    )
    op.create_table(
        "emergency_place",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("is_always_open", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("loaded_hash", sa.String(length=64), nullable=True),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_emergency_place_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_emergency_place"),
        sa.UniqueConstraint("municipality_id", "kind", name="uq_emergency_place_municipality_id_kind"),
    )
    op.create_index("ix_emergency_place_municipality_id", "emergency_place", ["municipality_id"])

    op.create_table(
        "programme",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("icon", sa.String(length=20), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("loaded_hash", sa.String(length=64), nullable=True),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_programme_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_programme"),
    )
    op.create_index("ix_programme_municipality_id", "programme", ["municipality_id"])

    op.create_table(
        "stadtteil",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("postcodes", sa.JSON(), nullable=False),
        sa.Column("neighbour_ids", sa.JSON(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("boundary", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("is_choice", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("loaded_hash", sa.String(length=64), nullable=True),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_stadtteil_municipality_id_municipality"),
        sa.ForeignKeyConstraint(["parent_id"], ["stadtteil.id"], name="fk_stadtteil_parent_id_stadtteil"),
        sa.PrimaryKeyConstraint("id", name="pk_stadtteil"),
        sa.UniqueConstraint("municipality_id", "slug", name="uq_stadtteil_municipality_id_slug"),
    )
    op.create_index("ix_stadtteil_municipality_id", "stadtteil", ["municipality_id"])

    op.create_table(
        "traeger",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("website", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("loaded_hash", sa.String(length=64), nullable=True),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_traeger_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_traeger"),
    )
    op.create_index("ix_traeger_municipality_id", "traeger", ["municipality_id"])

    op.create_table(
        "location",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("stadtteil_id", sa.String(length=36), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("access", sa.JSON(), nullable=False),
        sa.Column("is_house", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("loaded_hash", sa.String(length=64), nullable=True),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_location_municipality_id_municipality"),
        sa.ForeignKeyConstraint(["stadtteil_id"], ["stadtteil.id"], name="fk_location_stadtteil_id_stadtteil"),
        sa.PrimaryKeyConstraint("id", name="pk_location"),
    )
    op.create_index("ix_location_municipality_id", "location", ["municipality_id"])
    op.create_index("ix_location_stadtteil_id", "location", ["stadtteil_id"])

    op.create_table(
        "programme_traeger",
        sa.Column("programme_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("traeger_id", sa.String(length=36), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_programme_traeger_municipality_id_municipality"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name="fk_programme_traeger_programme_id_programme", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["traeger_id"], ["traeger.id"], name="fk_programme_traeger_traeger_id_traeger"),
        sa.PrimaryKeyConstraint("programme_id", "position", name="pk_programme_traeger"),
    )
    op.create_index("ix_programme_traeger_municipality_id", "programme_traeger", ["municipality_id"])
    op.create_index("ix_programme_traeger_traeger_id", "programme_traeger", ["traeger_id"])

    op.create_table(
        "angebot",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("traeger_id", sa.String(length=36), nullable=False),
        sa.Column("programme_id", sa.String(length=36), nullable=True),
        sa.Column("location_id", sa.String(length=36), nullable=True),
        sa.Column("source_language", sa.String(length=20), nullable=False),
        sa.Column("target_groups", sa.JSON(), nullable=False),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("maximum_age", sa.Integer(), nullable=True),
        sa.Column("formats", sa.JSON(), nullable=False),
        sa.Column("is_interpreter_possible", sa.Boolean(), nullable=False),
        sa.Column("cost", sa.String(length=20), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=True),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("access", sa.JSON(), nullable=False),
        sa.Column("is_confidential", sa.Boolean(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("is_not_an_authority", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("website", sa.String(length=500), nullable=False),
        sa.Column("is_nationwide", sa.Boolean(), nullable=False),
        sa.Column("intake_closed_until", sa.Date(), nullable=True),
        sa.Column("intake_waiting_weeks", sa.Integer(), nullable=True),
        sa.Column("intake_waiting_valid_to", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("search_words", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("loaded_hash", sa.String(length=64), nullable=True),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name="fk_angebot_location_id_location"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_angebot_municipality_id_municipality"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_angebot_programme_id_programme"),
        sa.ForeignKeyConstraint(["traeger_id"], ["traeger.id"], name="fk_angebot_traeger_id_traeger"),
        sa.PrimaryKeyConstraint("id", name="pk_angebot"),
    )
    op.create_index("ix_angebot_location_id", "angebot", ["location_id"])
    op.create_index("ix_angebot_municipality_id", "angebot", ["municipality_id"])
    op.create_index("ix_angebot_programme_id", "angebot", ["programme_id"])
    op.create_index("ix_angebot_status", "angebot", ["status"])
    op.create_index("ix_angebot_traeger_id", "angebot", ["traeger_id"])

    op.create_table(
        "angebot_instead",
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("instead_id", sa.String(length=36), nullable=False),
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["angebot_id"], ["angebot.id"], name="fk_angebot_instead_angebot_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["instead_id"], ["angebot.id"], name="fk_angebot_instead_instead_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_angebot_instead_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("angebot_id", "position", name="pk_angebot_instead"),
    )
    op.create_index("ix_angebot_instead_instead_id", "angebot_instead", ["instead_id"])
    op.create_index("ix_angebot_instead_municipality_id", "angebot_instead", ["municipality_id"])

    op.create_table(
        "angebot_language",
        sa.Column("tag", sa.String(length=20), nullable=False),
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["angebot_id"], ["angebot.id"], name="fk_angebot_language_angebot_id_angebot", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_angebot_language_municipality_id_municipality"
        ),
        sa.PrimaryKeyConstraint("angebot_id", "position", name="pk_angebot_language"),
    )
    op.create_index("ix_angebot_language_municipality_id", "angebot_language", ["municipality_id"])

    op.create_table(
        "angebot_phone",
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["angebot_id"], ["angebot.id"], name="fk_angebot_phone_angebot_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_angebot_phone_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("angebot_id", "position", name="pk_angebot_phone"),
    )
    op.create_index("ix_angebot_phone_municipality_id", "angebot_phone", ["municipality_id"])

    op.create_table(
        "angebot_stadtteil",
        sa.Column("stadtteil_id", sa.String(length=36), nullable=False),
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["angebot_id"], ["angebot.id"], name="fk_angebot_stadtteil_angebot_id_angebot", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_angebot_stadtteil_municipality_id_municipality"
        ),
        sa.ForeignKeyConstraint(["stadtteil_id"], ["stadtteil.id"], name="fk_angebot_stadtteil_stadtteil_id_stadtteil"),
        sa.PrimaryKeyConstraint("angebot_id", "position", name="pk_angebot_stadtteil"),
    )
    op.create_index("ix_angebot_stadtteil_municipality_id", "angebot_stadtteil", ["municipality_id"])
    op.create_index("ix_angebot_stadtteil_stadtteil_id", "angebot_stadtteil", ["stadtteil_id"])

    op.create_table(
        "angebot_text",
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("does", sa.Text(), nullable=False),
        sa.Column("does_not", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("is_machine", sa.Boolean(), nullable=False),
        sa.Column("source_hash", sa.String(length=64), nullable=True),
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["angebot_id"], ["angebot.id"], name="fk_angebot_text_angebot_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_angebot_text_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("angebot_id", "language", name="pk_angebot_text"),
    )
    op.create_index("ix_angebot_text_municipality_id", "angebot_text", ["municipality_id"])

    op.create_table(
        "angebot_topic",
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["angebot_id"], ["angebot.id"], name="fk_angebot_topic_angebot_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_angebot_topic_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("angebot_id", "position", name="pk_angebot_topic"),
    )
    op.create_index("ix_angebot_topic_municipality_id", "angebot_topic", ["municipality_id"])
    op.create_index("ix_angebot_topic_topic", "angebot_topic", ["topic"])

    op.create_table(
        "schedule",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("angebot_id", sa.String(length=36), nullable=True),
        sa.Column("emergency_place_id", sa.String(length=36), nullable=True),
        sa.Column("language_position", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("frequency", sa.String(length=20), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("week_of_month", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("opens_at", sa.Time(), nullable=False),
        sa.Column("closes_at", sa.Time(), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["angebot_id"], ["angebot.id"], name="fk_schedule_angebot_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["emergency_place_id"],
            ["emergency_place.id"],
            name="fk_schedule_emergency_place_id_emergency_place",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_schedule_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
    )
    op.create_index("ix_schedule_emergency_place_id", "schedule", ["emergency_place_id"])
    op.create_index("ix_schedule_municipality_id", "schedule", ["municipality_id"])
    op.create_index("ix_schedule_owner", "schedule", ["angebot_id", "emergency_place_id"])

    op.create_table(
        "schedule_exception",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["angebot_id"], ["angebot.id"], name="fk_schedule_exception_angebot_id_angebot", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_schedule_exception_municipality_id_municipality"
        ),
        sa.PrimaryKeyConstraint("angebot_id", "position", name="pk_schedule_exception"),
    )
    op.create_index("ix_schedule_exception_municipality_id", "schedule_exception", ["municipality_id"])


def downgrade() -> None:
    """Drop the tables, those that refer to others first."""
    for table in (
        "schedule_exception",
        "schedule",
        "angebot_topic",
        "angebot_text",
        "angebot_stadtteil",
        "angebot_phone",
        "angebot_language",
        "angebot_instead",
        "angebot",
        "programme_traeger",
        "location",
        "traeger",
        "stadtteil",
        "programme",
        "emergency_place",
        "municipality",
    ):
        op.drop_table(table)
