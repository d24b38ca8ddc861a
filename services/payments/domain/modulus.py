"""Whether a sort code and an account number can belong together: the modulus check of UK banks.

The weights are a file that the council gets from Pay.UK and supplies itself. A pass says that the
pair could exist, no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

TEN, ELEVEN = 10, 11
DIGITS = 14
"""Six of the sort code, eight of the account."""
FIELDS = 3 + DIGITS
"""Of a row: first and last sort code, method, a weight for each digit; then perhaps an exception."""


class Method(StrEnum):
    """How the weighted digits are added up."""

    MOD10 = "MOD10"
    MOD11 = "MOD11"
    DBLAL = "DBLAL"


class Checked(StrEnum):
    """What the check says."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Weights:
    """One row of the table: for which sort codes, and what each digit counts."""

    first: str
    last: str
    method: Method
    weights: tuple[int, ...]
    exception: int | None

    def holds(self, digits: str) -> bool:
        """Whether the weighted digits come to nothing, by the row's method."""
        products = [weight * int(digit) for weight, digit in zip(self.weights, digits, strict=True)]
        if self.method is Method.DBLAL:
            return sum(sum(map(int, str(product))) for product in products) % TEN == 0
        return sum(products) % (TEN if self.method is Method.MOD10 else ELEVEN) == 0


def read_weights(text: str) -> tuple[Weights, ...]:
    """The rows of the file; `ValueError` names the line that cannot be read."""
    return tuple(_row(number, line) for number, line in enumerate(text.splitlines(), 1) if line)


def check(table: Iterable[Weights], sort_code: str, account_number: str) -> Checked:
    """What the table says of an account. Each row of its range has to hold.

    A row with an exception asks for more than its weights: it is not covered here, and such an
    account is not refused.
    """
    rows = [row for row in table if row.first <= sort_code <= row.last]
    if not rows or any(row.exception for row in rows):
        return Checked.NOT_COVERED
    held = all(row.holds(sort_code + account_number) for row in rows)
    return Checked.POSSIBLE if held else Checked.IMPOSSIBLE


def _row(number: int, line: str) -> Weights:
    fields = line.split()
    if not FIELDS <= len(fields) <= FIELDS + 1:
        raise ValueError(f"line {number} has {len(fields)} fields, not {FIELDS} or one more")
    first, last, method, *weights = fields
    try:
        values = [int(weight) for weight in weights]
        exception = values[DIGITS] if len(values) > DIGITS else None
        return Weights(first, last, Method(method), tuple(values[:DIGITS]), exception)
    except ValueError as error:
        raise ValueError(f"line {number} is no row of weights") from error
