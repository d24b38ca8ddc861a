"""Alembic's entry: runs on the connection that `shared.persistence.migrate` opened."""

from alembic import context

from shared.persistence.kernel import KERNEL_TABLES

schema = context.config.attributes["schema"]
context.configure(
    connection=context.config.attributes["connection"],
    version_table_schema=schema,
    target_metadata=context.config.attributes.get("metadata"),
    include_name=lambda name, kind, _: (
        not (kind == "table" and (name in KERNEL_TABLES or name == "alembic_version"))
    ),
)
with context.begin_transaction():
    context.run_migrations()
