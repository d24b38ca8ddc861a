"""Alembic, run from code: one history for each schema, in the folder that owns it."""

from pathlib import Path
from typing import NamedTuple

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, pool
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


class SchemaNotAtHead(SystemExit):
    """The service refuses to start on a schema that is not the one its code was written for."""

    def __init__(self, schema: str, found: str | None, head: str | None) -> None:
        super().__init__(
            f"schema {schema} is at {found or 'nothing'}, the code needs {head}:"
            f" run the migration step of {schema} first"
        )


class Migrated(NamedTuple):
    """What a migration did: the revisions are None where the schema has no table."""

    schema: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        if self.before == self.after:
            return f"schema {self.schema} is at {self.after} already"
        return f"schema {self.schema} went from {self.before or 'nothing'} to {self.after}"


def configuration(schema: str, migrations: Path) -> Config:
    """Alembic's configuration for one schema."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "alembic"))
    settings.set_main_option("version_locations", str(migrations))
    settings.set_main_option("path_separator", "os")
    settings.attributes["schema"] = schema
    return settings


async def migrate(
    schema: str, migrations: Path, owner_url: str, revision: str = "head"
) -> Migrated:
    """Bring the schema to head, or to an earlier revision, as its owner."""
    engine = create_async_engine(
        make_url(owner_url).set(drivername="postgresql+asyncpg"),
        poolclass=pool.NullPool,
        connect_args={"server_settings": {"search_path": schema}},
    )
    async with engine.begin() as connection:
        before = await connection.run_sync(_version, schema)
        await connection.run_sync(_upgrade, schema, migrations, revision)
        after = await connection.run_sync(_version, schema)
    await engine.dispose()
    return Migrated(schema, before, after)


def _upgrade(connection: Connection, schema: str, migrations: Path, revision: str) -> None:
    settings = configuration(schema, migrations)
    settings.attributes["connection"] = connection
    command.upgrade(settings, revision)


async def require_head(schema: str, migrations: Path, engine: AsyncEngine) -> None:
    """Raise `SchemaNotAtHead` unless the schema is exactly at the code's head."""
    head = ScriptDirectory.from_config(configuration(schema, migrations)).get_current_head()
    async with engine.connect() as connection:
        found = await connection.run_sync(_version, schema)
    if found != head:
        raise SchemaNotAtHead(schema, found, head)


def _version(connection: Connection, schema: str) -> str | None:
    """The revision that the schema is at; None where it was never migrated."""
    table = connection.exec_driver_sql(
        "SELECT to_regclass($1)::text", (f"{schema}.alembic_version",)
    ).scalar()
    if table is None:
        return None
    found: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {table}").scalar()  # noqa: S608 - named by the catalogue
    return found
