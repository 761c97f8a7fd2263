"""Leads of a Traeger, a second step at sign-in, devices, the last day of an access, and the log of what was done."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROLES = "role IN ('editor', 'lead', 'coordinator', 'operator')"
OLD_ROLES = "role IN ('editor', 'coordinator', 'operator')"


def upgrade() -> None:
    """Add columns and the log."""
    with op.batch_alter_table("account") as table:
        table.drop_constraint(op.f("ck_account_role"), type_="check")
        table.create_check_constraint(op.f("ck_account_role"), ROLES)
        table.add_column(sa.Column("code_salt", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("code_step", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("recovery_hashes", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
    with op.batch_alter_table("admin_session") as table:
        table.add_column(sa.Column("is_code_due", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("device", sa.String(length=60), nullable=False, server_default=""))
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_audit_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_municipality_id", "audit", ["municipality_id"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("audit")
    with op.batch_alter_table("admin_session") as table:
        table.drop_column("device")
        table.drop_column("is_code_due")
    with op.batch_alter_table("account") as table:
        table.drop_column("ends_on")
        table.drop_column("recovery_hashes")
        table.drop_column("code_step")
        table.drop_column("code_salt")
        table.drop_constraint(op.f("ck_account_role"), type_="check")
        table.create_check_constraint(op.f("ck_account_role"), OLD_ROLES)
