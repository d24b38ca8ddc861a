"""How long it takes to put a waiting list of 20,000 cases in order, by either scheme."""

import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from random import Random

import orjson

from bench.figures import Figure
from bench.rounds import ROUNDS, compare
from tests.referral.waiting import answered, by_groups, by_points, needing

CASES = 20_000

_UNORDERED = """
import sys
from pathlib import Path
import orjson
from services.referral.domain.priority.facts import GroupsList, PointsList
value = orjson.loads(Path(sys.argv[1]).read_bytes())
shape = PointsList if "settings" in value else GroupsList
sys.stdout.buffer.write(orjson.dumps(shape.model_validate(value).model_dump(mode="json")))
"""
"""The baseline: the same list read, validated and written again, in no order."""


def figures() -> list[Figure]:
    """The command from outside, its start included."""
    return [_figure("points", _by_points()), _figure("groups", _by_groups())]


def _figure(scheme: str, waiting: dict) -> Figure:
    name = f"waiting list: {CASES:,} cases put in order by {scheme}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.json"
        path.write_bytes(orjson.dumps(waiting))
        ours = partial(_milliseconds, "-m", "services.referral", "prioritise", str(path))
        found = compare(name, ours, partial(_milliseconds, "-c", _UNORDERED, str(path)))
    return Figure(name, found.ours / 1_000, "s", ratio=found.ratio, rounds=ROUNDS)


def _milliseconds(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - started) * 1_000


def _since(random: Random) -> str:
    return f"{random.randint(2023, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _by_points() -> dict:
    random = Random(1)
    return by_points(
        *(
            answered(f"case {n}", *random.sample(range(1, 11), 4), since=_since(random))
            for n in range(CASES)
        )
    )


def _by_groups() -> dict:
    random = Random(2)
    return by_groups(
        *(
            needing(f"case {n}", needs=n % 3, since=_since(random), child=n % 7 == 0)
            for n in range(CASES)
        )
    )
