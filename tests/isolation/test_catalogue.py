"""No way to another service's data: read from PostgreSQL's catalogue, and tried."""

import asyncpg
import pytest

from deploy.local.roles import SERVICES
from shared.persistence.security import owner_role, protect, runtime_role
from tests.isolation.tables import HISTORIES, LOG, TABLES

SCHEMAS = (*SERVICES, "bus")
SYSTEM = "('pg_catalog', 'information_schema', 'pg_toast')"
RELATIONS = f"""
    SELECT n.nspname AS schema, n.nspname || '.' || c.relname AS name, c.relkind::text AS kind
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN {SYSTEM} AND n.nspname !~ '^pg_(toast_)?temp'
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY 2
"""
PRIVILEGES = [
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "TRUNCATE",
    "REFERENCES",
    "TRIGGER",
    "MAINTAIN",
]


async def granted(superuser, role, relation):
    """What the role may do with the whole of a table, view or sequence."""
    return {
        privilege
        for privilege in PRIVILEGES
        if await superuser.fetchval(
            "SELECT has_table_privilege($1, $2, $3)", role, relation, privilege
        )
    }


async def test_every_table_is_one_that_is_declared(superuser):
    found = {r["name"] for r in await superuser.fetch(RELATIONS) if r["kind"] != "S"}
    assert found == {*TABLES, LOG} | {f"{schema}.alembic_version" for schema in SCHEMAS}


async def test_row_level_security_is_enabled_and_forced_everywhere(superuser):
    unprotected = await superuser.fetch(
        "SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind IN ('r', 'p')"
        " AND c.relnamespace = ANY($1::text[]::regnamespace[])"
        " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)",
        list(SCHEMAS),
    )
    assert {row["name"] for row in unprotected} == {f"{s}.alembic_version" for s in SCHEMAS}


async def test_the_policies_are_those_of_each_table_s_kind_and_no_others(superuser):
    declared, found = {}, {}
    transaction = superuser.transaction()
    await transaction.start()
    for table, (kind, _) in TABLES.items():
        schema, name = table.split(".")
        found[table] = await policies(superuser, table)
        await superuser.execute(f"ALTER TABLE {table} RENAME TO as_it_was")
        await superuser.execute(f"CREATE TABLE {table} (LIKE {schema}.as_it_was)")
        statements = []
        protect(statements.append, schema, name, kind)
        for statement in statements:
            await superuser.execute(statement)
        declared[table] = await policies(superuser, table)
        await superuser.execute(f"DROP TABLE {table}")
        await superuser.execute(f"ALTER TABLE {schema}.as_it_was RENAME TO {name}")
    await transaction.rollback()
    assert found == declared


async def policies(superuser, table):
    rows = await superuser.fetch(
        "SELECT policyname, permissive, roles, cmd, qual, with_check FROM pg_policies"
        " WHERE schemaname || '.' || tablename = $1 ORDER BY policyname",
        table,
    )
    return [tuple(row) for row in rows]


async def test_no_policy_stands_on_anything_undeclared(superuser):
    found = await superuser.fetch("SELECT schemaname || '.' || tablename AS t FROM pg_policies")
    assert {row["t"] for row in found} == {*TABLES, LOG}


@pytest.mark.parametrize("service", SERVICES)
async def test_a_runtime_role_is_granted_what_is_declared_and_nothing_else(service, superuser):
    role = runtime_role(service)
    expected = {table: set(grants) for table, (_, grants) in TABLES.items()}
    for relation in await superuser.fetch(RELATIONS):
        name, own = relation["name"], relation["schema"] == service
        if name == LOG:
            wanted = {"SELECT", "INSERT"}
        elif name.endswith(".alembic_version"):
            wanted = {"SELECT"} if own else set()
        else:
            wanted = expected.get(name, set()) if own else set()
        assert await granted(superuser, role, name) == wanted, name


@pytest.mark.parametrize("table", sorted(HISTORIES))
async def test_a_history_is_added_to_and_never_overwritten(table, superuser):
    role = runtime_role(table.partition(".")[0])
    assert await granted(superuser, role, table) == {"SELECT", "INSERT"}


@pytest.mark.parametrize("service", SERVICES)
async def test_no_single_column_of_another_service_is_granted(service, superuser):
    found = await superuser.fetch(
        "SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n"
        f" ON n.oid = c.relnamespace WHERE n.nspname NOT IN ({SYSTEM[1:-1]}, $2, 'bus')"
        " AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_any_column_privilege("
        "$1::text::regrole, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')",
        runtime_role(service),
        service,
    )
    assert found == []


