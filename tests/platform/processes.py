"""Python in a process of its own, and a service on a database in which no other one of it runs."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from deploy.local.ports import free_port
from deploy.local.roles import role_url

ROOT = Path(__file__).parents[2]


@contextmanager
def python(*words, **settings):
    """Python with these words, killed at the end of the block if it still lives."""
    running = subprocess.Popen(
        [sys.executable, *map(str, words)],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def serving(service, database):
    """The service, killed at the end of the block if it still lives."""
    url, name = database
    settings = {
        "DFG_DATABASE_URL": role_url(url, f"dfg_{service}", name),
        "DFG_ISSUER": "http://issuer.test",
        "DFG_AUDIENCE": "dfg",
        "DFG_JWKS_URL": "http://issuer.test/jwks",
        "DFG_PORT": str(free_port()),
    }
    return python("-m", f"services.{service}", "serve", **settings)
