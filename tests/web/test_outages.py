"""What a service does while its database or its bus is away, and when something of ours breaks."""

import asyncio
import time

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import AsyncAdaptedQueuePool

from deploy.local.postgres import LocalPostgres
from services.referral.screening import commands
from shared.persistence.unit_of_work import UnitOfWork
from tests.platform.answers import nothing_changes, problem
from tests.platform.running import Platform, until
from tests.referral.enquiries import SCREENING, enquiry, refer

CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE usename = 'dfg_referral' AND state = '{}' AND application_name NOT LIKE 'dfg-bus-%'
"""
"""Ends the sessions of the service's requests that are in that state."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of this module's own, to be stopped and started."""
    server = LocalPostgres(tmp_path_factory.mktemp("outages") / "postgres")
    server.start()
    yield server
    server.stop("immediate")


@pytest.fixture(scope="module")
def shaken(server):
    platform = Platform(server.superuser_url, "outages")
    yield platform
    platform.stop()


@pytest.fixture
def therapist(shaken):
    return shaken.client("referral", "occupational_therapist")


def ready(client):
    return client.get("/health/ready")


def test_in_good_order(therapist):
    assert therapist.get("/health/live").json() == {"status": "live"}
    until(lambda: ready(therapist).json() == {"status": "ready", "bus": "working"})


def test_a_bus_in_trouble_is_no_outage(shaken, therapist):
    shaken.sql("REVOKE INSERT ON bus.log FROM dfg_referral")
    case_id = refer(therapist)
    until(lambda: ready(therapist).json()["bus"] != "working")
    assert ready(therapist).status_code == 200
    assert "relay" in ready(therapist).json()["bus"]
    until(lambda: "dfg_bus_degraded{" in therapist.get("/metrics").text)
    assert refer(therapist)
    shaken.sql("GRANT INSERT ON bus.log TO dfg_referral")
    arrived = f"SELECT count(*) FROM bus.log WHERE key = '{case_id}'"
    until(lambda: shaken.sql.one(arrived) == 1)


def test_a_fault_of_ours_tells_nothing_and_changes_nothing(shaken, therapist, monkeypatch):
    case_id = refer(therapist)

    triage = commands.triage_referral

    async def broken(work, case_id, screening):
        await triage(work, case_id, screening)
        raise RuntimeError("A. Person of 1 Example Street")

    monkeypatch.setattr(commands, "triage_referral", broken)
    with nothing_changes(shaken):
        answer = therapist.post(f"/v1/referrals/{case_id}/triage", json=SCREENING)
    body = problem(answer, "unexpected", 500)
    assert set(body) == {"type", "title", "status"}
    assert answer.headers["traceresponse"]
    monkeypatch.undo()
    assert therapist.post(f"/v1/referrals/{case_id}/triage", json=SCREENING).status_code == 200


def test_when_every_connection_stays_taken_the_caller_is_told_to_try_again(therapist, monkeypatch):
    def none_left(_):
        raise PoolTimeout

    monkeypatch.setattr(AsyncAdaptedQueuePool, "_do_get", none_left)
    problem(therapist.post("/v1/referrals", json=enquiry()), "database-unavailable", 503)


def test_a_connection_that_is_cut_while_a_command_runs(shaken, therapist, monkeypatch):
    real = UnitOfWork.close

    async def cut(uow):
        await asyncio.to_thread(shaken.sql, CUT.format("idle in transaction"))
        await asyncio.sleep(0.1)
        await real(uow)

    monkeypatch.setattr(UnitOfWork, "close", cut)
    with nothing_changes(shaken):
        problem(therapist.post("/v1/referrals", json=enquiry()), "database-unavailable", 503)
    monkeypatch.undo()
    until(lambda: therapist.post("/v1/referrals", json=enquiry()).status_code == 201)


def test_connections_that_were_cut_while_nobody_used_them(shaken, therapist):
    assert refer(therapist)
    cut = len(shaken.sql(CUT.format("idle")))
    assert cut
    time.sleep(0.2)
    for _ in range(cut + 1):
        assert refer(therapist)


def test_a_database_that_is_away_and_comes_back(shaken, server, therapist):
    shaken.sql.close()
    server.stop("immediate")
    for _ in range(3):
        problem(therapist.post("/v1/referrals", json=enquiry()), "database-unavailable", 503)
        problem(ready(therapist), "database-unavailable", 503)
    assert therapist.get("/health/live").status_code == 200
    server.start()
    shaken.sql = type(shaken.sql)(shaken.superuser_url)
    until(lambda: ready(therapist).status_code == 200)
    assert refer(therapist)
