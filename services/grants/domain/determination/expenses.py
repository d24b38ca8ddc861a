"""What counts of the cost of a move: the kinds of expense that the offer pays."""

from decimal import Decimal

from services.grants.domain.facts.assistance import Asked, MovingExpense
from services.grants.domain.policy.offers import Expenses, Offer
from shared.money import NIL, to_the_penny


def covered(offer: Offer, asked: Asked, *, moving_only: bool) -> Decimal:
    """The cost asked for in pounds, less what the offer does not pay where the case says what.

    `moving_only` leaves out what adapting the new home costs.
    """
    stated = asked.facts.expenses
    if offer.expenses is None or stated is None:
        there = asked.facts.adaptation_costs_there if moving_only else None
        return max(NIL, (asked.amount or NIL) - (there or NIL))
    counted = (e for e in stated if not (moving_only and e.kind == "adaptations"))
    return sum((_counted(e, offer.expenses) for e in counted), NIL)


def _counted(expense: MovingExpense, rule: Expenses) -> Decimal:
    if expense.kind not in rule.kinds:
        return NIL
    if rule.rent_months and expense.months and expense.months > rule.rent_months:
        return to_the_penny(expense.amount * rule.rent_months / expense.months)
    return expense.amount
