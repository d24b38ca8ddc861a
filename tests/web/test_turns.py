"""One caller who sends more than is served does not keep the others waiting."""

import asyncio
from collections import Counter

import httpx
import pytest

from shared.problems import TooManyRequests
from shared.web.turns import MOMENT_SECONDS, Turns
from tests.referral.enquiries import refer

MANY = 90
LOCK = "LOCK TABLE referral.referrals IN ACCESS EXCLUSIVE MODE"


async def test_a_caller_is_served_so_many_at_once_and_the_rest_in_turn():
    turns, served, most = Turns(at_once=2, waiting=10), 0, 0

    async def call():
        nonlocal served, most
        async with turns.turn("a"):
            served += 1
            most = max(most, served)
            await asyncio.sleep(0.01)
            served -= 1

    await asyncio.gather(*(call() for _ in range(12)))
    assert most == 2


async def test_who_waits_behind_too_many_is_told_and_others_are_not():
    turns, done = Turns(at_once=1, waiting=1), asyncio.Event()

    async def hold():
        async with turns.turn("a"):
            await done.wait()

    held = [asyncio.create_task(hold()) for _ in range(2)]
    await asyncio.sleep(0.01)
    with pytest.raises(TooManyRequests):
        async with turns.turn("a"):
            pass
    async with turns.turn("b"):
        pass
    done.set()
    await asyncio.gather(*held)
    async with turns.turn("a"):
        pass


async def test_who_has_requests_waiting_is_served_between_the_others():
    turns, told, done = Turns(at_once=1), [], asyncio.Event()

    async def other():
        async with turns.turn("other"):
            await done.wait()
            told.append("other")

    async def call(number):
        async with turns.turn("many"):
            told.append(number)
            await asyncio.sleep(0)

    calls = [other(), *(call(number) for number in range(3))]
    running = [asyncio.create_task(each) for each in calls]
    await asyncio.sleep(MOMENT_SECONDS / 5)
    assert told == [0]
    done.set()
    await asyncio.gather(*running)
    assert told == [0, "other", 1, 2]


async def test_nobody_waits_longer_than_a_moment_for_another():
    turns, done = Turns(at_once=1), asyncio.Event()

    async def other():
        async with turns.turn("other"):
            await done.wait()

    async def call():
        async with turns.turn("many"):
            await asyncio.sleep(0)

    running = asyncio.create_task(other())
    async with asyncio.timeout(20 * MOMENT_SECONDS):
        await asyncio.gather(*(call() for _ in range(3)))
    done.set()
    await running


def test_a_burst_of_one_caller_leaves_connections_to_the_others(platform):
    """Every request of the caller hangs on a lock; the service is ready and serves others."""
    therapist = platform.client("referral", "occupational_therapist", sub="somebody busy")
    place = f"/v1/referrals/{refer(therapist)}"
    platform.sql("BEGIN")
    try:
        platform.sql(LOCK)
        statuses, ready = asyncio.run(burst(therapist, place))
    finally:
        platform.sql("ROLLBACK")
    assert ready == 200
    assert statuses[429] > 0
    assert set(statuses) <= {429, "waiting"}


async def burst(client, place):
    """Send many at once; what the service says meanwhile of itself, and to those refused."""
    headers = {"authorization": client.headers["authorization"]}
    limits = httpx.Limits(max_connections=MANY + 5)
    async with httpx.AsyncClient(base_url=client.base_url, limits=limits, timeout=30) as many:
        sent = [asyncio.create_task(many.get(place, headers=headers)) for _ in range(MANY)]
        done, pending = await asyncio.wait(sent, return_when=asyncio.FIRST_COMPLETED)
        ready = (await many.get("/health/ready")).status_code
        refused = [task.result() for task in done]
        assert all(answer.headers["retry-after"] for answer in refused)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
    return Counter([a.status_code for a in refused] + ["waiting"] * len(pending)), ready
