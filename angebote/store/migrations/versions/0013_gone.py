"""What was deleted in the panel and does not come back with the files of the town, places that can be taken apart again, words from files."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the column."""
    with op.batch_alter_table("municipality") as table:
        table.add_column(sa.Column("topic_words_hash", sa.String(length=64), nullable=True))
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
    op.create_table(
        "merged_place",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kept_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("loaded_hash", sa.String(length=64), nullable=True),
        sa.Column("proposals", sa.JSON(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_merged_place_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_merged_place"),
    )
    op.create_index("ix_merged_place_merged_at", "merged_place", ["merged_at"])
    op.create_index("ix_merged_place_municipality_id", "merged_place", ["municipality_id"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("merged_place")
    op.drop_table("gone")
    with op.batch_alter_table("municipality") as table:
        table.drop_column("topic_words_hash")
