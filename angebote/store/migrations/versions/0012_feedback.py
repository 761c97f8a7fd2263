"""What residents say is wrong with an Angebot, counted without people."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "feedback",
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["angebot_id"], ["angebot.id"], name="fk_feedback_angebot_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_feedback_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("angebot_id", "day", "reason", "language", name="pk_feedback"),
    )
    op.create_index("ix_feedback_municipality_id_day", "feedback", ["municipality_id", "day"])
    op.create_index("ix_feedback_day", "feedback", ["day"])


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("feedback")
