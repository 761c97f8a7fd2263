"""Two Angebote that look alike and are two."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "angebot_distinct",
        sa.Column("first_id", sa.String(length=36), nullable=False),
        sa.Column("second_id", sa.String(length=36), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["angebot.id"], name="fk_angebot_distinct_first_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["second_id"], ["angebot.id"], name="fk_angebot_distinct_second_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name="fk_angebot_distinct_municipality_id_municipality"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_angebot_distinct"),
    )
    op.create_index("ix_angebot_distinct_municipality_id", "angebot_distinct", ["municipality_id"])
    op.create_index("ix_angebot_distinct_second_id", "angebot_distinct", ["second_id"])


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("angebot_distinct")
