"""`make setup`: it shows how far it is, says what is missing, and is quick once all is there."""

import os
import subprocess
import sys
import threading
import zipfile
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from deploy.local.ports import LOOPBACK
from tests.deploy.stack import ROOT

PACKAGES = ("lintel", "ramp")
BARE = {n: v for n, v in os.environ.items() if not n.startswith(("PIP_", "MAKE", "MFLAGS"))} | {
    "PIP_NO_CACHE_DIR": "1",
    "PIP_CONFIG_FILE": os.devnull,
    "no_proxy": LOOPBACK,
}
"""The environment, in which nothing is said of another index, nor of the `make` that runs the tests."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves the folder and says nothing of it."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def index(tmp_path):
    """An index of packages: whose address it is."""
    with ThreadingHTTPServer((LOOPBACK, 0), partial(Quiet, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{LOOPBACK}:{server.server_port}/simple"
        server.shutdown()


def wheel(folder, name):
    """A package that holds nothing, where the index has it; its line in the lock."""
    page = folder / "simple" / name / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text(f'<a href="/{name}-1-py3-none-any.whl">{name}-1-py3-none-any.whl</a>')
    path = folder / f"{name}-1-py3-none-any.whl"
    about = f"{name}-1.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return f"{name}==1 --hash=sha256:{sha256(path.read_bytes()).hexdigest()}"


@pytest.fixture
def setup(tmp_path, index):
    """The project's own rule and a real pip, over two packages of an index of our own."""
    lock = [f"--index-url {index}", *(wheel(tmp_path, package) for package in PACKAGES)]
    (tmp_path / "requirements.lock").write_text("\n".join(lock))
    (tmp_path / ".venv").mkdir()
    python = tmp_path / "bin/python"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@" --target {tmp_path}/installed\n')
    python.chmod(0o755)

    def make(*variables):
        return subprocess.run(
            ["make", "-f", ROOT / "Makefile", "setup", "BIN=bin", *variables],
            cwd=tmp_path,
            env=BARE,
            capture_output=True,
            text=True,
            check=False,
        )

    return make


def test_installing_shows_each_package_and_then_how_many_there_are(setup, tmp_path):
    done = setup(f"PYTHON={sys.executable}")
    assert done.returncode == 0, done.stdout + done.stderr
    said, *shown = (line.split() for line in done.stdout.splitlines() if line.strip())
    assert " ".join(said).endswith("a minute or two, once")
    assert shown == [["1", "lintel==1"], ["2", "ramp==1"], ["unpacking", "2", "packages"]]
    assert (tmp_path / "installed/ramp-1.dist-info").exists()
    assert "Nothing to be done" in setup(f"PYTHON={sys.executable}").stdout


def test_what_cannot_be_installed_is_no_success(setup, tmp_path):
    (tmp_path / "ramp-1-py3-none-any.whl").write_bytes(b"of somebody else")
    assert setup(f"PYTHON={sys.executable}").returncode != 0
    assert not (tmp_path / ".venv/installed").exists()


def test_a_python_that_is_too_old_is_said_in_one_line(setup, tmp_path):
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    assert "Python 3.11 or later is needed" in setup(f"PYTHON={old}").stdout
