"""What adapting the home would cost, and what can be offered for it in principle."""

import uuid

from services.grants.domain.casework.completeness import check_offer
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries import CostEstimate, Estimated, Offered
from services.grants.domain.casework.gate import refuse_claims
from services.grants.domain.casework.life import Step
from services.grants.domain.facts.application import Application
from services.grants.record import OpenRecord, open_case
from shared.contracts.codes import MeansTestKind
from shared.contracts.grants import CostEstimated, OfferMade
from shared.contracts.referral import ReferralAssessed
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def estimate_cost(uow: UnitOfWork, case_id: uuid.UUID, estimate: CostEstimate) -> OpenRecord:
    """Say what adapting the present home would cost; the register looks for one that would do."""
    case = await open_case(uow, case_id)
    case.take(Step.ESTIMATE)
    if case.history.latest(ReferralAssessed) is None:
        raise WrongState("the estimate waits for the occupational therapist's assessment")
    case.record(Estimated(estimated_on=uow.today, total=estimate.total, estimate=estimate))
    uow.publish(
        CostEstimated(
            case_id=case_id,
            district=case.row.district,
            estimated_on=uow.today,
            estimated_cost=estimate.total,
        )
    )
    return case


async def make_offer(uow: UnitOfWork, case_id: uuid.UUID, draft: Application) -> OpenRecord:
    """Offer in principle what the preliminary test and the estimates would give."""
    case = await open_case(uow, case_id)
    case.take(Step.OFFER)
    test = case.history.test(MeansTestKind.PRELIMINARY)
    if test is None or case.history.estimated_cost is None:
        raise WrongState("an offer waits for the preliminary means test and the estimated cost")
    refuse_claims(draft)
    check_date(CaseDate.DRAFTED, draft.applied_on, case.history, uow.today, "/applied_on")
    determination = case.determine_in_principle(draft, test, uow.today)
    check_offer(determination)
    case.record(Offered(offered_on=uow.today, determination=determination, draft=draft))
    uow.publish(
        OfferMade(
            case_id=case_id,
            district=case.row.district,
            offered_on=uow.today,
            mandatory_grant=determination.mandatory_grant,
            total_award=determination.total_award,
            applicant_pays=determination.applicant_pays,
            policy_version=determination.policy_version,
        )
    )
    return case
