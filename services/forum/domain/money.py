"""What districts have, have promised and have spent in a year, and what that leaves.

As a district's own budget counts it: by the grants approved in the year. It informs and holds
nothing back: a mandatory grant is never refused for lack of money (B118).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from services.forum.domain.facts import CaseFacts
from services.forum.domain.showing import coarse
from shared.money import NIL
from shared.schema import Model, PoundsOfMany


class Money(Model):
    """The money of a district, or of districts together, in one year; pounds.

    Where few approvals stand behind them all sums of cases are null, and so is what follows.
    """

    approvals: int | None = None
    """How many grants were approved, those at nil too."""
    allocated: PoundsOfMany | None = None
    """All that there is; null where nobody has said."""
    for_discretionary: PoundsOfMany | None = None
    """How much of it is set aside for discretionary help; null: one pot for both."""
    mandatory: PoundsOfMany | None = None
    """Mandatory grants, as approved and varied."""
    discretionary: PoundsOfMany | None = None
    """Discretionary help, as approved and varied."""
    spent: PoundsOfMany | None = None
    """What was paid of these awards by now."""
    committed: PoundsOfMany | None = None
    """What is still to be paid of them; what was settled for less is released."""
    offered: PoundsOfMany | None = None
    """Offers in principle on which nothing is decided; nil in years that are over."""
    forecast: PoundsOfMany | None = None
    """What the year comes to if every offer is taken up: spent, committed and offered."""
    left: PoundsOfMany | None = None
    """What the forecast leaves of the allocation; negative where it does not suffice."""


_OF_CASES = ("mandatory", "discretionary", "spent", "committed", "offered", "forecast")


def money(
    approved: Sequence[CaseFacts],
    offers: Iterable[CaseFacts],
    allocated: Decimal | None,
    for_discretionary: Decimal | None,
) -> Money:
    """The money of a year, from the grants approved in it and the offers that stand."""
    awarded = _sum(case.total_award for case in approved)
    mandatory = _sum(case.mandatory_grant for case in approved)
    spent, committed = _sum(c.spent for c in approved), _sum(c.committed for c in approved)
    offered = _sum(case.undecided_offer for case in offers)
    forecast = spent + committed + offered
    return Money(
        approvals=len(approved),
        allocated=allocated,
        for_discretionary=for_discretionary,
        mandatory=mandatory,
        discretionary=awarded - mandatory,
        spent=spent,
        committed=committed,
        offered=offered,
        forecast=forecast,
        left=None if allocated is None else allocated - forecast,
    )


def seen_by_others(exact: Money, *, hidden: bool) -> Money:
    """The same as others may see it; what a district has was published by itself."""
    stated = {"allocated": exact.allocated, "for_discretionary": exact.for_discretionary}
    if hidden:
        return Money.model_validate(stated)
    rounded = {name: coarse(getattr(exact, name)) for name in _OF_CASES}
    left = None if exact.left is None else coarse(exact.left)
    return Money.model_validate({**stated, **rounded, "approvals": exact.approvals, "left": left})


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount or NIL for amount in amounts), NIL)
