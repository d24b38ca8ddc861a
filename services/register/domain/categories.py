"""The eight access categories of the London Accessible Housing Register, best first.

`E+` (minimal steps) is worse than `E` (step-free): sort by the ordinal, never by the letter.
"""

from collections.abc import Iterable
from enum import StrEnum

NOT_ASSESSED = 99


class Category(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    E_PLUS = "E+"
    F = "F"
    G = "G"

    @property
    def ordinal(self) -> int:
        """1 (A) to 7 (F); 99 for G, which is not a place in the order but 'not assessed'."""
        return _ORDINALS[self]


_ORDINALS = {c: n for n, c in enumerate(Category, start=1)} | {Category.G: NOT_ASSESSED}


def worst(categories: Iterable[Category]) -> Category:
    return max(categories, key=_ORDINALS.__getitem__, default=Category.A)


def better(one: Category, other: Category) -> Category:
    return min(one, other, key=_ORDINALS.__getitem__)
