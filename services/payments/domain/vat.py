"""Value added tax line by line, as the supplier charges it (VAT Act 1994, schedule 8, group 12)."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from shared.problems import FieldError, InvalidInput
from shared.schema import Field, Flag, Model, Pounds


class VatCode(StrEnum):
    """How a line is taxed."""

    ZERO = "Z"
    STANDARD = "S"
    REDUCED = "R"
    EXEMPT = "E"
    OUTSIDE = "O"


TAXED = {VatCode.STANDARD, VatCode.REDUCED}


class InvoiceLine(Model):
    """One line of an invoice."""

    description: str = Field(min_length=1, max_length=200)
    """What it is for, up to 200 characters."""
    net: Pounds
    """Without tax, in pounds."""
    vat: Pounds
    """The tax that the supplier charges, in pounds: theirs is posted, not ours."""
    code: VatCode
    """How it is taxed."""
    materials: Flag = False
    """Whether it is for materials alone, and for no work."""
    basis: str | None = Field(default=None, min_length=1, max_length=100)
    """The item of group 12 by which it is zero-rated; null otherwise."""
    declaration: str | None = Field(default=None, min_length=1, max_length=100)
    """The written declaration of the customer that the supplier holds, as its own number or date;
    null where none is needed."""

    @property
    def gross(self) -> Decimal:
        """Pounds with tax: all of it is the cost of a grant, for the council recovers none."""
        return self.net + self.vat


def check_lines(lines: tuple[InvoiceLine, ...], amount: Decimal) -> None:
    """Lines come to the invoice's sum; nothing is zero-rated without its basis and declaration."""
    if not lines:
        return
    faults = [fault for at, line in enumerate(lines) for fault in _faults(at, line)]
    total = sum((line.gross for line in lines), Decimal(0))
    if total != amount:
        faults.append(FieldError("/invoice/lines", f"they come to {total:.2f}, not {amount:.2f}"))
    if faults:
        raise InvalidInput(errors=faults)


def _faults(at: int, line: InvoiceLine) -> Iterator[FieldError]:
    place = f"/invoice/lines/{at}"
    if line.vat and line.code not in TAXED:
        yield FieldError(f"{place}/vat", "nothing is charged under this code")
    if line.code is VatCode.ZERO and line.basis is None:
        yield FieldError(f"{place}/basis", "zero-rated by which item (schedule 8, group 12)?")
    if line.code is VatCode.ZERO and line.declaration is None:
        yield FieldError(f"{place}/declaration", "zero rating needs the customer's declaration")
