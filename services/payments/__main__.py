"""Payments from the command line: write a payment run as the file that a bank takes."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from services.payments.domain.runs import read_run
from services.payments.formats import bacs18, pain001
from shared.cli import write_file
from shared.commands import service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands

FORMATS = {"bacs18": bacs18.write, "pain001": pain001.write}


def add_rules(commands: "SubCommands") -> None:
    """`file`: a payment run as Bacs Standard 18 or ISO 20022 pain.001.001.09."""
    parser = commands.add_parser("file", help="write a payment run as the file a bank takes")
    parser.add_argument("file", help="JSON; - is standard input")
    parser.add_argument("--format", choices=FORMATS, required=True)
    parser.add_argument("--output", type=Path, help="where to; else to standard output")
    parser.set_defaults(act=_write)


def _write(options: argparse.Namespace) -> int:
    write = FORMATS[options.format]
    return write_file(lambda document: write(read_run(document)), options.file, options.output)


if __name__ == "__main__":
    sys.exit(service_main("payments", sys.argv[1:], add_rules))
