"""Every worked example comes out to the penny through the command line."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

FILE = Path(__file__).with_name("examples.jsonl")
EXAMPLES = [json.loads(line) for line in FILE.read_text().splitlines()]


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """All of them in one run of the command, by id."""
    file = tmp_path_factory.mktemp("examples") / "households.jsonl"
    file.write_text("\n".join(json.dumps(e["household"]) for e in EXAMPLES))
    command = [sys.executable, "-m", "services.means_test", "calculate", "--lines", str(file)]
    run = subprocess.run(command, capture_output=True, check=True, text=True)
    lines = run.stdout.splitlines()
    return {e["id"]: json.loads(line) for e, line in zip(EXAMPLES, lines, strict=True)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["id"])
def test_example(example, answers):
    answer = answers[example["id"]]
    for key, expected in example["expected"].items():
        if key in {"outcome", "parameter_set"} or expected is None:
            assert answer[key] == expected, key
        else:
            assert Decimal(answer[key]) == Decimal(expected), key
