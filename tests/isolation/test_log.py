"""The one schema that the services share: they append their own events to it and read all."""

import uuid

import asyncpg
import pytest

from deploy.local.roles import SERVICES
from shared.persistence.security import runtime_role

APPEND = """
    INSERT INTO bus.log (id, type, source, subject, key, case_id, district, occurred_at, data)
    VALUES ($1, $3, $2, 's', 'k', $1, 'E07000081', now(), '{}')
"""
FOREIGN_TO_ITSELF = (
    "UPDATE bus.log SET data = '[]'",
    "DELETE FROM bus.log",
    "TRUNCATE bus.log",
    "LOCK TABLE bus.log IN ACCESS EXCLUSIVE MODE",
    "ALTER TABLE bus.log DISABLE ROW LEVEL SECURITY",
    "DROP POLICY log_appends ON bus.log",
    "DROP TABLE bus.log",
)


async def append(connection, source, publisher=None):
    """An event from that source, of a type that the publisher, if not the same, tells."""
    publisher = publisher or source.rpartition("/")[2]
    event_type = f"{publisher.replace('_', '-')}.made-up"
    await connection.execute(APPEND, uuid.uuid4(), source, event_type)


@pytest.fixture(params=SERVICES)
async def service(request, connect):
    """A service's name and a connection in its role, undone at the end."""
    connection = await connect(runtime_role(request.param))
    transaction = connection.transaction()
    await transaction.start()
    yield request.param, connection
    await transaction.rollback()


async def test_a_service_appends_as_itself_and_reads_it(service):
    name, connection = service
    await append(connection, f"/services/{name}")
    assert await connection.fetchval("SELECT count(*) FROM bus.log WHERE source ~ $1", name) == 1


async def test_a_service_does_not_speak_for_another(service):
    name, connection = service
    for other in {*SERVICES, "bus", f"{name}_owner", ""} - {name}:
        savepoint = connection.transaction()
        await savepoint.start()
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await append(connection, f"/services/{other}")
        await savepoint.rollback()


async def test_a_service_does_not_tell_what_is_another_s_to_tell(service):
    """Also under its own name: a payment is told of by payments alone."""
    name, connection = service
    for other in {*SERVICES, "bus", f"{name}x"} - {name}:
        savepoint = connection.transaction()
        await savepoint.start()
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await append(connection, f"/services/{name}", other)
        await savepoint.rollback()


@pytest.mark.parametrize("statement", FOREIGN_TO_ITSELF)
async def test_what_is_in_the_log_stays_as_it_is(service, statement):
    _, connection = service
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(statement)


async def test_its_position_is_not_chosen(service):
    name, connection = service
    with pytest.raises(asyncpg.GeneratedAlwaysError):
        await connection.execute(
            APPEND.replace("(id,", "(position, id,").replace("VALUES (", "VALUES (1, "),
            uuid.uuid4(),
            f"/services/{name}",
            f"{name.replace('_', '-')}.made-up",
        )


@pytest.mark.parametrize("policy", ["log_reads", "log_appends"])
async def test_without_any_one_policy_the_tests_above_fail(policy, superuser):
    transaction = superuser.transaction()
    await transaction.start()
    await superuser.execute(f"DROP POLICY {policy} ON bus.log")
    await superuser.execute("SET LOCAL ROLE dfg_grants")
    if policy == "log_reads":
        await append(superuser, "/services/grants")
        assert await superuser.fetchval("SELECT count(*) FROM bus.log") == 0
    else:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await append(superuser, "/services/grants")
    await transaction.rollback()
