"""How letters write dates, sums and sizes."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum


class Size(StrEnum):
    """How large the text is: recorded once for a person, and every letter follows it."""

    STANDARD = "standard"
    LARGE = "large"
    LARGER = "larger"


POINTS = {Size.STANDARD: 12, Size.LARGE: 16, Size.LARGER: 20}
"""Of the text. Large print begins at 16."""


def day(date: dt.date) -> str:
    """A date as people say it, 28 November 2026; its day is not parted from the month."""
    return f"{date.day}\u00a0{date:%B %Y}"


def pounds(amount: Decimal) -> str:
    """A sum in pounds, without pence where it is whole."""
    return f"£{amount:,.0f}" if amount == amount.to_integral() else f"£{amount:,.2f}"
