"""What a town has to say by law: its imprint, and whom to ask about privacy."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns."""
    with op.batch_alter_table("municipality") as table:
        table.add_column(sa.Column("imprint", sa.String(length=4000), nullable=False, server_default=""))
        table.add_column(sa.Column("privacy_contact", sa.String(length=300), nullable=False, server_default=""))


def downgrade() -> None:
    """Take them away again."""
    with op.batch_alter_table("municipality") as table:
        table.drop_column("privacy_contact")
        table.drop_column("imprint")
