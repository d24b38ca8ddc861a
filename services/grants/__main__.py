"""Grants from the command line: decide cases, compare policies, try a new one out."""

import argparse
import datetime as dt
import sys
from typing import TYPE_CHECKING

from services.grants.in_force import law, policies
from services.grants.policies import printing
from services.grants.policies.what_if import Written, what_if
from shared.calendar import LONDON
from shared.cli import open_lines, print_answer
from shared.commands import add_answering, service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands


def add_rules(commands: "SubCommands") -> None:
    """`determine` cases, `policies compare` and `policies try`."""
    add_answering(commands, "determine", law.answer, says="decide cases", noun="cases")
    _add_policies(commands.add_parser("policies", help="the districts' policies"))


def _add_policies(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="what")
    comparing = commands.add_parser("compare", help="all offers side by side, the gaps named")
    comparing.add_argument("--on", type=dt.date.fromisoformat, help="a date; default today")
    comparing.add_argument("--format", choices=("json", "csv", "table"), default="json")
    comparing.set_defaults(act=_compare)
    trying = commands.add_parser("try", help="a new version against the one in force")
    trying.add_argument("file", help="the policy file")
    trying.add_argument("--cases", help="JSON Lines; - is standard input")
    trying.add_argument("--format", choices=("json", "table"), default="json")
    trying.set_defaults(act=_try)


def _compare(options: argparse.Namespace) -> int:
    shapes = {"csv": printing.as_csv, "table": printing.as_table}
    on: dt.date = options.on or dt.datetime.now(LONDON).date()
    return print_answer(lambda: policies.comparison(on), shapes.get(options.format))


def _try(options: argparse.Namespace) -> int:
    shapes = {"table": printing.as_report}
    cases = open_lines(options.cases) if options.cases else None
    return print_answer(lambda: what_if(Written(options.file), cases), shapes.get(options.format))


if __name__ == "__main__":
    sys.exit(service_main("grants", sys.argv[1:], add_rules))
