"""A plugin of `make test-order`: on the shared platform every service runs, at rest before each call.

Which services a worker runs, and how quick they are, differs from run to run. A test that holds
only while one of them is slow fails here each time.
"""

from concurrent.futures import ThreadPoolExecutor
from copy import copy
from importlib import import_module

PATIENCE_SECONDS = 300  # a whole caseload is told in one go


def pytest_sessionstart() -> None:
    """Have each client wait before it asks."""
    running = import_module("tests.platform.running")  # by now pytest makes its asserts readable
    made, looks = running.Platform.client, ThreadPoolExecutor(1)

    def watched(platform):
        """The platform with a connection of its own: tests ask in threads, and within loops."""
        seen = copy(platform)
        seen.sql = running.Sql(platform.superuser_url)
        return seen

    def client(self, service, role=None, **claims):
        asks = made(self, service, role, **claims)
        if not self.database.startswith(running.SHARED):
            return asks
        for each in import_module("tests.deploy.stack").SERVICES:
            self.address(each)
        if not hasattr(self, "watched"):
            self.watched = looks.submit(watched, self).result()
        wait = lambda _: looks.submit(self.watched.rest, PATIENCE_SECONDS).result()  # noqa: E731
        asks.event_hooks["request"].append(wait)
        return asks

    running.Platform.client = client
