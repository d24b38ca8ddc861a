"""What this machine does with plain work: the baseline of figures that have none of their own.

The same lines are read, validated and written, without any rule: what other machines of one kind
differ by, and what neighbours take from this one, is in both and falls out of the ratio.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from statistics import median

import orjson

from bench.figures import Figure
from services.means_test.domain.household import Household
from tests.means_test.random_households import random_household

LINES = 1_000
ROUNDS = 5
_MILLISECONDS = {"ms": 1.0, "s": 1000.0}
NAME = f"{LINES:,} households read, validated and written"


def yardstick() -> float:
    """Milliseconds, at the median."""
    lines = [orjson.dumps(random_household(seed)) for seed in range(LINES)]
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for line in lines:
            Household.model_validate_json(line).model_dump_json()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def against(figures: Iterable[Figure], measure: float) -> Iterator[Figure]:
    """The figures, those of time without a baseline told as multiples of the yardstick."""
    for figure in figures:
        if figure.ratio is None and figure.unit in _MILLISECONDS:
            ratio = figure.absolute * _MILLISECONDS[figure.unit] / measure
            about = "; ".join(filter(None, (figure.settings, f"against {NAME}")))
            yield replace(figure, ratio=ratio, settings=about)
        else:
            yield figure
    yield Figure(NAME, measure, "ms", rounds=ROUNDS)
