"""What operators' commands need to find the stack that runs in their folder.

The commands read these files where their settings are not in the environment.
"""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from deploy.local.roles import role_url
from shared.persistence.security import owner_role, runtime_role
from shared.settings import LOCAL_STACK


def tell_operators(
    directory: Path,
    superuser_url: str,
    services: Iterable[str],
    besides: Mapping[str, Mapping[str, str]],
) -> None:
    """Write how each service's database is reached, and what else its commands need, for the user
    alone.
    """
    folder = directory / LOCAL_STACK.name
    folder.mkdir(mode=0o700, exist_ok=True)
    for schema in (*services, "bus"):
        settings = {"DFG_MIGRATION_URL": role_url(superuser_url, owner_role(schema))}
        if schema != "bus":
            settings["DFG_DATABASE_URL"] = role_url(superuser_url, runtime_role(schema))
        settings |= besides.get(schema, {})
        lines = (f"{name}={value}\n" for name, value in settings.items())
        (folder / f"{schema}.env").write_text("".join(lines))


def forget_operators(directory: Path) -> None:
    """Remove what was written: there is nothing to reach any more."""
    shutil.rmtree(directory / LOCAL_STACK.name, ignore_errors=True)
