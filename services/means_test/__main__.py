"""The means test from the command line: `python -m services.means_test calculate household.json`."""

import sys
from typing import TYPE_CHECKING

from services.means_test.calculate import calculate
from shared.commands import add_answering, service_main

if TYPE_CHECKING:
    from shared.commands import SubCommands


def add_rules(commands: "SubCommands") -> None:
    """`calculate`: test a household, or a caseload."""
    add_answering(commands, "calculate", calculate, says="test households", noun="households")


if __name__ == "__main__":
    sys.exit(service_main("means_test", sys.argv[1:], add_rules))
