"""The referral service's command line: `python -m services.referral.waiting_list.prioritise list.json`."""

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from services.referral.waiting_list.prioritise import prioritise
from shared.commands import add_answering, service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands


def add_rules(commands: "SubCommands") -> None:
    """`prioritise`: waiting lists in order, with the reason for each place."""
    says = "put waiting lists in order, with the reason for each place"
    add_answering(commands, "prioritise", prioritise, says=says, noun="waiting lists")


def add_reseal(commands: "SubCommands") -> None:
    """`reseal`: clinical words under the first key, so that an older one can go."""
    says = "seal clinical words by the first key, so that an older one can go"
    commands.add_parser("reseal", help=says).set_defaults(act=_reseal)


def _reseal(arguments: argparse.Namespace) -> int:
    """The database is imported only where it is used, so that the rules start quickly."""
    code: int = import_module("services.referral.clinical.reseal").reseal(arguments)
    return code


if __name__ == "__main__":
    sys.exit(service_main("referral", sys.argv[1:], add_rules, add_reseal))
