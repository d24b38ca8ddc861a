"""Who asks in most of these tests, and a stack that is watched: whatever its services let out is kept."""

import pytest

from deploy.local.stack import Stack
from tests.journeys.spans import SpanReceiver
from tests.letters.notify import KEY, Notify
from tests.platform.running import Platform, new_database
from tests.web.observed import Observed


@pytest.fixture
def therapist(platform):
    return platform.client("referral", "occupational_therapist")


@pytest.fixture
def options(platform):
    return platform.client("register", "housing_options")


@pytest.fixture(scope="session")
def apart(postgres):
    """A platform of its own: some examples speak of a whole district, such as that it has no money."""
    platform = Platform(postgres.superuser_url, new_database("examples"))
    yield platform
    platform.stop()


class Watched(Stack):
    """Its letters go through GOV.UK Notify."""

    notify: Notify

    def service_environment(self, name):
        through = {"DFG_LETTERS": self.notify.address, "DFG_NOTIFY_KEY": KEY}
        return super().service_environment(name) | through


@pytest.fixture(scope="session")
def observed(tmp_path_factory):
    spans, notify = SpanReceiver(), Notify()
    folder = tmp_path_factory.mktemp("privacy")
    stack = Watched(folder, first_port=None, otlp_endpoint=spans.address)
    stack.notify = notify
    try:
        stack.start()
        observed = Observed(stack, spans, notify)
        yield observed
        observed.close()
    finally:
        stack.stop()
        spans.close()
        notify.stop()
