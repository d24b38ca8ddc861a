"""Programs that some tests need: where one is missing, the test says so and is left out.

With `DFG_REQUIRE_ALL` set, as in CI, it fails instead.
"""

import os
import shutil

import pytest

from deploy.local.java import java_lacks


def require_programs(*programs: str) -> None:
    """Go on only where all of them are installed."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        _leave_out(f"{', '.join(missing)} is not installed")


def require_java() -> None:
    """Go on only where servers can be run on Java, and their jars be fetched."""
    if lacks := java_lacks():
        _leave_out(lacks)


def _leave_out(why: str) -> None:
    if os.environ.get("DFG_REQUIRE_ALL"):
        pytest.fail(f"nothing may be left out here, but {why}")
    pytest.skip(f"left out: {why}")
