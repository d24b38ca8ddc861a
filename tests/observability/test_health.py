"""Health and metrics are true to what works, as seen from outside the process."""

import re
import time

import httpx
import psutil
import pytest

from deploy.local.stack import Stack
from shared.web.app import READY_SECONDS
from tests.platform.answers import problem
from tests.platform.running import until

pytestmark = pytest.mark.xdist_group("health")


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """One for all: each test leaves it in good order."""
    stack = Stack(tmp_path_factory.mktemp("health"), first_port=None, services=("forum",))
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


def ready(stack):
    return httpx.get(f"{stack.address('forum')}/health/ready", timeout=30)


def away(stack):
    """What the metrics say of the database: 1 while it is away, None before the first look."""
    text = httpx.get(f"{stack.address('forum')}/metrics", timeout=30).text
    found = re.search(r'^dfg_database_away\{.*service="forum".*\} (\S+)$', text, re.MULTILINE)
    return float(found[1]) if found else None


def test_a_database_that_is_away_shows_and_so_does_its_return(stack):
    until(lambda: away(stack) == 0)
    stack.postgres.stop("immediate")
    until(lambda: away(stack) == 1)
    problem(ready(stack), "database-unavailable", 503)
    stack.postgres.start()
    until(lambda: away(stack) == 0)
    until(lambda: ready(stack).is_success)


def test_a_database_that_says_nothing_is_as_good_as_away(stack):
    """Nobody waits longer than three seconds to hear it."""
    until(lambda: ready(stack).is_success)
    [pid, *_] = (stack.postgres.directory / "postmaster.pid").read_text().splitlines()
    server = psutil.Process(int(pid))
    paused = [server, *server.children()]
    for process in paused:
        process.suspend()
    try:
        began = time.monotonic()
        problem(ready(stack), "database-unavailable", 503)
        assert time.monotonic() - began < 2 * READY_SECONDS
        until(lambda: away(stack) == 1, seconds=60)
    finally:
        for process in paused:
            process.resume()
    until(lambda: ready(stack).is_success and away(stack) == 0)


def test_a_service_that_never_learned_the_issuer_s_keys_is_not_ready(stack):
    """It could let nobody in."""
    stack.kill_service("issuer")
    stack.kill_service("forum")
    stack.start_service("forum")
    until(lambda: _answers(stack))
    problem(ready(stack), "issuer-unreachable", 503)
    bring_back_the_issuer(stack)


def test_a_service_that_knows_the_keys_stays_ready_without_the_issuer(stack):
    stack.wait_until_ready("forum")
    stack.kill_service("issuer")
    assert ready(stack).is_success
    bring_back_the_issuer(stack)


def bring_back_the_issuer(stack):
    stack.start_service("issuer")
    stack.wait_until_ready("issuer")
    stack.wait_until_ready("forum")


def _answers(stack):
    try:
        return httpx.get(f"{stack.address('forum')}/health/live").is_success
    except httpx.TransportError:
        return False
