"""A case's history as the services publish it: ten events, for benchmarks that need many."""

import datetime as dt
import uuid
from decimal import Decimal

from shared.contracts.codes import (
    AccessCategory,
    AssessorGrade,
    Complexity,
    MeansTestKind,
    MeansTestOutcome,
    PaymentStage,
    Purpose,
    ReferralSource,
    Urgency,
)
from shared.contracts.event import Event
from shared.contracts.grants import (
    ApplicationCompleted,
    Approved,
    Award,
    Cited,
    Contractor,
    CostEstimated,
    OfferMade,
)
from shared.contracts.means_test import MeansTestCompleted
from shared.contracts.payments import PaymentMade
from shared.contracts.referral import (
    AccessNeed,
    AssessorAllocated,
    RecommendedWork,
    ReferralAssessed,
    ReferralReceived,
    ReferralTriaged,
    StageTarget,
)

DAY = dt.date(2026, 3, 2)
_OF = {"case_id": uuid.UUID(int=0), "district": "E07000081"}
_COST, _AWARD, _SHARE = Decimal("9876.54"), Decimal("8641.98"), Decimal("1234.56")

_REFERRAL: tuple[Event, ...] = (
    ReferralReceived(**_OF, received_on=DAY, source=ReferralSource.GP, reference="GL-2026-00001"),
    ReferralTriaged(
        **_OF,
        triaged_on=DAY,
        complexity=Complexity.SIMPLE,
        urgency=Urgency.NON_URGENT,
        targets=tuple(
            StageTarget(stage=stage, working_days=20, due_on=DAY) for stage in range(1, 5)
        ),
    ),
    AssessorAllocated(
        **_OF, allocated_on=DAY, assessor_id=uuid.UUID(int=1),
        grade=AssessorGrade.OCCUPATIONAL_THERAPIST,
    ),
    ReferralAssessed(
        **_OF,
        assessed_on=DAY,
        needs=(Purpose.BATH_OR_SHOWER,),
        recommended_works=(
            RecommendedWork(kind="level_access_shower", purposes=(Purpose.BATH_OR_SHOWER,)),
        ),
        access_need=AccessNeed(
            category=AccessCategory.C, bedrooms=1, household_size=1, areas=("E07000081",)
        ),
    ),
)  # fmt: skip
_GRANT: tuple[Event, ...] = (
    MeansTestCompleted(
        **_OF,
        test_id=uuid.UUID(int=2),
        kind=MeansTestKind.FORMAL,
        made_on=DAY,
        outcome=MeansTestOutcome.ASSESSED,
        reduction=_SHARE,
        statutory_outcome=MeansTestOutcome.ASSESSED,
        statutory_reduction=_SHARE,
        parameter_set="2026-04-01",
        policy_version="2026-01-01",
        fingerprint="0" * 64,
    ),
    CostEstimated(**_OF, estimated_on=DAY, estimated_cost=_COST),
    OfferMade(
        **_OF, offered_on=DAY, mandatory_grant=_AWARD, total_award=_AWARD, applicant_pays=_SHARE,
        policy_version="2026-01-01",
    ),
    ApplicationCompleted(**_OF, applied_on=DAY, decide_by=DAY),
    Approved(
        **_OF,
        decided_on=DAY,
        estimated_expense=_COST,
        awards=(Award(kind="mandatory_grant", amount=_AWARD, clause="section 24"),),
        mandatory_grant=_AWARD,
        reduction=_SHARE,
        total_award=_AWARD,
        applicant_pays=_SHARE,
        land_charges=(),
        conditions=(Cited(code="completion_in_time", clause="section 37"),),
        contractors=(Contractor(id=uuid.UUID(int=3), estimate=_COST),),
        policy_version="2026-01-01",
    ),
    PaymentMade(
        **_OF, payment_id=uuid.UUID(int=4), paid_on=DAY, stage=PaymentStage.FINAL, amount=_COST,
        paid_to_date=_COST,
    ),
)  # fmt: skip
HISTORY = [(event.TYPE, event.model_dump_json()) for event in (*_REFERRAL, *_GRANT)]
"""Type and body of each event; the case is that of the number nought."""
