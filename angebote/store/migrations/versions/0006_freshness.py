"""Who was asked whether an Angebot is still right, and mails that wait."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "confirmation",
        sa.Column("angebot_id", sa.String(length=36), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["angebot_id"], ["angebot.id"], name="fk_confirmation_angebot_id_angebot", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_confirmation_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("angebot_id", name="pk_confirmation"),
    )
    op.create_index("ix_confirmation_municipality_id", "confirmation", ["municipality_id"])
    op.create_table(
        "mail",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_mail_account_id_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
    )
    op.create_index("ix_mail_account_id", "mail", ["account_id"])
    op.create_index("ix_mail_created_at", "mail", ["created_at"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("mail")
    op.drop_table("confirmation")