@pytest.mark.parametrize("service", SERVICES)
async def test_connected_as_a_service_every_relation_of_another_is_refused(
    service, superuser, connect
):
    runtime = await connect(runtime_role(service))
    others = [r for r in await superuser.fetch(RELATIONS) if r["schema"] not in {service, "bus"}]
    assert len(others) > 5 * 8
    for relation in others:
        name = relation["name"]
        for attempt in (f"SELECT FROM {name}", f"TABLE {name}", f"TRUNCATE {name}"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await runtime.execute(attempt)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_enters_its_own_schema_and_the_bus_and_creates_in_none(
    service, superuser, connect
):
    schemas = await superuser.fetch("SELECT nspname, oid FROM pg_namespace")
    role = runtime_role(service)
    for name, oid in schemas:
        usage, create = await superuser.fetchrow(
            "SELECT has_schema_privilege($1, $2::oid, 'USAGE'),"
            " has_schema_privilege($1, $2::oid, 'CREATE')",
            role,
            oid,
        )
        system = name in {"pg_catalog", "information_schema"}
        assert usage == (system or name in {service, "bus"}), name
        assert not create, name
    runtime = await connect(role)
    for attempt in (
        f"CREATE TABLE {service}.mine ()",
        f"CREATE VIEW {service}.mine AS SELECT 1",
        f"CREATE FUNCTION {service}.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE public.mine ()",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine ()",
        "CREATE EXTENSION dblink",
        "CREATE ROLE mine",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('postgresql.conf')",
    ):
        with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.FeatureNotSupportedError)):
            await runtime.execute(attempt)


async def test_there_is_no_function_that_could_be_a_way_round(superuser):
    """Those that guard the ledger and the sealed file; they run as whoever writes, as triggers."""
    found = await superuser.fetch(
        "SELECT p.oid::regprocedure::text, p.prosecdef, p.prorettype::regtype::text"
        " FROM pg_proc p JOIN pg_namespace n"
        f" ON n.oid = p.pronamespace WHERE n.nspname NOT IN {SYSTEM} ORDER BY 1"
    )
    guards = (
        "payments.demand_balance()",
        "payments.refuse_change()",
        "payments.refuse_other_file()",
    )
    assert [tuple(row) for row in found] == [(guard, False, "trigger") for guard in guards]


@pytest.mark.parametrize("service", SERVICES)
async def test_a_runtime_role_is_no_one_but_itself(service, superuser, connect):
    role = runtime_role(service)
    attributes = await superuser.fetchrow(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
        " FROM pg_roles WHERE rolname = $1",
        role,
    )
    assert not any(attributes)
    assert not await superuser.fetch(
        "SELECT roleid::regrole FROM pg_auth_members WHERE member = $1::text::regrole", role
    )
    runtime = await connect(role)
    others = await superuser.fetch("SELECT rolname FROM pg_roles WHERE rolname <> $1", role)
    for (other,) in others:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await runtime.execute(f'SET ROLE "{other}"')


@pytest.mark.parametrize("service", SERVICES)
async def test_a_runtime_role_owns_nothing_and_its_owner_only_the_schema(service, superuser):
    owned = await superuser.fetch(
        "SELECT DISTINCT r.rolname, coalesce(n.nspname, s.nspname, f.nspname) AS schema"
        " FROM pg_shdepend d"
        " JOIN pg_roles r ON r.oid = d.refobjid"
        " LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid"
        " LEFT JOIN pg_namespace n ON n.oid = c.relnamespace"
        " LEFT JOIN pg_namespace s ON d.classid = 'pg_namespace'::regclass AND s.oid = d.objid"
        " LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid"
        " LEFT JOIN pg_namespace f ON f.oid = p.pronamespace"
        " WHERE d.deptype = 'o' AND r.rolname = ANY($1) AND d.dbid ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())",
        [runtime_role(service), owner_role(service)],
    )
    assert {tuple(row) for row in owned} == {(owner_role(service), service)}


@pytest.mark.parametrize("schema", SCHEMAS)
async def test_an_owner_enters_its_own_schema_alone(schema, superuser):
    entered = await superuser.fetch(
        f"SELECT nspname FROM pg_namespace WHERE nspname NOT IN {SYSTEM}"
        " AND has_schema_privilege($1, oid, 'USAGE, CREATE') AND nspname !~ '^pg_temp'",
        owner_role(schema),
    )
    assert [row["nspname"] for row in entered] == [schema]


async def test_nothing_is_granted_to_everybody_or_by_default(superuser):
    to_all = await superuser.fetch(
        "SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,"
        f" aclexplode(c.relacl) a WHERE a.grantee = 0 AND n.nspname NOT IN {SYSTEM}"
        " UNION ALL SELECT n.oid FROM pg_namespace n, aclexplode(n.nspacl) a"
        f" WHERE a.grantee = 0 AND n.nspname NOT IN {SYSTEM}"
        " UNION ALL SELECT oid FROM pg_default_acl"
        " UNION ALL SELECT d.oid FROM pg_database d, aclexplode(d.datacl) a"
        " WHERE a.grantee = 0 AND d.datname = current_database()"
    )
    assert to_all == []
