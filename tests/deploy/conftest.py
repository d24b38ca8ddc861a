"""What several files need and takes long to start: one Keycloak, one stack for operators' commands."""

import subprocess
import sys

import pytest

from deploy.local.roles import role_url
from deploy.local.stack import Stack
from tests.deploy.keycloak import Keycloak, KeycloaksPlatform
from tests.deploy.operating import CLEAN, SERVING
from tests.needs import require_java
from tests.platform.running import Sql, new_database


@pytest.fixture(scope="package")
def keycloak(tmp_path_factory):
    require_java()
    keycloak = Keycloak(tmp_path_factory.mktemp("keycloak"))
    keycloak.start()
    yield keycloak
    keycloak.stop()


@pytest.fixture(scope="package")
def trusting(keycloak, postgres):
    platform = KeycloaksPlatform(postgres.superuser_url, new_database("keycloak"))
    platform.keycloak = keycloak
    yield platform
    platform.stop()


@pytest.fixture(scope="package")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("beside")


@pytest.fixture(scope="package")
def stack(folder):
    """As `make run` has it, in its folder."""
    stack = Stack(folder / ".local", first_port=None, services=SERVING)
    try:
        stack.start()
        stack.kill_service("forum")  # so that a letter stays as it is
        yield stack
    finally:
        stack.stop()


@pytest.fixture
def sql(stack):
    sql = Sql(role_url(stack.superuser_url, "postgres"))
    yield sql
    sql.close()


@pytest.fixture
def operate(folder):
    """Run a command in the folder, with no setting in the environment."""

    def run(*words, settings=None, **more):
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=CLEAN | (settings or {}),
            text=True,
            check=False,
            **{"capture_output": True, "cwd": folder} | more,
        )

    return run


@pytest.fixture
def stock(folder):
    """A provider's file with one home."""
    (folder / "stock.csv").write_bytes(b"UPRN,Bedrooms\r\n100800000077,2\r\n")
