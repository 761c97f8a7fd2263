"""What was deleted in the panel and does not come back with the files of the town."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "gone",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("instead_id", sa.String(length=36), nullable=True),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_gone_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_gone"),
    )
    op.create_index("ix_gone_municipality_id", "gone", ["municipality_id"])


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("gone")
