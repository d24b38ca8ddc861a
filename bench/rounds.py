"""Ours against a baseline, in turn, so that a noisy minute falls on both."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from rich.console import Console

ROUNDS = 5
console = Console(stderr=True, highlight=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """Medians over the rounds: what we reach, and its ratio to the baseline of the same round."""

    ours: float
    baseline: float
    ratio: float


def compare(name: str, ours: Callable[[], float], baseline: Callable[[], float]) -> Compared:
    """Measure both in turn, saying each round."""
    pairs = []
    for number in range(1, ROUNDS + 1):
        pairs.append((ours(), baseline()))
        mine, base = pairs[-1]
        console.print(f"  {name}, round {number} of {ROUNDS}: {mine:,.0f} against {base:,.0f}")
    return Compared(
        median(mine for mine, _ in pairs),
        median(base for _, base in pairs),
        median(mine / base for mine, base in pairs),
    )
