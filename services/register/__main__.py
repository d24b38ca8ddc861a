"""The register's command line: `python -m services.register categorise home.json`."""

import sys
from typing import TYPE_CHECKING

from services.register.categorise import categorise_survey
from shared.commands import add_answering, service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands


def add_rules(commands: "SubCommands") -> None:
    """`categorise`: the access category of surveyed homes."""
    says = "the access category of surveyed homes"
    add_answering(commands, "categorise", categorise_survey, says=says, noun="homes")


if __name__ == "__main__":
    sys.exit(service_main("register", sys.argv[1:], add_rules))
