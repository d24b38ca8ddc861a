"""The public command: a run in, the bank's file out, or a problem and nothing written."""

import json
import resource
import subprocess
import sys

import pytest

from tests.payments.runs import payment, read_bacs, run

FORMATS = ["bacs18", "pain001"]


def command(document, *options):
    return subprocess.run(
        [sys.executable, "-m", "services.payments", "file", "-", *options],
        input=document if isinstance(document, bytes) else json.dumps(document).encode(),
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("kind, begins", [("bacs18", b"VOL1"), ("pain001", b"<?xml")])
def test_the_bytes_go_to_standard_output_or_to_a_file_and_nothing_else_anywhere(
    tmp_path, kind, begins
):
    printed = command(run(), "--format", kind)
    assert (printed.returncode, printed.stderr) == (0, b"")
    assert printed.stdout.startswith(begins)
    target = tmp_path / "run.out"
    kept = command(run(), "--format", kind, "--output", str(target))
    assert (kept.returncode, kept.stdout, kept.stderr) == (0, b"", b"")
    assert target.read_bytes() == printed.stdout
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_there_already_is_replaced_through_a_link_to_it(tmp_path):
    target, link = tmp_path / "real", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    assert command(run(), "--format", "bacs18", "--output", str(link)).returncode == 0
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"VOL1")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "document, pointers",
    [
        (run(payment(sort_code="01-02-03")), {"/payments/0/sort_code"}),
        (run(payment(), payment()), {"/payments/1/id"}),
        (run(processing_date="2026-03-14"), {"/processing_date"}),
        (run(payment(amount="999999999.99"), payment(2)), {"/payments"}),
        (run(payments=[]), {"/payments"}),
        (run(colour="red"), {"/colour"}),
        ([], {""}),
        (b"{", {""}),
        (b'{"id": "\\ud800"}', {""}),
        (b"\xff", {""}),
        (b"[" * 100_000, {""}),
    ],
)
def test_bad_input_is_a_problem_on_standard_error_exits_2_and_writes_nothing(
    tmp_path, kind, document, pointers
):
    target = tmp_path / "run.out"
    target.write_text("old")
    done = command(document, "--format", kind, "--output", str(target))
    assert (done.returncode, done.stdout) == (2, b"")
    problem = json.loads(done.stderr)
    assert problem["type"] == "urn:dfg:problem:invalid-input"
    assert {e["pointer"] for e in problem["errors"]} == pointers
    assert all(e["detail"] for e in problem["errors"])
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["no/such/folder", "n" * 300, ".", "/dev/null"])
def test_a_place_that_cannot_be_written(tmp_path, name):
    done = command(run(), "--format", "bacs18", "--output", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (2, b"")
    assert json.loads(done.stderr)["errors"] == []
    assert not list(tmp_path.iterdir())


def processor_seconds():
    """What the commands so far took; unlike the clock's, it is the same on a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("kind", FORMATS)
def test_ten_thousand_payments_in_five_seconds(kind):
    document = json.dumps(run(*(payment(n) for n in range(10_000)))).encode()
    before = processor_seconds()
    done = command(document, "--format", kind)
    assert processor_seconds() - before < 5
    assert done.returncode == 0
    if kind == "bacs18":
        assert len(read_bacs(done.stdout).credits) == 10_000
