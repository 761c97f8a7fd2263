"""The tables of the people who work in the panel."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sign_in_failure",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_failure"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role = 'operator' OR municipality_id IS NOT NULL", name=op.f("ck_account_municipality")),
        sa.CheckConstraint("role IN ('editor', 'coordinator', 'operator')", name=op.f("ck_account_role")),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_account_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
    )
    op.create_index("ix_account_municipality_id", "account", ["municipality_id"])

    op.create_table(
        "account_traeger",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("traeger_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_account_traeger_account_id_account", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["traeger_id"], ["traeger.id"], name="fk_account_traeger_traeger_id_traeger"),
        sa.PrimaryKeyConstraint("account_id", "traeger_id", name="pk_account_traeger"),
    )
    op.create_index("ix_account_traeger_traeger_id", "account_traeger", ["traeger_id"])

    op.create_table(
        "admin_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_by_link", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_admin_session_account_id_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_admin_session"),
    )
    op.create_index("ix_admin_session_account_id", "admin_session", ["account_id"])

    op.create_table(
        "sign_in_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_sign_in_link_account_id_account", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in_link"),
    )
    op.create_index("ix_sign_in_link_account_id", "sign_in_link", ["account_id"])


def downgrade() -> None:
    """Drop the tables, those that refer to others first."""
    for table in (
        "sign_in_link",
        "admin_session",
        "account_traeger",
        "account",
        "sign_in_failure",
    ):
        op.drop_table(table)
