"""Exact amounts of pounds: by the week, as text, to the penny.

Within a test amounts are fractions, because a month is twelve fifty-seconds of its payment and no
decimal says so exactly. They are decimals again at the edges.
"""

from decimal import Decimal
from fractions import Fraction

from services.means_test.domain.codes import Period

NIL = Fraction(0)

_PLACES = 6
_MILLIONTHS = 10**_PLACES

_TO_A_WEEK: dict[Period, Fraction] = {
    "week": Fraction(1),
    "fortnight": Fraction(7, 14),
    "four_weeks": Fraction(7, 28),
    "month": Fraction(12, 52),
    "quarter": Fraction(28, 365),
    "year": Fraction(7, 365),
}

_IN_WORDS: dict[Period, str] = {
    "week": "a week",
    "fortnight": "a fortnight",
    "four_weeks": "every four weeks",
    "month": "a month",
    "quarter": "a quarter",
    "year": "a year",
}


def payment_text(amount: Decimal, every: Period) -> str:
    """A payment with its period in words."""
    return f"{amount} {_IN_WORDS[every]}"


def a_week(amount: Fraction, every: Period) -> Fraction:
    """The weekly amount of a payment for a period (reg 23), exact."""
    return amount * _TO_A_WEEK[every]


def exact_text(amount: Fraction) -> str:
    """An exact amount as the contract writes it: two places or as many as it has, at most six."""
    millionths, rest = divmod(abs(amount.numerator) * _MILLIONTHS, amount.denominator)
    millionths += 2 * rest >= amount.denominator
    pounds, part = divmod(millionths, _MILLIONTHS)
    places = f"{part:06d}"
    sign = "-" if amount < 0 and millionths else ""
    return f"{sign}{pounds}.{places[:2]}{places[2:].rstrip('0')}"


def to_the_penny(amount: Fraction) -> Decimal:
    """An exact amount of nil or more, rounded half up to the penny: the only rounding there is."""
    pence = (200 * amount.numerator + amount.denominator) // (2 * amount.denominator)
    return Decimal(pence).scaleb(-2)
