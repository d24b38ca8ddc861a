"""What an invoice asks for, line by line: its tax, and how it stands in the council's accounts.

Tax is as the supplier charges it (VAT Act 1994, schedule 8, group 12); capital or revenue as Appendix
A of the guidance has it.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from services.payments.domain.expenditure import APPENDIX, Expenditure, Nature, natures_of
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
    spent_on: Expenditure | None = None
    """What it is for, as Appendix A tells it apart; null: part of the adaptation, so capital."""
    nature: Nature | None = None
    """How it stands in the accounts, where Appendix A leaves that to finance; null otherwise."""

    @property
    def stands_as(self) -> Nature:
        """Capital or revenue: as Appendix A has it, else as finance found."""
        if self.spent_on is None:
            return Nature.CAPITAL
        return self.nature or min(natures_of(self.spent_on))

    @property
    def gross(self) -> Decimal:
        """Pounds with tax: all of it is the cost of a grant, for the council recovers none."""
        return self.net + self.vat


def check_lines(lines: tuple[InvoiceLine, ...], amount: Decimal) -> None:
    """Lines come to the invoice's sum; nothing is zero-rated without its basis and declaration.

    Each stands in the accounts as Appendix A lets it.
    """
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
    ways = natures_of(line.spent_on) if line.spent_on else frozenset({Nature.CAPITAL})
    if line.nature is None and len(ways) > 1:
        yield FieldError(f"{place}/nature", f"capital or revenue, as finance finds ({APPENDIX})")
    if line.nature is not None and line.nature not in ways:
        what = line.spent_on or "an adaptation"
        yield FieldError(f"{place}/nature", f"{what} is never {line.nature} ({APPENDIX})")
