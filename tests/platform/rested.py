"""A plugin of `make test-order`: on the shared platform every service runs, at rest before each call.

Which services a worker runs, and how quick they are, differs from run to run. A test that holds
only while one of them is slow fails here each time.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from copy import copy
from importlib import import_module

PATIENCE_SECONDS = 10
"""Not more: where a test holds something up, or tells a whole caseload, its calls go on meanwhile."""


def pytest_sessionstart() -> None:
    """Have each client wait before it asks."""
    running = import_module("tests.platform.running")  # by now pytest makes its asserts readable
    made, looks = running.Platform.client, ThreadPoolExecutor(1)

    def wait(platform):
        """By a connection of its own: tests ask in threads, and within loops."""
        seen = copy(platform)
        seen.sql = platform.watch = getattr(platform, "watch", None) or running.Sql(
            platform.superuser_url
        )
        with suppress(AssertionError):
            seen.rest(PATIENCE_SECONDS)

    def client(self, service, role=None, **claims):
        asks = made(self, service, role, **claims)
        if not self.database.startswith(running.SHARED):
            return asks
        for each in import_module("tests.deploy.stack").SERVICES:
            self.address(each)
        asks.event_hooks["request"].append(lambda _: looks.submit(wait, self).result())
        return asks

    running.Platform.client = client
