"""The table of what was changed in an Angebot, when and by whom."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "angebot_change",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_angebot_change_account_id_account", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["angebot_id"], ["angebot.id"], name="fk_angebot_change_angebot_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_angebot_change_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_angebot_change"),
    )
    op.create_index("ix_angebot_change_account_id", "angebot_change", ["account_id"])
    op.create_index("ix_angebot_change_angebot_id_version", "angebot_change", ["angebot_id", "version"])
    op.create_index("ix_angebot_change_municipality_id", "angebot_change", ["municipality_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("angebot_change")
