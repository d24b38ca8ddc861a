"""A district's policy of grants, as its file states it.

A figure has one home. What the law fixes stands in the base alone, so that no district's file
can go below it or above it; a district's file holds what the law leaves to it.
"""

from dataclasses import dataclass
from typing import Any

from services.grants.domain.codes import Refusal, Step, Time
from services.grants.domain.policy.charges import ChargeOn, ChargeRule
from services.grants.domain.policy.entries import (
    Advice,
    Complaints,
    ConditionRule,
    DocumentRule,
    Duration,
    Equipment,
    Estimates,
    Period,
    RepaymentDecision,
    Signpost,
    Supervision,
    WithoutEffect,
)
from services.grants.domain.policy.offers import Offer
from shared.contracts.codes import WithdrawalReason
from shared.policies import Correction, Entry, ReadingEntry
from shared.schema import Field, Model


class MandatoryRule(Entry):
    land_charge: ChargeOn


class PolicyRules(Model):
    """The `grants` section of a district's policy."""

    mandatory: MandatoryRule
    signposts: tuple[Signpost, ...] = ()
    """Local clauses of what the law signposts."""
    advice: tuple[Advice, ...] = ()
    without_effect: tuple[WithoutEffect, ...] = ()
    refusals: dict[Refusal, Entry] = Field(default_factory=dict)
    """Local clauses that refuse what the law refuses."""
    steps: dict[Step, Entry] = Field(default_factory=dict)
    """Local clauses of steps that the law has a clause for too."""
    times: dict[Time, Duration] = Field(default_factory=dict)
    """The district's own time limits, before the law's."""
    repayment_decision: RepaymentDecision | None = None
    invitation: Entry | None = None
    """Before a refusal the applicant is invited to add information."""
    supervision: Supervision | None = None
    """What each visit to works in progress looks at; null: the policy leaves it to the officer."""
    completion_visit: Entry | None = None
    """The works are visited before they are certified."""
    servicing: Period | None = None
    """For how many years from its installation equipment is serviced as part of the grant."""
    county_told: Equipment | None = None
    """Equipment of which the social services authority is told, since it checks its safety."""
    complaints: Complaints = Complaints()
    estimates: Estimates
    council_fees_borne: Entry | None = None
    """The council bears its own fees: they are never charged to the grant."""
    stand_alone_help: Entry | None = None
    """Discretionary help is open without an application for a mandatory grant."""
    only_with_mandatory: Entry | None = None
    documents: tuple[DocumentRule, ...] = ()
    added_documents: tuple[DocumentRule, ...] = ()
    """What a district adds to its template's documents."""
    conditions: tuple[ConditionRule, ...] = ()
    added_conditions: tuple[ConditionRule, ...] = ()
    """What a district adds to its template's conditions."""
    withdrawals: dict[WithdrawalReason, Entry] = Field(default_factory=dict)
    """Local clauses under which an approval is withdrawn, as under the law."""
    charges: dict[str, ChargeRule]
    offers: tuple[Offer, ...]

    def model_post_init(self, _context: Any, /) -> None:
        if (self.stand_alone_help is None) == (self.only_with_mandatory is None):
            raise ValueError("state stand_alone_help or only_with_mandatory, not both")
        used = {o.land_charge.charge for o in self.offers} | {self.mandatory.land_charge.charge}
        if unknown := used - self.charges.keys() - {None}:
            raise ValueError(f"charges has no {', '.join(sorted(map(str, unknown)))}")


@dataclass(frozen=True, slots=True)
class GrantsPolicy:
    """A district's rules, with the version that a decision records and the document behind it."""

    version: str
    name: str
    source: str
    rules: PolicyRules
    readings: tuple[ReadingEntry, ...] = ()
    corrections: tuple[Correction, ...] = ()
