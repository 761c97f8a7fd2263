"""Closed in the school holidays, the days without school that a town adds, and what was typed but not saved yet."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column and two tables."""
    with op.batch_alter_table("angebot") as table:
        table.add_column(sa.Column("closed_in_school_holidays", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "school_holiday",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_school_holiday_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_school_holiday"),
    )
    op.create_index("ix_school_holiday_municipality_id", "school_holiday", ["municipality_id"])
    op.create_table(
        "draft",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_draft_account_id_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "subject", name="pk_draft"),
    )
    op.create_index("ix_draft_kept_at", "draft", ["kept_at"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("draft")
    op.drop_table("school_holiday")
    with op.batch_alter_table("angebot") as table:
        table.drop_column("closed_in_school_holidays")
