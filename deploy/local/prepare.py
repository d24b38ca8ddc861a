"""A database made ready: roles, schemas, and every schema migrated to head by its owner."""

import asyncio
from importlib import import_module

from deploy.local.roles import SERVICES, create_roles, role_url
from shared.bus.__main__ import MIGRATIONS as BUS_MIGRATIONS
from shared.persistence.migrate import migrate
from shared.persistence.security import owner_role


def prepare(superuser_url: str, database: str = "dfg") -> None:
    """Bring a database of that server to where the services can start. Harmless to repeat."""
    create_roles(superuser_url, database)
    asyncio.run(_migrate_all(superuser_url, database))


async def _migrate_all(superuser_url: str, database: str) -> None:
    await migrate("bus", BUS_MIGRATIONS, role_url(superuser_url, "dfg_bus_owner", database))
    for name in SERVICES:
        service = import_module(f"services.{name}.app").SERVICE
        url = role_url(superuser_url, owner_role(name), database)
        await migrate(name, service.migrations, url)
