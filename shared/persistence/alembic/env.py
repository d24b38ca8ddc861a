"""Alembic's entry: runs on the connection that `shared.persistence.migrate` opened."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table_schema=context.config.attributes["schema"],
    target_metadata=context.config.attributes.get("metadata"),
)
with context.begin_transaction():
    context.run_migrations()
