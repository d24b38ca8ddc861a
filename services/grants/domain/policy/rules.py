"""The models of the policy data that grants owns: the statutory base, and a district's offers.

A figure has one home. What the law fixes stands in the base alone, so that no district's file
can go below it or above it; a district's file holds what the law leaves to it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from services.grants.domain.codes import (
    SCHEME_HELP,
    ApplicantKind,
    Assistance,
    Condition,
    DwellingKind,
    Interest,
    Missing,
    Refusal,
    ServiceKind,
    Step,
    Time,
    Trigger,
)
from services.grants.domain.policy.requirements import Requirement
from shared.calendar import add_months, add_working_days
from shared.contracts.codes import WithdrawalReason
from shared.policies import Correction, Entry, Reading
from shared.schema import Field, Model, Pounds

Whole = Annotated[int, Field(strict=True, ge=0)]
Years = Annotated[int, Field(strict=True, ge=1)]


class Amount(Entry):
    amount: Pounds


class Age(Entry):
    age: Whole


class Period(Entry):
    years: Years


class Repayment(Entry):
    """What may be demanded back: what exceeds an amount, at most another, for some years."""

    above: Pounds
    most: Pounds
    years: Years


class Estimates(Entry):
    """How many estimates an application needs; `extensive` where the works exceed an amount."""

    ordinary: Years
    extensive: Years
    extensive_above: Pounds
    specialist: Years = 1


class DocumentRule(Entry):
    document: Missing
    when: Trigger


class ConditionRule(Entry):
    condition: Condition
    when: Trigger


class Duration(Entry):
    """A time limit: months, days or working days, one of them."""

    months: Years | None = None
    days: Years | None = None
    working_days: Years | None = None

    def model_post_init(self, _context: Any, /) -> None:
        if sum(unit is not None for unit in (self.months, self.days, self.working_days)) != 1:
            raise ValueError("state months, days or working_days, one of them")

    def after(self, start: dt.date) -> dt.date:
        """The last day of a limit that runs from `start`."""
        if self.months is not None:
            return add_months(start, self.months)
        if self.days is not None:
            return start + dt.timedelta(days=self.days)
        return add_working_days(start, self.working_days or 0)


class RepaymentDecision(Entry):
    """What is weighed before repayment is demanded on a disposal, and by whom."""

    matters: tuple[Literal["financial_hardship", "employment", "health_or_wellbeing", "care"], ...]
    decided_by: str | None = None


class Equipment(Entry):
    """Kinds of works that are specialist equipment."""

    kinds: tuple[str, ...]


class Services(Entry):
    kinds: tuple[ServiceKind, ...]


class Dwellings(Entry):
    kinds: tuple[DwellingKind, ...]


class Applicants(Entry):
    """Who has an interest that lets them apply."""

    kinds: tuple[ApplicantKind, ...]


class Signpost(Entry):
    """Applicants whose adaptations are another's to fund (B40); the Act leaves no others out."""

    applicant: Literal["service_accommodation"]
    to: str


class Advice(Entry):
    """Who carries out or pays for the works, as advice beside an award that is the authority's."""

    applicant: Literal["council_tenant"]
    to: str


class WithoutEffect(Entry):
    """What a document would keep from someone whom the Act gives it: it is told, and yields."""

    when: Trigger
    rule: str
    prevails: str
    """The sections, or the paragraphs of the guidance, that give it all the same."""


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
    signposts: tuple[Signpost, ...]
    steps: dict[Step, Entry]
    services: tuple[Services, ...]
    equipment: Equipment
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

    def model_post_init(self, _context: Any, /) -> None:
        if self.except_for_children and not self.applies:
            raise ValueError("except_for_children is for a test that applies")


class ChargeOn(Entry):
    """The land charge that the award counts towards; none where it names none."""

    charge: str | None


class ApprovalRule(Entry):
    """Who still has to approve: every award, or only what exceeds the limit."""

    by: str
    when: Literal["always", "above_limit"]


class EquityRule(Entry):
    """With more equity released than this, adapting the new home is not paid for."""

    above: Pounds


class OfferCondition(Entry):
    condition: Condition


class Offer(Entry):
    """One discretionary assistance: who, how much, tested or not, charged or not, on what terms."""

    kind: Assistance
    destinations: tuple[Literal["within_district", "within_county", "elsewhere"], ...] = ()
    """Of relocation: the moves that this offer is for."""
    who: tuple[Requirement, ...] = ()
    despite: tuple[Refusal, ...] = ()
    """Faults of the home or its works that do not stand in this offer's way."""
    limit: Limit
    means_test: TestOfResources
    land_charge: ChargeOn
    approvals: tuple[ApprovalRule, ...] = ()
    equity: EquityRule | None = None
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


class MandatoryRule(Entry):
    land_charge: ChargeOn


class ShareCharge(Entry):
    """A fraction of the awards, where they exceed an amount together."""

    rule: Literal["share"]
    one_in: Years
    above: Pounds
    years: Years


class Band(Entry):
    """The part of the awards between two amounts, up to a most."""

    above: Pounds
    up_to: Pounds | None = None
    most: Pounds | None = None
    years: Years


class BandCharge(Entry):
    """The awards together, band by band."""

    rule: Literal["bands"]
    bands: tuple[Band, ...]


ChargeRule = Annotated[ShareCharge | BandCharge, Field(discriminator="rule")]


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
    estimates: Estimates
    council_fees_borne: Entry | None = None
    """The council bears its own fees: they are never charged to the grant."""
    stand_alone_help: Entry | None = None
    """Discretionary help is open without an application for a mandatory grant."""
    only_with_mandatory: Entry | None = None
    documents: tuple[DocumentRule, ...] = ()
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
    readings: tuple[Reading, ...] = ()
    corrections: tuple[Correction, ...] = ()
