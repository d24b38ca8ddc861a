"""Several empty homes at once: who goes where, so that most need is met."""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from services.register.domain.fitting import Verdict
from services.register.domain.ranking import Candidate, order_of

MEETS = (Verdict.SUITABLE, Verdict.SUITABLE_WITH_MINOR_WORKS, Verdict.ADAPTABLE)


def assign(candidates: Iterable[Candidate], keys: Sequence[str]) -> list[Candidate]:
    """One home to a household and one household to a home, for an officer to decide.

    As many households as can be are placed in homes that meet their needs or can be adapted to;
    of the ways to place so many, one in which the places of the chosen pairs in a common shortlist
    (by the district's keys) come to the least together.
    """
    pairs = [c for c in candidates if c.match.verdict in MEETS]
    if not pairs:
        return []
    homes = {home: n for n, home in enumerate(sorted({c.match.home for c in pairs}))}
    needs = {need: n for n, need in enumerate(sorted({c.match.need for c in pairs}))}
    order = order_of(keys)
    places = {key: n for n, key in enumerate(sorted({order(c) for c in pairs}))}
    # Leaving a household out weighs more than every place in the shortlist taken together.
    left_out = min(len(homes), len(needs)) * len(places) + 1
    cost = np.full((len(homes), len(needs)), left_out, dtype=np.float64)
    by_cell = {(homes[c.match.home], needs[c.match.need]): c for c in pairs}
    for cell, candidate in by_cell.items():
        cost[cell] = places[order(candidate)]
    chosen = zip(*linear_sum_assignment(cost), strict=True)
    return [by_cell[cell] for row, column in chosen if (cell := (int(row), int(column))) in by_cell]
