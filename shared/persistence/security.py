"""Row-level security for migrations: what each kind of table lets a reach see and change.

A table of a service is of one of four kinds. Each policy reads the one setting that the unit of
work makes; without it no row is visible. The sub-select lets PostgreSQL read it once a statement.
"""

from collections.abc import Callable
from enum import Enum

from shared.persistence.reach import SETTING

_REACH = f"(SELECT nullif(current_setting('{SETTING}', true), '')::jsonb)"
_READS = f"({_REACH} -> 'read') ? district"
_WRITES = f"({_REACH} -> 'write') ? district"
_READS_ANY = f"jsonb_array_length({_REACH} -> 'read') > 0"
_WRITES_ANY = f"jsonb_array_length({_REACH} -> 'write') > 0"
_WHOLE_DISTRICT = f"({_REACH} ->> 'case') IS NULL AND ({_REACH} ->> 'provider') IS NULL"
_CASE = (
    f"({_REACH} ->> 'provider') IS NULL AND coalesce(({_REACH} ->> 'case')::uuid = case_id, true)"
)
_PROVIDER = (
    f"({_REACH} ->> 'case') IS NULL AND coalesce(({_REACH} ->> 'provider') = provider_id, true)"
)
_KERNEL = f"({_REACH} ->> 'kernel')::boolean"
_PRINCIPAL = f"({_REACH} ->> 'principal') = principal"
_OWN_SOURCE = "source = '/services/' || substr(current_user::text, 5)"


class Protection(Enum):
    """The kinds of table, each with its policies: name, command, USING, WITH CHECK."""

    OWN_DISTRICT = (
        ("reads", "SELECT", f"{_READS} AND {_WHOLE_DISTRICT}", None),
        ("writes", "ALL", f"{_WRITES} AND {_WHOLE_DISTRICT}", f"{_WRITES} AND {_WHOLE_DISTRICT}"),
    )
    """Rows of a district, which no single-case or single-provider reach sees."""

    OWN_CASE = (
        ("reads", "SELECT", f"{_READS} AND {_CASE}", None),
        ("writes", "ALL", f"{_WRITES} AND {_CASE}", f"{_WRITES} AND {_CASE}"),
    )
    """Rows of a case in a district: the default. A resident's reach sees their own."""

    COUNTY_READ = (
        ("reads", "SELECT", f"{_READS_ANY} AND ({_REACH} ->> 'case') IS NULL", None),
        ("writes", "ALL", f"{_WRITES} AND {_PROVIDER}", f"{_WRITES} AND {_PROVIDER}"),
    )
    """Read by every member, written by the district or the provider that owns it (homes)."""

    MEMBERS = (
        ("reads", "SELECT", f"{_READS_ANY} AND {_WHOLE_DISTRICT}", None),
        (
            "writes",
            "ALL",
            f"{_WRITES_ANY} AND {_WHOLE_DISTRICT}",
            f"{_WRITES_ANY} AND {_WHOLE_DISTRICT}",
        ),
    )
    """Without a district: non-personal copies that all members share."""

    MEMBERS_AND_NAMED = (
        *MEMBERS,
        ("own", "SELECT", _PRINCIPAL, None),
    )
    """The members', each row of which is also read by whom it names (sharing agreements)."""

    MEMBERS_TRACE = (
        ("reads", "SELECT", f"{_READS_ANY} AND {_WHOLE_DISTRICT}", None),
        ("appends", "INSERT", None, _PRINCIPAL),
    )
    """Read by every member; whoever acts adds rows under their own name, and nobody changes any
    (what use was made of an agreement)."""

    KERNEL = (("kernel", "ALL", _KERNEL, _KERNEL),)
    """The bus's own tables: no request reaches them."""

    KERNEL_APPEND = (
        ("kernel", "ALL", _KERNEL, _KERNEL),
        ("appends", "INSERT", None, _WRITES),
    )
    """The bus's own, to which a request may add rows of a district that it may write."""

    KERNEL_READ = (
        *KERNEL_APPEND,
        ("notes", "INSERT", None, f"{_READS} AND {_PRINCIPAL}"),
        ("reads", "SELECT", f"{_READS} AND {_WHOLE_DISTRICT}", None),
    )
    """The same, whose rows are read by whoever reads the whole district (the audit trail). Who may
    only read leaves under their own name what they read."""

    KERNEL_OWN = (
        ("kernel", "ALL", _KERNEL, _KERNEL),
        ("own", "ALL", f"{_WRITES} AND {_OWN_SOURCE}", f"{_WRITES} AND {_OWN_SOURCE}"),
    )
    """The bus's own, in which a request may leave the service's events to itself, and take back
    those of a district that it may write (the inbox)."""

    OWN_PRINCIPAL = (
        ("own", "ALL", _PRINCIPAL, _PRINCIPAL),
        ("kernel", "ALL", _KERNEL, _KERNEL),
    )
    """Rows of whoever acts (idempotency keys), which the bus may clear away."""


def protect(
    execute: Callable[[str], None],
    schema: str,
    table: str,
    kind: Protection,
    grants: str = "SELECT, INSERT, UPDATE, DELETE",
) -> None:
    """Enable and force row-level security on a new table and let the runtime role use it.

    `execute` runs one statement: Alembic's `op.execute`.
    """
    name = f'"{schema}"."{table}"'
    execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    for policy, command, using, check in kind.value:
        execute(
            f'CREATE POLICY "{table}_{policy}" ON {name} FOR {command}'
            + (f" USING ({using})" if using else "")
            + (f" WITH CHECK ({check})" if check else "")
        )
    execute(f"GRANT {grants} ON {name} TO {runtime_role(schema)}")


def protect_anew(
    execute: Callable[[str], None], schema: str, table: str, kind: Protection, grants: str
) -> None:
    """Give a table that is there already the policies of another kind, and these grants besides."""
    name = f'"{schema}"."{table}"'
    for policy in sorted({policy for each in Protection for policy, *_ in each.value}):
        execute(f'DROP POLICY IF EXISTS "{table}_{policy}" ON {name}')
    protect(execute, schema, table, kind, grants)


def runtime_role(service: str) -> str:
    """The role that runs the service: neither owner nor superuser nor exempt from policies."""
    return f"dfg_{service}"


def owner_role(service: str) -> str:
    """The role that owns and migrates the service's schema."""
    return f"dfg_{service}_owner"
