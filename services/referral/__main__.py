"""The referral service's command line: `python -m services.referral.waiting_list.prioritise list.json`."""

import sys
from typing import TYPE_CHECKING

from services.referral.waiting_list.prioritise import prioritise
from shared.commands import add_answering, service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands


def add_rules(commands: "SubCommands") -> None:
    """`prioritise`: waiting lists in order, with the reason for each place."""
    says = "put waiting lists in order, with the reason for each place"
    add_answering(commands, "prioritise", prioritise, says=says, noun="waiting lists")


if __name__ == "__main__":
    sys.exit(service_main("referral", sys.argv[1:], add_rules))
