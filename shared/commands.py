"""The commands that every service has: serve, migrate, dead-letters, rebuild."""

import argparse
import asyncio
import getpass
import uuid
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from shared.bus.dead_letters import DeadLetter, DeadLetters
from shared.bus.rebuild import rebuild
from shared.persistence.migrate import migrate
from shared.problems import Problem
from shared.settings import DatabaseSettings, MigrationSettings, Settings

if TYPE_CHECKING:
    from shared.web.app import Service

    SubCommands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - no public name


def service_main(name: str, *own: Callable[["SubCommands"], None]) -> int:
    """The command line of a service: its own commands, which `own` adds, and those all have.

    Each command sets `act`, from parsed arguments to an exit code. The service itself is imported
    only when one of the common commands is called, so that commands of the rules start quickly.
    """
    parser = argparse.ArgumentParser(prog=f"python -m services.{name}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in own:
        add(commands)
    _add_common(name, commands)
    arguments = parser.parse_args()
    code: int = arguments.act(arguments)
    return code


def _add_common(name: str, commands: "SubCommands") -> None:
    for command, act, says in (
        ("serve", _serve, "run the service"),
        ("migrate", _migrate, "bring the schema to head, as its owner"),
        ("rebuild", _rebuild, "build the projections again from the history of events"),
    ):
        commands.add_parser(command, help=says).set_defaults(act=_on(name, act))
    letters = commands.add_parser("dead-letters", help="events that could not be handled")
    letters.add_argument("do", choices=["list", "inspect", "retry", "discard"])
    letters.add_argument("event_id", nargs="?", type=uuid.UUID)
    letters.set_defaults(act=lambda arguments: _dead_letters(name, arguments))


def _on(name: str, act: Callable[["Service"], int]) -> Callable[[argparse.Namespace], int]:
    def run(_: argparse.Namespace) -> int:
        service: Service = import_module(f"services.{name}.app").SERVICE
        return act(service)

    return run


def _serve(service: "Service") -> int:
    import uvicorn  # noqa: PLC0415 - not needed by the other commands

    from shared.web.app import create_app  # noqa: PLC0415

    settings = Settings.read()
    uvicorn.run(
        create_app(service, settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
    )
    return 0


def _migrate(service: "Service") -> int:
    asyncio.run(migrate(service.name, service.migrations, MigrationSettings.read().migration_url))
    return 0


def _rebuild(service: "Service") -> int:
    url = DatabaseSettings.read().database_url
    asyncio.run(rebuild(service.name, service.projections, url))
    return 0


def _dead_letters(name: str, arguments: argparse.Namespace) -> int:
    letters = DeadLetters(name, DatabaseSettings.read().database_url, getpass.getuser())
    try:
        if arguments.do == "list":
            _show(asyncio.run(letters.waiting()))
        elif arguments.event_id is None:
            raise SystemExit(f"dead-letters {arguments.do} needs the id of the event")
        elif arguments.do == "inspect":
            letter = asyncio.run(letters.inspect(arguments.event_id))
            _show([letter])
            Console().print(letter.content, markup=False)
        elif arguments.do == "retry":
            asyncio.run(letters.retry(arguments.event_id))
        else:
            asyncio.run(letters.discard(arguments.event_id))
    except Problem as problem:
        raise SystemExit(str(problem)) from problem
    return 0


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
