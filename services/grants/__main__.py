"""Grants from the command line: `python -m services.grants determine case.json`."""

import argparse
import sys
from typing import TYPE_CHECKING

from services.grants.policies import answer
from shared.caseload import answer_caseload
from shared.cli import answer_file
from shared.commands import service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands


def add_determine(commands: "SubCommands") -> None:
    """`determine`: decide a case, or a caseload."""
    determining = commands.add_parser("determine", help="decide a case, or a caseload")
    determining.add_argument("file", help="JSON; - is standard input")
    determining.add_argument("--lines", action="store_true", help="one case a line, in order")
    determining.set_defaults(act=_determine)


def _determine(options: argparse.Namespace) -> int:
    if options.lines:
        return answer_caseload(answer, options.file, "cases")
    return answer_file(answer, options.file)


if __name__ == "__main__":
    sys.exit(service_main("grants", add_determine))
