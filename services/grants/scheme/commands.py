"""What adapting the home would cost, and what can be offered for it in principle."""

import uuid

from sqlalchemy import select

from services.grants.domain.casework.completeness import check_offer
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries import CostEstimate, Estimated, Offered
from services.grants.domain.casework.entries_of_estimates import (
    LineEstimate,
    LinesEstimated,
    Schedule,
    ScheduledLine,
    ScheduleDrawn,
)
from services.grants.domain.casework.estimates import check_lines
from services.grants.domain.casework.gate import refuse_claims
from services.grants.domain.casework.life import Step
from services.grants.domain.casework.price_book import rates_of
from services.grants.domain.facts.application import Application
from services.grants.record import OpenRecord, open_case, open_to_determine
from services.grants.tables import Prices
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
    works = case.costed(estimate.works, uow.today)
    estimate = estimate.model_copy(update={"works": works})
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


async def draw_schedule(uow: UnitOfWork, case_id: uuid.UUID, schedule: Schedule) -> OpenRecord:
    """Draw up the schedule of works, each line with its rate of the price book that is in force."""
    case = await open_case(uow, case_id)
    case.demand(Step.SCHEDULE)
    book = await _book(uow, case.row.district)
    rates = rates_of(schedule.lines, book.rates if book else ())
    lines = (ScheduledLine(**dict(line), rate=rates[line.id]) for line in schedule.lines)
    case.record(
        ScheduleDrawn(drawn_on=uow.today, book=book.number if book else None, lines=tuple(lines))
    )
    return case


async def take_estimate(uow: UnitOfWork, case_id: uuid.UUID, estimate: LineEstimate) -> OpenRecord:
    """Take a contractor's estimate of the schedule, line by line."""
    case = await open_case(uow, case_id)
    case.demand(Step.TAKE_ESTIMATE)
    check_date(CaseDate.ESTIMATE_GIVEN, estimate.given_on, case.history, uow.today, "/given_on")
    check_lines(estimate, case.history)
    case.record(LinesEstimated(**dict(estimate)))
    return case


async def _book(uow: UnitOfWork, district: str) -> Prices | None:
    """The price book that holds today: of the latest day, as it was last supplied."""
    rows = select(Prices).where(Prices.district == district, Prices.since <= uow.today)
    latest = rows.order_by(Prices.since.desc(), Prices.number.desc()).limit(1)
    return (await uow.session.scalars(latest)).first()


async def make_offer(uow: UnitOfWork, case_id: uuid.UUID, draft: Application) -> OpenRecord:
    """Offer in principle what the preliminary test and the estimates would give."""
    case = await open_to_determine(uow, case_id)
    case.take(Step.OFFER)
    test = case.history.test(MeansTestKind.PRELIMINARY)
    if test is None or case.history.estimated_cost is None:
        raise WrongState("an offer waits for the preliminary means test and the estimated cost")
    refuse_claims(draft)
    draft = case.stated(draft, uow.today)
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
