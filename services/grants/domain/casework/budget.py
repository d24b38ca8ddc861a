"""A district's money of one year: allocated, awarded, spent, committed, foreseen.

It informs and holds nothing back: a mandatory grant is never refused for lack of it (B118). Whether
there is money left for discretionary help a person says, who sees these figures.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from services.grants.domain.casework.completeness import gives_something
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import UNDECIDED, State
from shared.contracts.event import District
from shared.money import NIL
from shared.problems import InvalidInput
from shared.schema import Field, Model, Pounds, SignedPounds, example

Year = Annotated[int, Field(strict=True, ge=2008, le=2100)]


class Allocation(Model):
    """What a district has for grants in a financial year; a later statement replaces it."""

    model_config = example(
        district="E07000081", year=2026, amount="1200000.00", discretionary="200000.00"
    )

    district: District
    """ONS code of the district."""
    year: Year
    """The financial year, by the year in which it begins on 1 April."""
    amount: Pounds
    """All that there is, in pounds."""
    discretionary: Pounds | None = None
    """How much of it is for discretionary help, in pounds; null: one pot for both."""

    def model_post_init(self, _context: object, /) -> None:
        if self.discretionary is not None and self.discretionary > self.amount:
            raise InvalidInput.at("/discretionary", f"at most {self.amount:.2f}")


@dataclass(frozen=True, slots=True)
class CaseMoney:
    """A case's part in its district's budget, in pounds."""

    approved_on: dt.date | None = None
    mandatory: Decimal = NIL
    discretionary: Decimal = NIL
    spent: Decimal = NIL
    """Of the awards, as payments has told."""
    committed: Decimal = NIL
    """What of the awards is still to be paid; nil once the account is settled."""
    offered: Decimal = NIL
    """What was offered in principle and is not decided yet."""


def money_of(state: State, history: History) -> CaseMoney:
    """What a case takes of the budget as it stands."""
    offer, made = history.offer, history.determination
    if state in UNDECIDED:
        return CaseMoney(offered=offer.total_award if offer else NIL)
    if made is None or not gives_something(made) or made.outcome == "not_ours":
        return CaseMoney()
    spent = history.spent
    ended = history.settled_on is not None or state is State.CLOSED
    return CaseMoney(
        approved_on=history.decided_on,
        mandatory=made.mandatory_grant,
        discretionary=made.total_award - made.mandatory_grant,
        spent=spent,
        committed=NIL if ended else made.total_award - spent,
    )


class DistrictBudget(Model):
    """A district's money of a year, by the grants that were approved in it; pounds."""

    district: str
    """ONS code of the district."""
    year: int
    """The financial year, by the year in which it begins on 1 April."""
    allocated: Pounds | None
    """All that there is; null where nobody has said."""
    allocated_to_discretionary: Pounds | None
    """How much of it is for discretionary help; null: one pot for both, or nobody has said."""
    approvals: int
    """How many grants were approved, those at nil too."""
    mandatory: Pounds
    """Mandatory grants as they were approved and varied."""
    discretionary: Pounds
    """Discretionary help as it was approved and varied."""
    spent: Pounds
    """What was paid of these awards by now."""
    committed: Pounds
    """What is still to be paid of them; what was settled for less is released."""
    offered: Pounds
    """Offers in principle on which nothing is decided yet; nil in years that are over."""
    forecast: Pounds
    """What the year comes to if every offer is taken up: spent, committed and offered."""
    recovered: Pounds
    """What of grants of whatever year came back in this one: it can be spent again."""
    beside: Pounds
    """What of the allocation was spent beside grants: minor works, equipment, projects (2.7 to 2.12),
    as payments has confirmed it."""
    accrued: Pounds | None
    """Work done for grants by the last day that payments stated of the year, and not paid by then: part
    of what is committed; null where nothing was stated."""
    left: SignedPounds | None
    """What is left of the allocation and of what came back, by the forecast and without what was spent
    beside grants; null where nobody has said the allocation."""
    discretionary_left: SignedPounds | None
    """What is left for discretionary help, where it has money of its own; else null."""
