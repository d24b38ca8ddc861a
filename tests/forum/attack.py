"""Somebody who works out what a table of counts hides."""

from itertools import product

import numpy as np
from scipy.optimize import linprog

from shared.disclosure import LIMIT, TOTAL

WITHIN = 2
"""How near to a small count nobody may come: a rule of its own, not that of the code."""


class Attack:
    """Somebody who has the table, and may know a row of it, solves for what is hidden.

    By linear programming over all cells: nothing of how the table was made is used.
    """

    def __init__(self, shown, counts, known=None):
        rows, columns = list(counts), list(next(iter(counts.values())))
        self._inner = {key: n for n, key in enumerate(product(rows, columns))}
        self._equations, self._values = [], []
        for (row, column), count in shown.items():
            if count is not None:
                self._learn(self.parts(row, column), count)
        for column in columns if known else ():
            self._learn(self.parts(known, column), counts[known][column])

    def parts(self, row, column):
        """Which cells a number of the table adds up, as a vector."""
        vector = np.zeros(len(self._inner))
        for (r, c), n in self._inner.items():
            vector[n] = row in (r, TOTAL) and column in (c, TOTAL)
        return vector

    def _learn(self, vector, value):
        self._equations.append(vector)
        self._values.append(value)

    def range_of(self, vector):
        """The least and the most that such a sum can be."""
        return self._least(vector), -self._least(-vector)

    def _least(self, vector):
        if not self._equations:
            return -np.inf
        known = {"A_eq": np.array(self._equations), "b_eq": self._values}
        answer = linprog(vector, **known, method="highs")
        return round(answer.fun) if answer.status == 0 else -np.inf


def given_away(counts, shown):
    """Every count of one to seven that somebody can work out to within two."""
    for known in (None, *(counts if len(counts) > 1 else ())):
        attack = Attack(shown, counts, known)
        for row, column in shown:
            vector = attack.parts(row, column)
            if known is not None:
                if row == known:
                    continue
                vector = vector - attack.parts(known, column) * (row == TOTAL)
            true = sum(
                counts[r][c]
                for r, c in product(counts, next(iter(counts.values())))
                if row in (r, TOTAL) and column in (c, TOTAL) and r != known
            )
            least, most = attack.range_of(vector)
            if 0 < true < LIMIT and most - least <= WITHIN:
                yield known, row, column, true, (least, most)
