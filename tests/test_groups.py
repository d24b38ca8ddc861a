"""Tests of one group run on one worker, and a test has one name on every worker.

What a group shares is started once; workers that name a test differently run nothing at all.
"""

import os
import subprocess
import sys

import pytest

GROUPED = """
import os, pathlib, pytest
pytestmark = pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(20))
def test_where(number):
    (pathlib.Path(__file__).parent / os.environ["PYTEST_XDIST_WORKER"]).touch()
"""


def test_tests_of_one_group_run_on_one_worker(tmp_path):
    (tmp_path / "test_grouped.py").write_text(GROUPED)
    pytest = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup"]
    subprocess.run([*pytest, "-c", "/dev/null", "--rootdir", tmp_path, tmp_path], check=True)
    assert len(list(tmp_path.glob("gw*"))) == 1


@pytest.mark.parametrize("content", [os.urandom(8), b"\x00"])
def test_a_test_is_not_named_by_the_bytes_it_is_given(content, request):
    assert request.node.name.split("[")[1] in {"content0]", "content1]"}
