"""What districts have, have promised and have spent in a year, and what that leaves.

As a district's own budget counts it: by the grants approved in the year. It informs and holds
nothing back: a mandatory grant is never refused for lack of money (B118).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

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
    minor_works: PoundsOfMany | None = None
    """What small works without a grant came to (guidance 2.24), by the day on which they were done."""
    equipment: PoundsOfMany | None = None
    """What equipment came to that was no part of a grant."""
    projects: PoundsOfMany | None = None
    """What agreed projects came to (guidance 2.11, 2.12)."""
    accrued: PoundsOfMany | None = None
    """Work done for grants by the last day that payments stated of the year, and not paid by then;
    null where nothing was stated."""
    offered: PoundsOfMany | None = None
    """Offers in principle on which nothing is decided; nil in years that are over."""
    forecast: PoundsOfMany | None = None
    """What the year comes to if every offer is taken up: spent, committed and offered."""
    left: PoundsOfMany | None = None
    """What the forecast, and government funding spent beside grants, leave of the allocation;
    negative where it does not suffice."""


class Beside(NamedTuple):
    """What one district spent beside grants in a year; pounds."""

    minor_works: Decimal = NIL
    equipment: Decimal = NIL
    projects: Decimal = NIL
    of_allocation: Decimal = NIL
    """What of all that was government funding (guidance 2.8)."""
    few: frozenset[str] = frozenset()
    """Of which of these so few persons had something that no sum is shown to others."""


_OF_CASES = (
    *("mandatory", "discretionary", "spent", "committed", "offered", "forecast"),
    *("minor_works", "equipment", "projects"),
)
"""What others see in thousands. What was accrued is of some cases, nobody says how many: not shown."""


def money(
    approved: Sequence[CaseFacts],
    offers: Iterable[CaseFacts],
    allocated: Decimal | None,
    for_discretionary: Decimal | None,
    *,
    beside: Beside,
    accrued: Decimal | None,
) -> Money:
    """The money of a year: grants approved in it, offers that stand, what was spent beside them."""
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
        minor_works=beside.minor_works,
        equipment=beside.equipment,
        projects=beside.projects,
        accrued=accrued,
        left=None if allocated is None else allocated - forecast - beside.of_allocation,
    )


def seen_by_others(exact: Money, *, hidden: bool, few: frozenset[str] = frozenset()) -> Money:
    """The same as others may see it; what a district has was published by itself.

    Where a sum has few persons behind it, it is left out, and what would give it away with it.
    """
    stated = {"allocated": exact.allocated, "for_discretionary": exact.for_discretionary}
    if hidden:
        return Money.model_validate(stated)
    rounded = {name: coarse(getattr(exact, name)) for name in _OF_CASES if name not in few}
    left = None if exact.left is None or few else coarse(exact.left)
    return Money.model_validate({**stated, **rounded, "approvals": exact.approvals, "left": left})


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount or NIL for amount in amounts), NIL)
