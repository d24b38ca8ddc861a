"""The whole platform over each transport, started once for all stories told on it."""

from collections.abc import Iterator

import pytest

from deploy.local.stack import Stack
from tests.journeys.runs import running
from tests.journeys.spans import SpanReceiver


@pytest.fixture(scope="session")
def receiver() -> Iterator[SpanReceiver]:
    receiver = SpanReceiver()
    yield receiver
    receiver.close()


@pytest.fixture(
    scope="package",
    params=[
        pytest.param(bus, marks=pytest.mark.xdist_group(f"stack over {bus}"))
        for bus in ("postgres", "kafka")
    ],
)
def stack(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    receiver: SpanReceiver,
) -> Iterator[Stack]:
    with running(tmp_path_factory.mktemp("stack"), request.param, receiver.address) as stack:
        yield stack
