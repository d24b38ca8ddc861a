"""Each service has a schema, an owner who migrates it and a runtime role that owns nothing."""

from collections.abc import Iterator

import asyncpg
import pytest

from deploy.local.postgres import LocalPostgres
from deploy.local.roles import SERVICES, create_roles, role_names, role_url


@pytest.fixture(scope="module")
def superuser_url(tmp_path_factory) -> Iterator[str]:
    server = LocalPostgres(tmp_path_factory.mktemp("postgres") / "data")
    server.start()
    create_roles(server.superuser_url)
    create_roles(server.superuser_url)
    yield server.superuser_url
    server.stop("immediate")


async def rows(url: str, sql: str) -> list[tuple]:
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def test_no_role_is_above_row_level_security(superuser_url):
    found = await rows(
        role_url(superuser_url, "dfg_forum"),
        "select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb, rolcanlogin "
        "from pg_roles where rolname like 'dfg%'",
    )
    assert sorted(found) == sorted((role, False, True) for role in role_names())


async def test_each_schema_belongs_to_its_owner_role(superuser_url):
    found = await rows(
        role_url(superuser_url, "dfg_forum"),
        "select nspname, nspowner::regrole::text from pg_namespace where nspowner >= 16384",
    )
    assert sorted(found) == sorted((s, f"dfg_{s}_owner") for s in (*SERVICES, "bus"))


@pytest.mark.parametrize("service", SERVICES)
async def test_a_runtime_role_may_enter_its_own_schema_and_the_bus_alone(superuser_url, service):
    found = await rows(
        role_url(superuser_url, f"dfg_{service}"),
        "select nspname from pg_namespace where has_schema_privilege(oid, 'usage') "
        "and nspname not in ('pg_catalog', 'information_schema')",
    )
    assert {name for (name,) in found} == {service, "bus"}


@pytest.mark.parametrize("service", SERVICES)
async def test_a_runtime_role_makes_no_table(superuser_url, service):
    for schema in (service, "bus", "public"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await rows(role_url(superuser_url, f"dfg_{service}"), f"create table {schema}.t ()")


@pytest.mark.parametrize("service", SERVICES)
async def test_an_owner_role_makes_tables_in_its_own_schema_alone(superuser_url, service):
    owner = role_url(superuser_url, f"dfg_{service}_owner")
    await rows(owner, f"create table {service}.owned ()")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await rows(owner, "create table bus.owned ()")


async def test_a_second_database_gets_its_own_schemas(superuser_url):
    create_roles(superuser_url, database="another")
    url = role_url(superuser_url, "dfg_grants", database="another")
    assert await rows(url, "select current_database(), current_user") == [("another", "dfg_grants")]


async def test_each_role_has_its_development_password(superuser_url):
    found = await rows(
        superuser_url, "select rolname from pg_authid where rolpassword like 'SCRAM%'"
    )
    assert {name for (name,) in found} == set(role_names())
