"""The means test from the command line: `python -m services.means_test calculate household.json`."""

import argparse
import sys
from typing import TYPE_CHECKING

from services.means_test.calculate import calculate
from services.means_test.walkthrough import page
from shared.caseload import answer_caseload
from shared.cli import answer_file
from shared.commands import service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands


def add_calculate(commands: "SubCommands") -> None:
    """`calculate`: test a household, or a caseload."""
    calculating = commands.add_parser("calculate", help="test a household, or a caseload")
    calculating.add_argument("file", help="JSON; - is standard input")
    calculating.add_argument("--lines", action="store_true", help="one household a line, in order")
    calculating.set_defaults(act=_calculate)


def _calculate(options: argparse.Namespace) -> int:
    if options.lines:
        return answer_caseload(calculate, options.file, "households")
    return answer_file(calculate, options.file)


def add_walkthrough(commands: "SubCommands") -> None:
    """`walkthrough`: print the page of `docs/` that walks an officer through one case."""
    walking = commands.add_parser("walkthrough", help="the page that walks through one case")
    walking.set_defaults(act=_walkthrough)


def _walkthrough(_: argparse.Namespace) -> int:
    sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    sys.exit(service_main("means_test", add_calculate, add_walkthrough))
