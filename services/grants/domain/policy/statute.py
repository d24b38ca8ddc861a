"""What the Act, its orders and the guidance fix, as data that no district's file can change."""

from typing import Any, get_args

from services.grants.domain.codes import Interest, Refusal, Step, Time
from services.grants.domain.policy.entries import (
    Age,
    Amount,
    Applicants,
    ConditionRule,
    DocumentRule,
    Duration,
    Dwellings,
    Equipment,
    Period,
    Repayment,
    RepaymentDecision,
    Services,
    Signpost,
    StageOfComplaint,
    Vat,
)
from shared.contracts.codes import Purpose, WithdrawalReason
from shared.policies import Entry
from shared.schema import Model


class StatutoryBase(Model):
    """What the Act, its orders and the guidance fix for every authority."""

    maximum: Amount
    repayment: Repayment
    repayment_decision: RepaymentDecision
    times: dict[Time, Duration]
    applicant_age: Age
    interests: dict[Interest, Applicants]
    lease: Period
    not_dwellings: Dwellings
    elsewhere: Entry
    """A dwelling in another authority's area is that authority's to decide on."""
    refusals: dict[Refusal, Entry]
    purposes: dict[Purpose, Entry]
    """What works are grant-aided for: section 23."""
    signposts: tuple[Signpost, ...]
    steps: dict[Step, Entry]
    services: tuple[Services, ...]
    equipment: Equipment
    vat: Vat
    ombudsman: StageOfComplaint
    remedies: Entry
    """What went wrong is put right swiftly."""
    documents: tuple[DocumentRule, ...]
    conditions: tuple[ConditionRule, ...]
    withdrawals: dict[WithdrawalReason, Entry]

    def model_post_init(self, _context: Any, /) -> None:
        lacking = (
            (set(get_args(Step)) - self.steps.keys())
            | (set(Refusal) - self.refusals.keys())
            | (set(WithdrawalReason) - self.withdrawals.keys())
        )
        if lacking:
            raise ValueError(f"no clause for {', '.join(sorted(lacking))}")
