"""Words that a town has of its own for a topic."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "topic_word",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_topic_word_municipality_id_municipality"),
        sa.PrimaryKeyConstraint("id", name="pk_topic_word"),
    )
    op.create_index("ix_topic_word_municipality_id", "topic_word", ["municipality_id"])


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("topic_word")
