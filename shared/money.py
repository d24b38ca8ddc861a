"""Rounding of money, named where it happens. Amounts are `Decimal` pounds."""

from decimal import ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
NIL = Decimal(0)
LARGEST = Decimal("999999999.99")
"""The largest sum in pounds that a contract can state."""


def to_the_penny(amount: Decimal) -> Decimal:
    """The amount in pounds rounded half up to the penny."""
    return amount.quantize(PENNY, ROUND_HALF_UP)


def pence(amount: Decimal) -> int:
    """An amount in whole pence; one with a part of a penny is a fault of the caller."""
    whole = amount * 100
    if whole != int(whole):
        raise ValueError("part of a penny")
    return int(whole)


def pounds(whole_pence: int) -> Decimal:
    """Whole pence as an amount in pounds."""
    return Decimal(whole_pence) / 100
