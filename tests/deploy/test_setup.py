"""`make setup`: it shows how far it is, says what is missing, and is quick once all is there."""

import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256

import pytest

from tests.deploy.stack import ROOT

PACKAGES = ("lintel", "ramp")


def wheel(folder, name):
    """A package that holds nothing; its line in the lock."""
    path = folder / f"{name}-1-py3-none-any.whl"
    about = f"{name}-1.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return f"{name}==1 --hash=sha256:{sha256(path.read_bytes()).hexdigest()}"


@pytest.fixture
def setup(tmp_path):
    """The project's own rule and a real pip, over two packages that lie beside them."""
    lock = ["--no-index", f"--find-links {tmp_path}", *(wheel(tmp_path, p) for p in PACKAGES)]
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
            env=os.environ | {"PIP_NO_CACHE_DIR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return make


def test_installing_shows_each_package_and_then_how_many_there_are(setup, tmp_path):
    done = setup(f"PYTHON={sys.executable}")
    assert done.returncode == 0, done.stdout + done.stderr
    shown = done.stdout.split("\r")
    assert "a minute or two, once" in shown[0]
    assert [re.split(r" +", line.strip())[:2] for line in shown[1:3]] == [
        [str(number), f"{name}==1"] for number, name in enumerate(PACKAGES, 1)
    ]
    assert "unpacking 2 packages" in shown[3]
    assert (tmp_path / "installed/ramp-1.dist-info").exists()
    assert setup(f"PYTHON={sys.executable}").stdout == ""


def test_what_cannot_be_installed_is_no_success(setup, tmp_path):
    (tmp_path / "ramp-1-py3-none-any.whl").write_bytes(b"of somebody else")
    assert setup(f"PYTHON={sys.executable}").returncode != 0
    assert not (tmp_path / ".venv/installed").exists()


def test_a_python_that_is_too_old_is_said_in_one_line(setup, tmp_path):
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    assert "Python 3.11 or later is needed" in setup(f"PYTHON={old}").stdout
