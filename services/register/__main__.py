"""The register's command line: `python -m services.register categorise home.json`."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from services.register.surveys.categorise import categorise_survey
from shared.commands import add_answering, service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands


def add_rules(commands: "SubCommands") -> None:
    """`categorise`: the access category of surveyed homes."""
    says = "the access category of surveyed homes"
    add_answering(commands, "categorise", categorise_survey, says=says, noun="homes")


def add_load(commands: "SubCommands") -> None:
    """`load`: a provider's file into the register."""
    parser = commands.add_parser("load", help="take in a provider's CSV file or workbook")
    parser.add_argument("file", type=Path)
    parser.add_argument("--provider", required=True, help="whose homes they are")
    parser.add_argument("--district", required=True, help="ONS code of where they are")
    parser.add_argument("--basis", default="landlord_claim", help="what dated rows rest on")
    parser.add_argument(
        "--landlord", default="housing_association", help="what kind of landlord the provider is"
    )
    parser.set_defaults(act=_load)


def _load(arguments: argparse.Namespace) -> int:
    """The database is imported only where it is used, so that the rules start quickly."""
    code: int = import_module("services.register.loads.load").load(arguments)
    return code


def add_rematch(commands: "SubCommands") -> None:
    """`rematch`: the whole county under new rules, prices or limits."""
    says = "work every home out and match every need again after new rules, prices or limits"
    commands.add_parser("rematch", help=says).set_defaults(act=_rematch)


def _rematch(arguments: argparse.Namespace) -> int:
    code: int = import_module("services.register.matching.rematch").rematch(arguments)
    return code


if __name__ == "__main__":
    sys.exit(service_main("register", sys.argv[1:], add_rules, add_load, add_rematch))
