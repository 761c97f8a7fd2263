"""Changes that wait for somebody else's yes or for their day; towns in which nobody publishes alone."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the column."""
    with op.batch_alter_table("municipality") as table:
        table.add_column(sa.Column("needs_review", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_proposal_account_id_account", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["angebot_id"], ["angebot.id"], name="fk_proposal_angebot_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_proposal_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
    )
    op.create_index("ix_proposal_account_id", "proposal", ["account_id"])
    op.create_index("ix_proposal_angebot_id", "proposal", ["angebot_id"])
    op.create_index("ix_proposal_municipality_id", "proposal", ["municipality_id"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("proposal")
    with op.batch_alter_table("municipality") as table:
        table.drop_column("needs_review")
