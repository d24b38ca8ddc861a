"""What a service has to do later is an event to itself: acted on once, when it is due, not before."""

import datetime as dt
import uuid
from contextlib import asynccontextmanager
from typing import ClassVar

import asyncpg
import pytest

from shared.bus.attempts import Retries
from shared.bus.dead_letters import DeadLetters
from shared.bus.postgres import PostgresTransport
from shared.bus.runtime import Bus
from shared.bus.subscriptions import ClaimedTwice, Subscriptions
from shared.bus.workers import HEADS, IN_ORDER
from shared.contracts.event import OwnEvent
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from tests.bus.probe import (
    DISTRICT,
    OFFICER,
    create_service,
    disposing,
    keep,
    until,
    write_early,
)

NOON = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)
BRIEF = Retries(attempts=3, first_delay=dt.timedelta(milliseconds=20))


class DecisionDue(OwnEvent):
    """Six months after the application the decision is due."""

    TYPE: ClassVar[str] = "ledger.decision-due"

    number: int = 0


class CertificateDue(DecisionDue):
    """Another clock of the same case."""

    TYPE: ClassVar[str] = "ledger.certificate-due"


class Clock:
    """The service's clock, moved by the test."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now

    def passes(self, **time):
        self.now += dt.timedelta(**time)


@pytest.fixture
async def service(bus_database):
    return await create_service(bus_database, "ledger")


@pytest.fixture
def clock():
    return Clock()


@asynccontextmanager
async def running(service, clock, handler=keep, retries=BRIEF):
    """The service with its workers, for both kinds of reminder."""
    subscriptions = Subscriptions()
    subscriptions.add(DecisionDue, handler)
    subscriptions.add(CertificateDue, handler)
    async with disposing(Database(service.name, service.url, pool_size=10, clock=clock)) as base:
        bus = Bus(base, subscriptions, PostgresTransport(), workers=4, retries=retries)
        bus.start()
        try:
            yield base
        finally:
            await bus.stop()


@asynccontextmanager
async def command(service, clock, reach=OFFICER, cause=None):
    """One command of the service, which need not run."""
    async with (
        disposing(Database(service.name, service.url, pool_size=1, clock=clock)) as database,
        database.unit_of_work(reach, action="apply", cause=cause or uuid.uuid4()) as uow,
    ):
        yield uow


def due(case, number=0, kind=DecisionDue, district=DISTRICT):
    return kind(case_id=case, district=district, number=number)


async def remind(service, clock, event, **ahead):
    async with command(service, clock) as uow:
        return uow.later(event, clock.now + dt.timedelta(**ahead))


async def acted_on(service):
    return [number for _, number in await service.entries()]


async def settled(service, number):
    async def reached():
        return len(await service.entries()) >= number

    await until(reached, f"{number} reminders acted on")


async def test_it_is_acted_on_when_it_is_due_and_not_before(service, clock):
    case = uuid.uuid4()
    await remind(service, clock, due(case, 1), days=181)
    await remind(service, clock, due(uuid.uuid4(), 2))
    async with running(service, clock):
        await settled(service, 1)
        assert await acted_on(service) == [2]
        clock.passes(days=181)
        await settled(service, 2)
    assert await acted_on(service) == [2, 1]


async def test_a_service_that_was_stopped_catches_up_in_the_order_in_which_things_were_due(
    service, clock
):
    case = uuid.uuid4()
    for number, days in ((3, 30), (1, 10), (2, 20)):
        await remind(service, clock, due(case, number), days=days)
    clock.passes(days=365)
    for _ in range(2):
        async with running(service, clock):
            await settled(service, 3)
    assert await acted_on(service) == [1, 2, 3]
    assert await service.count("inbox WHERE handled_at IS NULL") == 0


async def test_what_is_due_later_holds_nothing_up(service, clock):
    """Neither of its own kind about the same case, nor of another."""
    case = uuid.uuid4()
    await remind(service, clock, due(case, 1), days=100)
    await remind(service, clock, due(case, 2), days=1)
    await remind(service, clock, due(case, 3, CertificateDue), days=2)
    clock.passes(days=3)
    async with running(service, clock):
        await settled(service, 2)
    assert sorted(await acted_on(service)) == [2, 3]


async def test_one_that_cannot_be_acted_on_is_a_dead_letter_and_other_clocks_go_on(service, clock):
    case = uuid.uuid4()

    async def fail(uow, event):
        if event.number == 1:
            raise LookupError
        await keep(uow, event)

    await remind(service, clock, due(case, 1))
    await remind(service, clock, due(case, 2))
    await remind(service, clock, due(case, 3, CertificateDue))
    letters = DeadLetters(service.name, service.url, "Ada")
    async with running(service, clock, fail):
        await until(lambda: service.count("inbox WHERE dead_at IS NOT NULL"), "a dead letter")
        await settled(service, 1)
        [letter] = await letters.waiting()
        assert (letter.type, letter.case_id, letter.waiting) == (DecisionDue.TYPE, case, 1)
        assert await acted_on(service) == [3]
        await letters.discard(letter.event_id)
        await settled(service, 2)
    assert await acted_on(service) == [3, 2]


async def test_events_that_wait_behind_a_dead_letter_hold_no_clock_up(service, clock):
    case = uuid.uuid4()
    await service.rows(
        "INSERT INTO inbox (event_id, subscriber, type, source, lane, case_id, district, dead_at)"
        " VALUES ($1, $2, 'works.noted', '/services/works', $3, $4, $5, now())",
        uuid.uuid4(), service.name, f"/services/works {case}", case, DISTRICT,
    )  # fmt: skip
    await remind(service, clock, due(case, 1))
    async with running(service, clock):
        await settled(service, 1)


async def test_it_is_left_with_the_command_s_change_or_not_at_all(service, clock):
    async def fail():
        async with command(service, clock) as uow:
            uow.later(due(uuid.uuid4()))
            await write_early(uow)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await service.count("inbox") == 0


async def test_its_id_derives_from_its_cause(service, clock):
    """So a command that is done again cannot leave it twice."""
    cause = uuid.uuid4()
    async with command(service, clock, cause=cause) as uow:
        left = [uow.later(due(uuid.uuid4(), n)) for n in range(2)]
    assert left == [uuid.uuid5(cause, f"{DecisionDue.TYPE}/{n}") for n in range(2)]
    with pytest.raises(asyncpg.UniqueViolationError):
        async with command(service, clock, cause=cause) as uow:
            uow.later(due(uuid.uuid4()))


async def test_one_that_leaves_another_makes_a_clock_that_goes_on(service, clock):
    case = uuid.uuid4()

    async def again(uow, event):
        await keep(uow, event)
        if event.number < 3:
            uow.later(due(case, event.number + 1), uow.now)

    await remind(service, clock, due(case, 1))
    async with running(service, clock, again):
        await settled(service, 3)
    assert await acted_on(service) == [1, 2, 3]


async def test_what_has_happened_before_is_taken_back(service, clock):
    case, other = uuid.uuid4(), uuid.uuid4()
    await remind(service, clock, due(case, 1), days=10)
    await remind(service, clock, due(case, 2, CertificateDue), days=10)
    await remind(service, clock, due(other, 3), days=10)
    async with command(service, clock) as uow:
        uow.later(due(case, 4), clock.now)
        await uow.cancel(str(case), DecisionDue)
    clock.passes(days=10)
    async with running(service, clock):
        await settled(service, 2)
    assert sorted(await acted_on(service)) == [2, 3]


async def test_taking_back_is_undone_with_the_command(service, clock):
    case = uuid.uuid4()
    await remind(service, clock, due(case, 1), days=10)

    async def fail():
        async with command(service, clock) as uow:
            await uow.cancel(str(case), DecisionDue)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await service.count("inbox WHERE handled_at IS NULL") == 1


async def test_a_command_leaves_and_takes_back_nothing_of_another_district(service, clock):
    case = uuid.uuid4()
    await remind(service, clock, due(case, 1), days=10)
    elsewhere = Reach("officer", ("E07000082",), ("E07000082",))
    async with command(service, clock, elsewhere) as uow:
        await uow.cancel(str(case), DecisionDue)
    assert await service.count("inbox") == 1
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with command(service, clock, elsewhere) as uow:
            uow.later(due(case))


def test_a_type_has_one_handler():
    subscriptions = Subscriptions()
    subscriptions.add(DecisionDue, keep)
    with pytest.raises(ClaimedTwice, match=r"ledger\.decision-due has two handlers"):
        subscriptions.add(DecisionDue, keep)


async def test_many_that_are_due_later_cost_those_who_look_for_work_nothing(service, clock):
    """A county's clocks run for months: the plan reads what is due, not what is to come."""
    await service.rows(
        "INSERT INTO inbox (event_id, subscriber, type, source, subject, lane, district, due_at)"
        " SELECT gen_random_uuid(), $1, 'ledger.decision-due', '/services/' || $1, n::text,"
        " 'ledger.decision-due ' || n, $2, '2026-07-01T00:00Z' FROM generate_series(1, 20000) AS n",
        service.name, DISTRICT,
    )  # fmt: skip
    await service.rows("ANALYZE inbox")
    [[plan], *_] = await service.rows(
        "EXPLAIN (ANALYZE, FORMAT JSON) "
        + HEADS.replace("$1", f"'{service.name}'")
        .replace("$2", "'{ledger.decision-due}'")
        .replace("$3", "'2026-01-31T12:00Z'")
        + f" {IN_ORDER} LIMIT 1"
    )
    assert '"Actual Rows": 20000' not in plan
    assert "inbox_pending" in plan
