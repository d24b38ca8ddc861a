"""`python -m deploy.local.revise SERVICE "what changes"`: a new migration from the tables.

The draft holds what Alembic sees; row-level security for a new table (`protect`) is added by hand.
"""

import argparse
import asyncio
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import Connection, pool
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from deploy.local.postgres import LocalPostgres
from deploy.local.roles import SERVICES, create_roles, role_url
from shared.persistence.migrate import configuration, migrate
from shared.persistence.security import owner_role


def main() -> None:
    parser = argparse.ArgumentParser(prog="make migration", description=__doc__)
    parser.add_argument("service", choices=SERVICES)
    parser.add_argument("says", help="what changes")
    asked = parser.parse_args()
    name, message = asked.service, asked.says
    migrations = Path(f"services/{name}/migrations")
    migrations.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=".local") as folder:
        server = LocalPostgres(Path(folder) / "postgres")
        server.start()
        try:
            create_roles(server.superuser_url)
            url = role_url(server.superuser_url, owner_role(name))
            asyncio.run(_draft(name, message, migrations, url))
        finally:
            server.stop()


async def _draft(name: str, message: str, migrations: Path, url: str) -> None:
    await migrate(name, migrations, url)
    engine = create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        poolclass=pool.NullPool,
        connect_args={"server_settings": {"search_path": name}},
    )
    async with engine.connect() as connection:
        await connection.run_sync(_revision, name, message, migrations)
    await engine.dispose()


def _revision(connection: Connection, name: str, message: str, migrations: Path) -> None:
    settings = configuration(name, migrations)
    settings.attributes["connection"] = connection
    settings.attributes["metadata"] = import_module(f"services.{name}.tables").Base.metadata
    number = len(list(migrations.glob("*.py"))) + 1
    command.revision(
        settings,
        message,
        autogenerate=True,
        rev_id=f"{name}_{number:04}",
        version_path=str(migrations),
    )


if __name__ == "__main__":
    main()
