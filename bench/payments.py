"""How fast a payment run is written as a bank's file: the command, from outside."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import orjson

from bench.figures import Figure
from bench.rounds import ROUNDS, compare
from tests.payments.runs import payment, run

PAYMENTS = 10_000

_AS_IT_CAME = """
import sys
from pathlib import Path

import orjson

from services.payments.__main__ import read_run

sys.stdout.write(read_run(orjson.loads(Path(sys.argv[1]).read_bytes())).model_dump_json())
"""


def figures() -> list[Figure]:
    """Both formats, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.json"
        path.write_bytes(orjson.dumps(run(*(payment(n) for n in range(PAYMENTS)))))
        return [_written(path, kind) for kind in ("bacs18", "pain001")]


def _written(path: Path, kind: str) -> Figure:
    command = ["-m", "services.payments", "file", str(path), "--format", kind]
    name = f"payments: a run of {PAYMENTS:,} as {kind}"
    measured = compare(name, lambda: _ms(command), lambda: _ms(["-c", _AS_IT_CAME, str(path)]))
    baseline = "the same run validated and written back as it came"
    return Figure(name, measured.ours / 1000, "s", f"against {baseline}", measured.ratio, ROUNDS)


def _ms(arguments: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - started) * 1000
