"""The command line of a service: its own commands, and those that every service has."""

import argparse
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from shared.caseload import answer_caseload
from shared.cli import Answer, answer_file

if TYPE_CHECKING:
    SubCommands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - no public name

COMMON = {
    "serve": "run the service",
    "migrate": "bring the schema to head, as its owner",
    "rebuild": "build the projections again from the history of events",
    "dead-letters": "list, inspect, retry or discard events that could not be handled",
}


def service_main(name: str, arguments: Sequence[str], *own: Callable[["SubCommands"], None]) -> int:
    """Run the command that the arguments name; its exit code.

    `own` adds the service's commands. Each command sets `act`, from arguments to an exit code.
    What the common ones need is imported only when one of them is called, so that commands of
    the rules start quickly.
    """
    parser = argparse.ArgumentParser(prog=f"python -m services.{name}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in own:
        add(commands)
    for command, says in COMMON.items():
        common = commands.add_parser(command, help=says)
        common.set_defaults(act=_common(name, command.replace("-", "_")))
        if command == "dead-letters":
            common.add_argument("do", choices=["list", "inspect", "retry", "discard"])
            common.add_argument("event_id", nargs="?", type=uuid.UUID)
    parsed = parser.parse_args(arguments)
    with in_one_line(parser.prog):
        code: int = parsed.act(parsed)
    return code


@contextmanager
def in_one_line(program: str) -> Iterator[None]:
    """Where the database, the broker or a file is away, or goes away meanwhile, the command ends with
    one line that says so.
    """
    try:
        yield
    except Exception as error:
        why: str | None = import_module("shared.away").told_of(error)
        if why is None:
            raise
        raise SystemExit(f"{program} broke off: {why}") from error


def add_answering(
    commands: "SubCommands", command: str, answer: Answer, *, says: str, noun: str
) -> None:
    """Add a command of the rules in the shape that is public: FILE, or many with `--lines`.

    `answer` is a function of a module, so that another process can find it; `noun` is what a
    line holds.
    """

    def act(arguments: argparse.Namespace) -> int:
        if arguments.lines:
            return answer_caseload(answer, arguments.file, noun)
        return answer_file(answer, arguments.file)

    parser = commands.add_parser(command, help=says)
    parser.add_argument("file", help="JSON; - is standard input")
    parser.add_argument("--lines", action="store_true", help=f"{noun}, one a line, in order")
    parser.set_defaults(act=act)


def _common(name: str, act: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        code: int = getattr(import_module("shared.operating"), act)(name, arguments)
        return code

    return run
