"""Who may see, change and add which rows: asked of PostgreSQL itself, statement by statement."""

from shared.persistence.reach import SETTING, Reach
from shared.persistence.security import Protection, runtime_role
from tests.isolation.tables import CASE, ME, A, B

REACHES = {
    "no reach": "",
    "of nothing": Reach(ME),
    "reads A": Reach(ME, (A,)),
    "reads A and B": Reach(ME, (A, B)),
    "writes A": Reach(ME, (A,), (A,)),
    "writes B": Reach(ME, (B,), (B,)),
    "reads A and B, writes A": Reach(ME, (A, B), (A,)),
    "resident of a1": Reach(ME, (A, B), case=str(CASE)),
    "resident of a1 who writes A": Reach(ME, (A, B), (A,), case=str(CASE)),
    "provider who writes A": Reach(ME, (A, B), (A,), provider="mine"),
    "kernel": Reach.of_kernel("probed"),
    "handler of A": Reach.of_handler("probed", A),
}
_ALL, _OF_A = "a1 a2 b", "a1 a2"

_DISTRICT = {
    "reads A": (_OF_A, ""),
    "reads A and B": (_ALL, ""),
    "writes A": (_OF_A, _OF_A),
    "writes B": ("b", "b"),
    "reads A and B, writes A": (_ALL, _OF_A),
    "handler of A": (_OF_A, _OF_A),
}
_SHARED = {reach: (_ALL, _ALL if changes else "") for reach, (_, changes) in _DISTRICT.items()}
_BUS = {"kernel": (_ALL, _ALL), "handler of A": (_ALL, _ALL)}
_ME = [reach for reach in REACHES if reach not in {"no reach", *_BUS}]
MAY = {
    Protection.OWN_DISTRICT: _DISTRICT,
    Protection.OWN_CASE: _DISTRICT
    | {"resident of a1": ("a1", ""), "resident of a1 who writes A": ("a1", "a1")},
    Protection.COUNTY_READ: {r: (_ALL, changes) for r, (_, changes) in _DISTRICT.items()}
    | {"provider who writes A": (_ALL, "a1")},
    Protection.MEMBERS: _SHARED,
    Protection.MEMBERS_AND_NAMED: dict.fromkeys(_ME, ("a1", "")) | _SHARED,
    Protection.MEMBERS_TRACE: {reach: (sees, "") for reach, (sees, _) in _SHARED.items()},
    Protection.KERNEL: _BUS,
    Protection.KERNEL_APPEND: _BUS,
    Protection.KERNEL_READ: {reach: (sees, "") for reach, (sees, _) in _DISTRICT.items()} | _BUS,
    Protection.KERNEL_OWN: {reach: (changes, changes) for reach, (_, changes) in _DISTRICT.items()}
    | {
        "resident of a1 who writes A": (_OF_A, _OF_A),
        "provider who writes A": (_OF_A, _OF_A),
    }
    | _BUS,
    Protection.OWN_PRINCIPAL: dict.fromkeys(_ME, ("a1", "a1")) | _BUS,
}
"""For each kind and reach: the rows that are seen, and those that can be changed. Else none."""

_APPENDS = (
    _BUS
    | {r: ("", changes) for r, (_, changes) in _DISTRICT.items() if r not in _BUS}
    | {
        "resident of a1 who writes A": ("", _OF_A),
        "provider who writes A": ("", _OF_A),
    }
)
_NOTES = dict.fromkeys(("reads A", "reads A and B", "resident of a1"), ("", "a1"))
"""What somebody who may only read leaves under their own name."""
MAY_ADD = {
    Protection.KERNEL_APPEND: _APPENDS,
    Protection.KERNEL_READ: _APPENDS | _NOTES,
    Protection.MEMBERS_TRACE: dict.fromkeys(_ME, ("", "a1")),
}
"""Where rows may be added that cannot be changed: what a command tells and leaves behind."""


async def discrepancies(connection, table, declared, rows, enter):
    """Where a table lets a reach see or do more or less than its kind says.

    `enter(connection, reach)` begins a transaction of the runtime role under that reach.
    """
    kind, grants = declared
    found = []
    for name, reach in REACHES.items():
        transaction = await enter(connection, reach)
        expected = _expected(kind, grants, name)
        for action, came_to in (await _tried(connection, table, rows, expected)).items():
            if came_to != expected[action].split():
                found.append(f"{table}: {name}: {action}: {came_to}, not [{expected[action]}]")
        await transaction.rollback()
    return found


def _expected(kind, grants, reach):
    sees, changes = MAY[kind].get(reach, ("", ""))
    _, adds = MAY_ADD.get(kind, MAY[kind]).get(reach, ("", ""))
    expected = {"select": sees, "insert": adds, "insert returning": _both(adds, sees)}
    if "UPDATE" in grants:
        expected |= {"update": changes, "on conflict": _both(changes, adds)}
    if "DELETE" in grants:
        expected |= {"delete": changes}
    return expected


def _both(some, others):
    return " ".join(name for name in some.split() if name in others.split())


async def _tried(connection, table, rows, actions):
    """For each action the rows that it reaches; each is tried by itself and undone."""
    statements = [_STATEMENTS[action](table, row) for action in actions for row in rows.values()]
    quoted = ", ".join(f"$s${statement}$s$" for statement in statements)
    await connection.execute(_TRY.replace("STATEMENTS", quoted))
    went_through = iter(await connection.fetchval("SELECT current_setting('probe.found')"))
    return {a: [name for name in rows if next(went_through) == "1"] for a in actions}


_TRY = """
DO $try$
DECLARE statement text; reached bigint; found text := '';
BEGIN
    FOREACH statement IN ARRAY ARRAY[STATEMENTS] LOOP
        BEGIN
            EXECUTE statement;
            GET DIAGNOSTICS reached = ROW_COUNT;
            RAISE EXCEPTION USING ERRCODE = 'UNDO0';
        EXCEPTION
            WHEN SQLSTATE 'UNDO0' THEN found := found || (reached > 0)::int;
            WHEN insufficient_privilege THEN found := found || 0;
            WHEN integrity_constraint_violation THEN found := found || 1;
        END;
    END LOOP;
    PERFORM set_config('probe.found', found, true);
END $try$
"""
"""What fails for a key has passed the policies, which are asked first."""


def _column(row):
    return next(reversed(row.columns))


_STATEMENTS = {
    "select": lambda t, r: f"SELECT FROM {t} WHERE ctid = '{r.ctid}'",
    "insert": lambda t, r: r.insert(t),
    "insert returning": lambda t, r: r.insert(t) + " RETURNING *",
    "update": lambda t, r: (
        f"UPDATE {t} SET {_column(r)} = {r.columns[_column(r)]} WHERE ctid = '{r.ctid}'"
    ),
    "on conflict": lambda t, r: (
        r.insert(t) + f" ON CONFLICT ({r.key}) DO UPDATE SET {_column(r)} = excluded.{_column(r)}"
    ),
    "delete": lambda t, r: f"DELETE FROM {t} WHERE ctid = '{r.ctid}'",
}


async def under_reach(connection, reach):
    """A transaction under a reach, of whoever is connected."""
    transaction = connection.transaction()
    await transaction.start()
    if reach:
        await connection.execute("SELECT set_config($1, $2, true)", SETTING, reach.as_setting())
    return transaction


async def as_runtime_role(connection, reach, service):
    """The same within a superuser's transaction, whose changes to the policies are seen."""
    transaction = await under_reach(connection, reach)
    await connection.execute(f"SET LOCAL ROLE {runtime_role(service)}")
    return transaction
