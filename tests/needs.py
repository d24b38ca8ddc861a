"""What some tests need: where it is missing, the test says so and is left out.

With `DFG_REQUIRE_ALL` set, as in CI, it fails instead.
"""

import os
import shutil
from typing import NoReturn

import pytest

from deploy.local.java import java_lacks


def require_programs(*programs: str) -> None:
    """Go on only where all of them are installed."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        leave_out(f"{', '.join(missing)} is not installed")


def require_java() -> None:
    """Go on only where servers can be run on Java, and their jars be fetched."""
    if lacks := java_lacks():
        leave_out(lacks)


def leave_out(why: str) -> NoReturn:
    """Do not go on, for this reason."""
    if os.environ.get("DFG_REQUIRE_ALL"):
        pytest.fail(f"nothing may be left out here, but {why}")
    pytest.skip(f"left out: {why}")
