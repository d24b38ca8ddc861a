"""The register's command line: `python -m services.register categorise home.json`."""

import argparse
import sys
from typing import TYPE_CHECKING

from services.register.data import rule_set
from services.register.domain.categorising import Categorisation, categorise
from services.register.domain.home import Home
from shared.cli import answer_file, answer_lines
from shared.commands import service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands


def add_categorise(commands: "SubCommands") -> None:
    """`categorise`: the access category of surveyed homes."""
    categorising = commands.add_parser("categorise", help="the access category of surveyed homes")
    categorising.add_argument("file", help="JSON; - is standard input")
    categorising.add_argument("--lines", action="store_true", help="one home a line, in order")
    categorising.set_defaults(act=_categorise)


def _categorise(options: argparse.Namespace) -> int:
    run = answer_lines if options.lines else answer_file
    return run(_answer, options.file)


def _answer(value: object) -> Categorisation:
    home = Home.model_validate(value)
    return categorise(home, rule_set(home.rule_set))


if __name__ == "__main__":
    sys.exit(service_main("register", add_categorise))
