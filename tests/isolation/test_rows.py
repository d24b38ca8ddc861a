"""No way to another district's rows: every table, every kind of reach, every statement."""

from contextlib import asynccontextmanager
from functools import partial

import asyncpg
import pytest

from deploy.local.roles import SERVICES
from shared.persistence.reach import Reach
from shared.persistence.security import Protection, protect, runtime_role
from tests.isolation.probes import as_runtime_role, discrepancies, under_reach
from tests.isolation.tables import (
    EVERYTHING,
    ME,
    POLICIES,
    TABLES,
    A,
    B,
    plant,
    samples,
)


@asynccontextmanager
async def undone(connection):
    transaction = connection.transaction()
    await transaction.start()
    try:
        yield
    finally:
        await transaction.rollback()


def service_of(table):
    return table.split(".")[0]


async def faults_of(superuser, table, declared=None):
    """What the probes find in the superuser's open transaction."""
    enter = partial(as_runtime_role, service=service_of(table))
    rows = await samples(superuser, table)
    return await discrepancies(superuser, table, declared or TABLES[table], rows, enter)


@pytest.mark.parametrize("table", TABLES)
async def test_rows_are_seen_and_changed_as_far_as_the_reach_goes(table, superuser, connect):
    rows = await samples(superuser, table)
    runtime = await connect(runtime_role(service_of(table)))
    assert await discrepancies(runtime, table, TABLES[table], rows, under_reach) == []


@pytest.mark.parametrize("table,policy", POLICIES)
async def test_without_any_one_policy_the_test_above_fails(table, policy, superuser):
    async with undone(superuser):
        await superuser.execute(f"DROP POLICY {policy} ON {table}")
        found = await faults_of(superuser, table)
    assert found
    assert all(fault.startswith(f"{table}: ") for fault in found)


@pytest.mark.parametrize("table", TABLES)
async def test_without_row_level_security_or_with_a_policy_too_many_it_fails(table, superuser):
    for statement in (
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        f"CREATE POLICY generous ON {table} USING (true)",
    ):
        async with undone(superuser):
            await superuser.execute(statement)
            assert await faults_of(superuser, table)


@pytest.mark.parametrize("kind", Protection)
async def test_a_new_table_of_any_kind_is_protected_by_the_one_helper(kind, superuser):
    """So a kind that no table is of yet holds too."""
    async with undone(superuser):
        await superuser.execute(
            "CREATE TABLE grants.probe (id uuid, district text, case_id uuid PRIMARY KEY,"
            " provider_id text, principal text, source text, note text)"
        )
        statements = []
        protect(statements.append, "grants", "probe", kind)
        for statement in statements:
            await superuser.execute(statement)
        await plant(superuser, "grants.probe")
        assert await faults_of(superuser, "grants.probe", (kind, EVERYTHING)) == []


@pytest.mark.parametrize(
    "table",
    [
        t
        for t, (kind, grants) in TABLES.items()
        if "UPDATE" in grants and kind in {Protection.OWN_CASE, Protection.COUNTY_READ}
    ],
)
async def test_a_row_is_not_moved_into_a_district_that_may_not_be_written(table, connect):
    runtime = await connect(runtime_role(service_of(table)))
    transaction = await under_reach(runtime, Reach(ME, (A, B), (A,)))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await runtime.execute(f"UPDATE {table} SET district = $1", B)
    await transaction.rollback()


@pytest.mark.parametrize("service", SERVICES)
async def test_a_request_neither_sees_nor_adds_what_others_told_the_service(
    service, superuser, connect
):
    """Into the inbox it may put the service's events to itself, and no event as if from another."""
    runtime = await connect(runtime_role(service))
    rows = await samples(superuser, f"{service}.inbox")
    transaction = await under_reach(runtime, Reach(ME, (A,), (A,)))
    foreign = rows["a1"].insert(f"{service}.inbox").replace(f"/services/{service}", "/services/x")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await runtime.execute(foreign)
    await transaction.rollback()
    async with undone(superuser):
        await superuser.execute(f"UPDATE {service}.inbox SET source = '/services/x'")
        await as_runtime_role(superuser, Reach(ME, (A,), (A,)), service)
        assert await superuser.fetchval(f"SELECT count(*) FROM {service}.inbox") == 0


@pytest.mark.parametrize("service", SERVICES)
async def test_an_owner_is_held_by_the_policies_too(service, connect):
    owner = await connect(f"{runtime_role(service)}_owner")
    for table in (t for t in TABLES if service_of(t) == service):
        assert await owner.fetchval(f"SELECT count(*) FROM {table}") == 0


@pytest.mark.parametrize("service", SERVICES)
async def test_a_reach_ends_with_its_transaction(service, connect):
    runtime = await connect(runtime_role(service))
    transaction = await under_reach(runtime, Reach(ME, (A,), (A,), kernel=True))
    assert await runtime.fetchval(f"SELECT count(*) FROM {service}.outbox") == 3
    await transaction.commit()
    assert await runtime.fetchval(f"SELECT count(*) FROM {service}.outbox") == 0
