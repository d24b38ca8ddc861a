"""Operators' commands beside a running stack: how they are run, and which there are."""

import os

from deploy.local.ports import LOOPBACK, free_port
from tests.deploy.stack import ROOT

NOWHERE = f"postgresql://dfg_register@{LOOPBACK}:{free_port()}/dfg"
"""A database that is not there."""
SERVING = ("referral", "forum", "grants", "register")
LOAD = ("services.register", "load", "stock.csv", "--provider", "aster", "--district", "E07000081")
OPERATING = [
    ("services.forum", "dead-letters", "list"),
    ("services.forum", "rebuild"),
    ("services.grants", "migrate"),
    ("services.referral", "reseal"),
    LOAD,
    ("services.register", "rematch"),
    ("shared.bus", "migrate"),
    ("shared.bus", "authority"),
]
"""Each command of an operator once: what several services have is the same in all of them."""
RULES = {"prioritise", "calculate", "determine", "policies", "categorise", "file"}
"""Commands that need nothing but a file."""
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("DFG_")} | {
    "PYTHONPATH": str(ROOT),
    "COLUMNS": "60",
}
"""The environment of this process without a setting of the platform."""
