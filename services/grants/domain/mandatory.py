"""The amount of the mandatory grant, in the order of guidance B111."""

from dataclasses import dataclass
from decimal import Decimal

from shared.money import NIL


@dataclass(frozen=True, slots=True)
class Mandatory:
    """A mandatory application as decided, in pounds; what is not granted is nil."""

    granted: bool
    expense: Decimal
    eligible_cost: Decimal
    """The lesser of the estimated expense and the maximum."""
    deduction: Decimal
    """The assessed reduction, or what a landlord's higher rent is worth."""
    amount: Decimal

    @property
    def nil_grant(self) -> bool:
        """Granted, but the deduction is at least what the grant could have been (B114)."""
        return self.granted and self.deduction >= self.eligible_cost

    @property
    def borne(self) -> Decimal:
        """What of the deduction falls on the cost of this grant."""
        return min(self.deduction, self.eligible_cost) if self.granted else NIL


def grant(expense: Decimal, maximum: Decimal, deduction: Decimal, insurance: Decimal) -> Mandatory:
    """The lesser of cost and maximum, less the deduction, then less what an insurer pays.

    The deduction comes off the maximum and not off the cost (B111); insurance reduces the award
    itself (B141). All in pounds.
    """
    eligible_cost = min(expense, maximum)
    amount = max(NIL, eligible_cost - deduction - insurance)
    return Mandatory(True, expense, eligible_cost, deduction, amount)


def no_grant(expense: Decimal, maximum: Decimal, deduction: Decimal) -> Mandatory:
    """The same sums where nothing is granted."""
    return Mandatory(False, expense, min(expense, maximum), deduction, NIL)
