"""A real PostgreSQL and a real Apache Kafka for the tests, each started when first asked for."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.local.java import java_lacks
from deploy.local.kafka import LocalKafka
from deploy.local.postgres import LocalPostgres

pytest_plugins = ["tests.platform.running"]


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

    Where there can be none its tests are skipped, unless `DFG_REQUIRE_KAFKA` is set: then they fail.
    """
    if bootstrap := os.environ.get("KAFKA_BOOTSTRAP"):
        yield GivenKafka(bootstrap)
        return
    require_kafka()
    broker = LocalKafka(tmp_path_factory.mktemp("kafka"))
    broker.start()
    yield broker
    broker.kill()


def require_kafka() -> None:
    """Skip or fail, saying what is missing, where no broker can be started."""
    lacks = java_lacks()
    if lacks is not None and os.environ.get("DFG_REQUIRE_KAFKA"):
        pytest.fail(f"Kafka is required here, but {lacks}")
    if lacks is not None:
        pytest.skip(f"left out over Kafka: {lacks}")
