"""Alembic's way in: the connection is handed over by backend_client.store.migrate."""

from alembic import context

from backend_client.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
