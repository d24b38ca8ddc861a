"""A service in a process of its own, on a database in which no other one of it runs."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from deploy.local.ports import free_port
from deploy.local.roles import role_url

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(service, database):
    """The service, killed at the end of the block if it still lives."""
    url, name = database
    settings = {
        "DFG_DATABASE_URL": role_url(url, f"dfg_{service}", name),
        "DFG_ISSUER": "http://issuer.test",
        "DFG_AUDIENCE": "dfg",
        "DFG_JWKS_URL": "http://issuer.test/jwks",
        "DFG_PORT": str(free_port()),
        "PYTHONPATH": str(ROOT),
    }
    running = subprocess.Popen(
        [sys.executable, "-m", f"services.{service}", "serve"], env=os.environ | settings
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()
