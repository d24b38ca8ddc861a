"""Tests of one group run on one worker: what a group shares is started once."""

import subprocess
import sys

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
