"""A stack that is watched: whatever its services let out is kept."""

import pytest

from deploy.local.stack import Stack
from tests.journeys.spans import SpanReceiver
from tests.web.observed import Observed


@pytest.fixture(scope="session")
def observed(tmp_path_factory):
    spans = SpanReceiver()
    stack = Stack(tmp_path_factory.mktemp("privacy"), first_port=None, otlp_endpoint=spans.address)
    try:
        stack.start()
        observed = Observed(stack, spans)
        yield observed
        observed.close()
    finally:
        stack.stop()
        spans.close()
