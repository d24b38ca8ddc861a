"""What the log says of events that fail: which, of which case, under which trace, never its words."""

import datetime as dt
import uuid

import pytest
import structlog
from structlog.testing import LogCapture

import shared.bus.attempts
import shared.bus.inbox
import shared.bus.runtime
from shared.bus.workers import Retries
from tests.bus.job_process import CountingDue
from tests.bus.probe import Pair, create_service, keep, until
from tests.bus.test_jobs import leave, running
from tests.bus.test_projections import projecting
from tests.bus.test_unreadable import KAFKA_ALONE, record, write

BRIEF = Retries(attempts=3, first_delay=dt.timedelta(milliseconds=20))
POSTGRES_ALONE = pytest.mark.parametrize("transport", ["postgres"], indirect=True)

TRACE = "0af7651916cd43dd8448eb211c80319c"

__all__ = ["write"]


@pytest.fixture
def logged(monkeypatch):
    """What the bus says, however the process was told to write its log before."""
    capture = LogCapture()
    log = structlog.wrap_logger(None, processors=[structlog.stdlib.add_log_level, capture])
    for module in (shared.bus.runtime, shared.bus.attempts, shared.bus.inbox):
        monkeypatch.setattr(module, "log", log)

    def lines(event, event_type=None):
        """Those of that event; with a type only those of what is of it: the shared platform goes on."""
        found = [line for line in capture.entries if line["event"] == event]
        return [line for line in found if event_type in {None, line.get("type")}]

    return lines


async def fail(uow, event):
    raise LookupError("42 Castle Street")


@POSTGRES_ALONE
async def test_a_failed_handler_is_told_with_event_case_and_trace_and_its_end_as_a_dead_letter(
    pair: Pair, logged
):
    case = uuid.uuid4()
    await pair.tell((case, 0))
    await pair.publisher.rows(f"UPDATE outbox SET traceparent = '00-{TRACE}-{TRACE[:16]}-01'")
    async with pair.publishing(), pair.receiving(fail, BRIEF):
        await until(lambda: pair.subscriber.count("inbox WHERE dead_at IS NOT NULL"), "it")
    [[event_id]] = await pair.subscriber.rows("SELECT event_id FROM inbox")
    kind = pair.contract.TYPE
    failed, [dead] = logged("handler_failed", kind), logged("dead_letter", kind)
    assert [line["attempt"] for line in [*failed, dead]] == [1, 2, 3]
    for line in (*failed, dead):
        assert (line["event_id"], line["case"]) == (str(event_id), str(case))
        assert line["trace_id"] == TRACE
        assert "Castle" not in str(line)
    assert dead["log_level"] == "error"


@POSTGRES_ALONE
async def test_an_event_that_breaks_its_contract_is_told_as_a_dead_letter(
    pair: Pair, write, logged
):
    case = uuid.uuid4()
    async with pair.publishing(), pair.receiving():
        await write(record(pair, case, number="eleventh"))
        await until(lambda: pair.subscriber.count("inbox"), "it")
    [dead] = logged("dead_letter", pair.contract.TYPE)
    assert dead["case"] == str(case)
    assert "/number" in dead["error"]
    assert "eleventh" not in str(dead)


@KAFKA_ALONE
async def test_what_cannot_be_read_is_told_as_a_dead_letter(pair: Pair, write, logged):
    async with pair.publishing(), pair.receiving():
        await pair.tell((uuid.uuid4(), 0))
        await pair.has_kept(1)
        await write(record(pair, uuid.uuid4()).but(district=b"Castle Street\xff"))
        await until(lambda: pair.subscriber.count("inbox WHERE dead_at IS NOT NULL"), "it")
    [dead] = [line for line in logged("dead_letter") if line["type"] is None]
    assert dead["error"].startswith("not an event")
    assert "Castle" not in str(dead)


async def test_a_job_that_is_given_up_is_told_as_a_dead_letter(bus_database, logged):
    async def fall(job, event: CountingDue):
        raise LookupError("42 Castle Street")

    service = await create_service(bus_database, "ledger")
    case = await leave(service, steps=1)
    async with running(service, fall):
        await until(lambda: service.count("inbox WHERE dead_at IS NOT NULL"), "it")
    demand_told(logged, case, CountingDue.TYPE)


@POSTGRES_ALONE
async def test_what_a_read_model_cannot_take_is_told_as_a_dead_letter(pair: Pair, logged):
    async def fall(session, told):
        raise LookupError("42 Castle Street")

    case = uuid.uuid4()
    await pair.tell((case, 0))
    async with pair.publishing(), projecting(pair, fall):
        await until(lambda: pair.subscriber.count("inbox WHERE dead_at IS NOT NULL"), "it")
    demand_told(logged, case, pair.contract.TYPE)


def demand_told(logged, case, event_type):
    """Each attempt, and then the end, with case, type and event, and no word of the error's."""
    failed, [dead] = logged("handler_failed", event_type), logged("dead_letter", event_type)
    assert [line["attempt"] for line in [*failed, dead]] == [1, 2, 3]
    for line in (*failed, dead):
        assert line["case"] == str(case)
        assert uuid.UUID(line["event_id"])
        assert line["error"].startswith("LookupError in fall")
        assert "Castle" not in str(line)


@POSTGRES_ALONE
async def test_trouble_is_told_once_and_so_is_its_end(pair: Pair, logged, monkeypatch):
    monkeypatch.setattr(shared.bus.runtime, "RECOVERED_SECONDS", 1)
    refuse = f"REVOKE INSERT ON bus.log FROM dfg_{pair.publisher.name}"
    await pair.publisher.rows(refuse)
    async with pair.publishing() as works, pair.receiving(keep):
        await pair.publish(works.database, (uuid.uuid4(), 0))
        await until(lambda: _in_trouble(works), "the relay to fail")
        await pair.publisher.rows(refuse.replace("REVOKE", "GRANT").replace("FROM", "TO"))
        await pair.has_kept(1)
        await until(lambda: _well(works), "the relay to be well again")
    [trouble] = logged("bus_part_failed")
    [well] = logged("bus_part_recovered")
    assert trouble["part"] == well["part"] == "relay"


async def _in_trouble(running) -> bool:
    return "relay" in running.bus.troubles


async def _well(running) -> bool:
    return not running.bus.troubles
