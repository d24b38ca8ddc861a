"""What the common commands of a service do: serve, migrate, rebuild, dead-letters."""

import argparse
import asyncio
import gc
import getpass
from importlib import import_module

import uvicorn
from rich.console import Console
from rich.table import Table

from shared.bus.dead_letters import DeadLetter, DeadLetters
from shared.bus.rebuild import rebuild as rebuild_projections
from shared.persistence.migrate import migrate as migrate_schema
from shared.problems import Problem
from shared.settings import DatabaseSettings, MigrationSettings, Settings
from shared.web.app import Service, create_app

GRACE_SECONDS = 5
NEW_OBJECTS = 20_000


def serve(name: str, _: argparse.Namespace) -> int:
    """Run the service until it is told to stop."""
    settings = Settings.read()
    app = create_app(_service(name), settings)
    _collect_seldom()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return 0


def _collect_seldom() -> None:
    """Have Python look for cycles after 20,000 new objects, not after 700.

    A command makes thousands of objects, of which nearly all go without that. What was made at
    start-up stays, and is not looked at again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def migrate(name: str, _: argparse.Namespace) -> int:
    """Bring the schema to head, as its owner."""
    url = MigrationSettings.read().migration_url
    asyncio.run(migrate_schema(name, _service(name).migrations, url))
    return 0


def rebuild(name: str, _: argparse.Namespace) -> int:
    """Build the projections again from the history of events."""
    url = DatabaseSettings.read().database_url
    tables = [p.table for p in _service(name).subscriptions.projections]
    asyncio.run(rebuild_projections(name, tables, url))
    return 0


def dead_letters(name: str, arguments: argparse.Namespace) -> int:
    """List, inspect, retry or discard events that could not be handled."""
    letters = DeadLetters(name, DatabaseSettings.read().database_url, getpass.getuser())
    try:
        asyncio.run(_act_on(letters, arguments))
    except Problem as problem:
        raise SystemExit(str(problem)) from problem
    return 0


async def _act_on(letters: DeadLetters, arguments: argparse.Namespace) -> None:
    if arguments.do == "list":
        _show(await letters.waiting())
    elif arguments.event_id is None:
        raise SystemExit(f"dead-letters {arguments.do} needs the id of the event")
    elif arguments.do == "inspect":
        letter = await letters.inspect(arguments.event_id)
        _show([letter])
        Console().print(letter.content, markup=False)
    elif arguments.do == "retry":
        await letters.retry(arguments.event_id)
    else:
        await letters.discard(arguments.event_id)


def _show(letters: list[DeadLetter]) -> None:
    table = Table("event", "type", "case", "dead since", "attempts", "waiting behind", "error")
    for letter in letters:
        table.add_row(
            str(letter.event_id),
            letter.type or "unreadable",
            str(letter.case_id or ""),
            letter.dead_at.isoformat(timespec="seconds"),
            str(letter.attempts),
            str(letter.waiting),
            letter.error,
        )
    Console().print(table if letters else "no dead letters")


def _service(name: str) -> Service:
    service: Service = import_module(f"services.{name}.app").SERVICE
    return service
