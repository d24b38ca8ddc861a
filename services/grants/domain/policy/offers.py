"""One discretionary assistance of a policy: who, how much, tested or not, charged or not."""

from typing import Any, Literal

from services.grants.domain.codes import (
    SCHEME_HELP,
    Assistance,
    Condition,
    Expense,
    Refusal,
)
from services.grants.domain.policy.charges import ChargeOn
from services.grants.domain.policy.entries import Years
from services.grants.domain.policy.requirements import AnyRequirement
from shared.policies import Entry
from shared.schema import Pounds


class Limit(Entry):
    """The most that is awarded: a figure, the statutory maximum, or whatever it costs."""

    amount: Pounds | None = None
    statutory_maximum: bool = False

    def model_post_init(self, _context: Any, /) -> None:
        if self.statutory_maximum and self.amount is not None:
            raise ValueError("state an amount or the statutory maximum, not both")


class TestOfResources(Entry):
    """Whether a contribution that the scheme did not take up reduces the award."""

    applies: bool
    except_for_children: bool = False
    of_the_maximum_alone: bool = False
    """What of a contribution is above the maximum of the mandatory grant is not asked."""

    def model_post_init(self, _context: Any, /) -> None:
        if self.except_for_children and not self.applies:
            raise ValueError("except_for_children is for a test that applies")
        if self.of_the_maximum_alone and self.applies:
            raise ValueError("of_the_maximum_alone is for an award that is not tested")


class ApprovalRule(Entry):
    """Who still has to approve: every award, or only what exceeds the limit."""

    by: str
    when: Literal["always", "above_limit"]


class EquityRule(Entry):
    """With more equity released than this, adapting the new home is not paid for."""

    above: Pounds


class OfferCondition(Entry):
    condition: Condition
    when: Literal["always", "equity_released"] = "always"


class Expenses(Entry):
    """The kinds of expense that are paid; of rent so many months."""

    kinds: tuple[Expense, ...]
    rent_months: Years | None = None


class Offer(Entry):
    """One discretionary assistance: who, how much, tested or not, charged or not, on what terms."""

    kind: Assistance
    destinations: tuple[Literal["within_district", "within_county", "elsewhere"], ...] = ()
    """Of relocation: the moves that this offer is for."""
    who: tuple[AnyRequirement, ...] = ()
    despite: tuple[Refusal, ...] = ()
    """Faults of the home or its works that do not stand in this offer's way."""
    limit: Limit
    means_test: TestOfResources
    land_charge: ChargeOn
    approvals: tuple[ApprovalRule, ...] = ()
    equity: EquityRule | None = None
    expenses: Expenses | None = None
    """Of relocation: what is paid where the case says what its cost is made of."""
    not_beside: tuple[Assistance, ...] = ()
    """Other assistance that is not given where this one is asked for and open."""
    conditions: tuple[OfferCondition, ...] = ()
    alone: bool = False
    """Open without an application for a mandatory grant, whatever holds for the others."""
    other_works: bool = False
    """Also pays for works that fail the criteria of the mandatory grant."""

    def model_post_init(self, _context: Any, /) -> None:
        if self.other_works and self.kind not in SCHEME_HELP:
            raise ValueError("other_works is for assistance towards the scheme")
        if self.means_test.applies and self.kind in SCHEME_HELP:
            raise ValueError("assistance towards the scheme is not tested a second time")
        if self.destinations and self.kind != "relocation":
            raise ValueError("destinations is for relocation")
