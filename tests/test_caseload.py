"""Processes that work cases out end with whoever began them, however that ended."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from shared.caseload import answers
from tests.platform.running import until

ROOT = Path(__file__).parents[1]


def linger(value):
    """What a case is worked out by here: it says who does it, and is never done."""
    Path(value["by"]).write_text(str(os.getpid()))
    time.sleep(60)


def hold(path):
    """Have more cases worked out than are at once."""
    line = json.dumps({"by": path}).encode()
    list(answers(linger, [line, line], few=1))


def test_a_worker_ends_when_its_parent_is_killed(tmp_path):
    said = tmp_path / "worker"
    command = f"from tests.test_caseload import hold; hold({str(said)!r})"
    parent = subprocess.Popen([sys.executable, "-c", command], cwd=ROOT)
    until(lambda: said.exists() and said.read_text())
    worker = psutil.Process(int(said.read_text()))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)
