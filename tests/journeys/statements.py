"""The statements that a case costs, counted in PostgreSQL's own log: a count is the same on any machine."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from deploy.local.stack import Stack

_ENTRY = re.compile(r"^(\d+) (\S*) (?=[A-Z]+:  )", re.MULTILINE)
_STATEMENT = re.compile(r"LOG:  (?:statement|execute \S+): ")
_BEGINS, _ENDS = re.compile("LOG:  statement: BEGIN"), re.compile("LOG:  statement: COMMIT")
_ASKS_FOR_TYPES = re.compile("'jit'|typeinfo_tree")
"""What the driver asks once on each connection, and how it does so."""
_CLOSES = "INSERT INTO case_traces"
"""Stands in the statement that ends every command and handler, and in no other."""


@contextmanager
def logged(stack: Stack) -> Iterator[Path]:
    """Every statement goes to the server's log meanwhile, with its process and whose it is."""
    assert stack.postgres is not None
    settings = {"log_line_prefix": "'%p %a '", "log_statement": "'all'"}
    _have(stack, [f"ALTER SYSTEM SET {name} = {value}" for name, value in settings.items()])
    try:
        yield stack.postgres.directory / "server.log"
    finally:
        _have(stack, [f"ALTER SYSTEM RESET {name}" for name in settings])


def _have(stack: Stack, statements: list[str]) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(stack.superuser_url)
        for statement in (*statements, "SELECT pg_reload_conf()"):
            await connection.execute(statement)
        await connection.close()

    asyncio.run(run())


def of_case(log: Path, case_id: str) -> Counter[str]:
    """By service, the statements of the commands and handlers that acted on a case and went through.

    What is asked while somebody waits, and what the bus does beside them, depends on how long it takes
    and is not counted.
    """
    counted: Counter[str] = Counter()
    begun: dict[str, list[str]] = defaultdict(list)
    parts = _ENTRY.split(log.read_text(errors="replace"))[1:]
    for process, who, said in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        if _BEGINS.match(said):
            begun[process].clear()
        begun[process].append(said)
        if _ENDS.match(said):
            said_each = begun.pop(process)
            whole = "".join(said_each)
            if _CLOSES in whole and case_id in whole:
                counted[who.removeprefix("dfg-")] += sum(map(_is_ours, said_each))
    return counted


def _is_ours(said: str) -> bool:
    return bool(_STATEMENT.match(said)) and not _ASKS_FOR_TYPES.search(said)
