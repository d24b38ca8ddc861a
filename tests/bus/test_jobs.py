"""Long work survives its process: each step is done once, and the next process goes on."""

import asyncio
import datetime as dt
import signal
import uuid
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from shared.bus.attempts import Retries
from shared.bus.job import Job, JobMoved
from shared.bus.postgres import PostgresTransport
from shared.bus.runtime import JOBS_AT_ONCE, Bus
from shared.bus.subscriptions import Subscriptions
from shared.persistence.reach import Reach
from tests.bus.job_process import CountingDue, count
from tests.bus.probe import DISTRICT, OFFICER, create_service, disposing, until
from tests.platform.processes import python

BRIEF = Retries(attempts=3, first_delay=dt.timedelta(milliseconds=20))


@pytest.fixture
async def service(bus_database):
    return await create_service(bus_database, "ledger")


def process(service):
    """The service in a process of its own, killed at the end of the block if it still lives."""
    return python(Path(__file__).with_name("job_process.py"), service.name, service.url)


@asynccontextmanager
async def running(service, handler=count):
    """The service with its runners, in this process."""
    subscriptions = Subscriptions()
    subscriptions.job(handler)
    async with disposing(service.database()) as database:
        bus = Bus(database, subscriptions, PostgresTransport(), workers=1, retries=BRIEF)
        bus.start()
        try:
            yield bus
        finally:
            await bus.stop()


async def leave(service, steps, case=None, **particulars):
    """Have a job done; its case."""
    case = case or uuid.uuid4()
    event = CountingDue(case_id=case, district=DISTRICT, steps=steps, **particulars)
    async with (
        disposing(service.database()) as database,
        database.unit_of_work(OFFICER, action="ask", cause=uuid.uuid4()) as uow,
    ):
        uow.later(event)
    return case


async def done(service, number=1):
    async def are():
        return await service.count("inbox WHERE handled_at IS NOT NULL") == number

    await until(are, f"{number} jobs done")


async def stepped(service, number):
    async def reached():
        return len(await service.entries()) >= number

    await until(reached, f"{number} steps")


async def numbers_of(service, case):
    return [number for one, number in await service.entries() if one == case]


async def test_a_job_whose_process_is_killed_goes_on_where_it_was(service):
    """Three processes, two of them killed with SIGKILL in the middle of a step."""
    case = await leave(service, steps=40, slowness=0.02)
    for steps in (5, 15):
        with process(service) as doomed:
            await stepped(service, steps)
            doomed.send_signal(signal.SIGKILL)
            doomed.wait()
        assert await service.count("inbox WHERE handled_at IS NULL") == 1
    with process(service):
        await done(service)
    assert await numbers_of(service, case) == list(range(1, 41))
    assert await service.count("inbox WHERE attempts > 1 OR dead_at IS NOT NULL") == 0


async def test_another_process_goes_on_at_once_with_the_job_of_one_that_was_killed(service):
    case = await leave(service, steps=30, slowness=0.02)
    with process(service) as doomed:
        await stepped(service, 5)
        async with running(service):
            doomed.send_signal(signal.SIGKILL)
            await done(service)
    assert await numbers_of(service, case) == list(range(1, 31))


async def test_a_job_that_ends_its_process_each_time_becomes_a_dead_letter(service):
    await leave(service, steps=1, dies=True)
    for _ in range(3):
        with process(service) as doomed:
            await asyncio.to_thread(doomed.wait)
    with process(service):
        await until(lambda: service.count("inbox WHERE dead_at IS NOT NULL"), "a dead letter")
    [row] = await service.rows("SELECT error FROM inbox")
    assert row["error"].startswith("EndsItsProcess")


async def test_a_job_that_is_stopped_in_order_is_no_attempt(service):
    case = await leave(service, steps=10, slowness=0.05)
    for _ in range(4):
        before = len(await service.entries())
        async with running(service):
            await stepped(service, before + 1)
        assert await service.count("inbox WHERE attempts > 0") == 0
    async with running(service):
        await done(service)
    assert await numbers_of(service, case) == list(range(1, 11))


async def test_so_many_jobs_run_at_once_and_the_rest_wait_their_turn(service):
    at_work, most = set(), 0

    async def work(job, event: CountingDue):
        nonlocal most
        at_work.add(job.id)
        most = max(most, len(at_work))
        await asyncio.sleep(0.05)
        at_work.remove(job.id)

    for _ in range(6):
        await leave(service, steps=1)
    async with running(service, work), running(service, work):
        await done(service, 6)
    assert 1 < most <= 2 * JOBS_AT_ONCE


async def test_jobs_of_one_lane_run_one_after_the_other(service):
    case = uuid.uuid4()
    for _ in range(3):
        await leave(service, steps=4, case=case, slowness=0.01)
    async with running(service), running(service):
        await done(service, 3)
    assert await numbers_of(service, case) == [1, 2, 3, 4] * 3


async def test_a_job_that_fails_is_tried_again_at_its_cursor_and_then_a_dead_letter(service):
    tried = []

    async def stumble(job, event: CountingDue):
        tried.append(job.cursor)
        if job.cursor == "2":
            raise LookupError
        async with job.step(str(int(job.cursor or 0) + 1), action="count"):
            pass
        if len(tried) == 1:
            raise LookupError
        await stumble(job, event)

    await leave(service, steps=1)
    async with running(service, stumble):
        await until(lambda: service.count("inbox WHERE dead_at IS NOT NULL"), "a dead letter")
    assert tried == [None, "1", "2", "2", "2"]


async def test_parts_of_a_job_that_lose_the_database_together_are_no_attempt(service):
    tried = []

    async def lose(job, event: CountingDue):
        tried.append(job.cursor)
        if len(tried) < 3:
            raise ExceptionGroup("parts", [ConnectionResetError(), TimeoutError()])

    await leave(service, steps=1)
    async with running(service, lose):
        await done(service)
    assert await service.count("inbox WHERE attempts > 1") == 0


async def test_a_step_of_one_that_was_paused_is_refused_when_another_has_gone_on(service):
    await leave(service, steps=9)
    [row] = await service.rows("SELECT event_id FROM inbox")
    reach = Reach.of_handler(service.name, DISTRICT)
    async with disposing(service.database()) as database:
        paused, other = (Job(row["event_id"], database, reach, None) for _ in range(2))
        async with other.step("1", action="count"):
            pass
        with pytest.raises(JobMoved):
            async with paused.step("1", action="count"):
                pass
    [row] = await service.rows("SELECT cursor FROM inbox")
    assert row["cursor"] == "1"


async def test_a_job_that_is_taken_back_stops(service):
    case = await leave(service, steps=1000, slowness=0.01)
    async with running(service) as bus:
        await stepped(service, 3)
        async with (
            disposing(service.database()) as database,
            database.unit_of_work(OFFICER, action="stop", cause=uuid.uuid4()) as uow,
        ):
            await uow.cancel(str(case), CountingDue)
        came_to = len(await service.entries())
        await asyncio.sleep(0.3)
        assert bus.troubles == {}
    assert len(await service.entries()) <= came_to + 1
    assert await service.count("inbox") == 0
