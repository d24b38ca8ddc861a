"""A real PostgreSQL and a real Apache Kafka for the tests, each started when first asked for."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, settings

from deploy.local.kafka import LocalKafka
from deploy.local.postgres import LocalPostgres
from deploy.local.stack import CONTACTS
from shared.letters.pdf import end_idle
from tests.needs import require_java

os.environ.setdefault("DFG_CLINICAL_KEYS", Fernet.generate_key().decode())
os.environ.setdefault(
    "DFG_SHARING_KEYS", f"{Fernet.generate_key().decode()},{Fernet.generate_key().decode()}"
)
os.environ.setdefault("DFG_WEBHOOKS_INSIDE", "true")
os.environ.setdefault("DFG_CONTACTS", str(CONTACTS))

pytest_plugins = ["tests.platform.running"]

# How long an example takes says how busy the machine is, not whether a rule holds.
settings.register_profile("timeless", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("timeless")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their argument: a test's name is the same on every worker and every run."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def _printers() -> Iterator[None]:
    """Those that were kept for the next letter end with the run."""
    yield
    end_idle()


@dataclass(frozen=True)
class GivenPostgres:
    """A server that somebody else runs."""

    superuser_url: str


@dataclass(frozen=True)
class GivenKafka:
    """A broker that somebody else runs."""

    bootstrap: str


@pytest.fixture(scope="session")
def postgres(tmp_path_factory) -> Iterator[LocalPostgres | GivenPostgres]:
    """The server named in `DATABASE_URL` (as superuser), else one of this session's own."""
    if url := os.environ.get("DATABASE_URL"):
        yield GivenPostgres(url)
        return
    server = LocalPostgres(tmp_path_factory.mktemp("postgres") / "data")
    server.start()
    yield server
    server.stop("immediate")


@pytest.fixture(scope="session")
def kafka(tmp_path_factory) -> Iterator[LocalKafka | GivenKafka]:
    """The broker named in `KAFKA_BOOTSTRAP`, else one of this session's own.

    Where there can be none its tests are left out, as `tests.needs` says.
    """
    if bootstrap := os.environ.get("KAFKA_BOOTSTRAP"):
        yield GivenKafka(bootstrap)
        return
    require_java()
    broker = LocalKafka(tmp_path_factory.mktemp("kafka"))
    broker.start()
    yield broker
    broker.kill()
