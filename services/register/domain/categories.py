"""The order of the eight access categories.

`E+` (minimal steps) is worse than `E` (step-free): sort by the ordinal, never by the letter.
"""

from collections.abc import Iterable

from shared.contracts.codes import AccessCategory

NOT_ASSESSED = 99

_ORDINALS = {c: n for n, c in enumerate(AccessCategory, start=1)} | {AccessCategory.G: NOT_ASSESSED}


def ordinal(category: AccessCategory) -> int:
    """1 (A) to 7 (F); 99 for G, which is no place in the order but 'not assessed'."""
    return _ORDINALS[category]


def worst(categories: Iterable[AccessCategory]) -> AccessCategory:
    """The worst of them; A where there are none."""
    return max(categories, key=ordinal, default=AccessCategory.A)


def better(one: AccessCategory, other: AccessCategory) -> AccessCategory:
    return min(one, other, key=ordinal)


def is_worse(one: AccessCategory, other: AccessCategory) -> bool:
    return ordinal(one) > ordinal(other)
