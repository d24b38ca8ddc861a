"""What the common commands of a service do: serve, migrate, rebuild, dead-letters."""

import argparse
import asyncio
import gc
import getpass
import sys
from dataclasses import asdict
from importlib import import_module

import orjson
import uvicorn

from shared.bus.dead_letters import DeadLetter, DeadLetters
from shared.bus.rebuild import rebuild as rebuild_projections
from shared.persistence.database import Database
from shared.persistence.migrate import migrate as migrate_schema
from shared.persistence.migrate import require_head
from shared.problems import Problem
from shared.processes import collect_seldom
from shared.settings import DatabaseSettings, MigrationSettings, Settings
from shared.web.app import Service, create_app

GRACE_SECONDS = 5
IDLE_SECONDS = 75
"""An idle connection is kept longer than callers and proxies keep theirs (60 at most, most of them): who
closes first is then the one who would send, and no request meets a connection that is being closed."""


def serve(name: str, _: argparse.Namespace) -> int:
    """Run the service until it is told to stop."""
    gc.disable()  # what is made from here on stays: to look for cycles in it was a fifth of the start
    settings = Settings.read()
    service = _service(name)
    app = create_app(service, settings)
    asyncio.run(_demand_head(service, settings.database_url))
    collect_seldom()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=IDLE_SECONDS,
    )
    return 0


async def _demand_head(service: Service, url: str) -> None:
    """Raise `SchemaNotAtHead`, or that the database is away, before anything is begun."""
    database = Database(service.name, url, pool_size=1)
    try:
        await require_head(service.name, service.migrations, database.engine)
    finally:
        await database.dispose()


def migrate(name: str, _: argparse.Namespace) -> int:
    """Bring the schema to head, as its owner."""
    url = MigrationSettings.of_operator(name).migration_url
    print(asyncio.run(migrate_schema(name, _service(name).migrations, url)))
    return 0


def rebuild(name: str, _: argparse.Namespace) -> int:
    """Build the projections again from the history of events."""
    url = DatabaseSettings.of_operator(name).database_url
    tables = [p.table for p in _service(name).subscriptions.projections]
    forgotten = asyncio.run(rebuild_projections(name, tables, url))
    print(
        f"{name}: the projections are empty, {forgotten} events will be read again"
        " by the running service, or by the next that starts"
    )
    return 0


def dead_letters(name: str, arguments: argparse.Namespace) -> int:
    """List, inspect, retry or discard events that could not be handled."""
    url = DatabaseSettings.of_operator(name).database_url
    letters = DeadLetters(name, url, getpass.getuser())
    try:
        asyncio.run(_act_on(letters, arguments))
    except Problem as problem:
        raise SystemExit(str(problem)) from problem
    return 0


async def _act_on(letters: DeadLetters, arguments: argparse.Namespace) -> None:
    if arguments.do == "list":
        found = await letters.waiting()
        for letter in found:
            print(_line(letter))
        if sys.stdout.isatty() and not found:
            print("no dead letters")
    elif arguments.event_id is None:
        raise SystemExit(f"dead-letters {arguments.do} needs the id of the event")
    elif arguments.do == "inspect":
        letter = await letters.inspect(arguments.event_id)
        print(_line(letter), letter.content, sep="\n")
    elif arguments.do == "retry":
        letter = await letters.retry(arguments.event_id)
        print(f"{letter.event_id} will be handled again, and then {letter.waiting} behind it")
    else:
        letter = await letters.discard(arguments.event_id)
        print(f"{letter.event_id} is given up; {letter.waiting} behind it go on")


def _line(letter: DeadLetter) -> str:
    """For people in words; where the output is piped, as JSON."""
    if not sys.stdout.isatty():
        told = {n: v for n, v in asdict(letter).items() if n != "content"}
        return orjson.dumps(told, default=str).decode()
    return (
        f"{letter.event_id} {letter.type or 'unreadable'}\n"
        f"    case {letter.case_id or 'unknown'}, {letter.attempts} attempts,"
        f" dead since {letter.dead_at.isoformat(timespec='seconds')},"
        f" {letter.waiting} waiting behind it\n"
        f"    {letter.error}"
    )


def _service(name: str) -> Service:
    service: Service = import_module(f"services.{name}.app").SERVICE
    return service
