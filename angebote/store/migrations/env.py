"""Run by Alembic for every command: it hands the connection and the tables over."""

from alembic import context

from angebote.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
