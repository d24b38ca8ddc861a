"""The platform's database roles and schemas, on the local stack's server."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from deploy.local.postgres import demand_success, program

SCRIPT = Path(__file__).parents[1] / "postgres" / "roles.sql"
SERVICES = ("referral", "means_test", "grants", "register", "payments", "forum")
DEVELOPMENT_PASSWORD = "development-only"  # noqa: S105 - of no worth outside one machine


def create_roles(superuser_url: str, database: str = "dfg") -> None:
    """Make the database, the roles and the schemas, where they are not there yet."""
    options = ["-X", "-d", superuser_url, "-v", f"database={database}", "-f", str(SCRIPT)]
    passwords = {f"{role.upper()}_PASSWORD": DEVELOPMENT_PASSWORD for role in role_names()}
    demand_success(
        subprocess.run(  # noqa: S603
            [str(program("psql")), *options],
            env=os.environ | passwords,
            capture_output=True,
            text=True,
            check=False,
        )
    )


def role_names() -> Iterator[str]:
    """Every role that roles.sql makes."""
    yield "dfg_bus_owner"
    for service in SERVICES:
        yield f"dfg_{service}_owner"
        yield f"dfg_{service}"


def role_url(superuser_url: str, role: str, database: str = "dfg") -> str:
    """Where that role reaches that database of the local server."""
    address = urlsplit(superuser_url).netloc.rpartition("@")[2]
    return f"postgresql://{role}:{DEVELOPMENT_PASSWORD}@{address}/{database}"
