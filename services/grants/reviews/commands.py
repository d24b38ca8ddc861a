"""Reviews of a refusal, and complaints: asked for, answered, put right."""

import uuid

from services.grants.domain.casework import complaints
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries_of_complaints import (
    Complaint,
    ComplaintAnswer,
    ComplaintAnswered,
    RemedyCarriedOut,
    RemedyKind,
)
from services.grants.domain.casework.entries_of_time import (
    ReviewAnswer,
    ReviewAnswered,
    ReviewRequest,
    ReviewRequested,
)
from services.grants.domain.casework.life import Step
from services.grants.domain.casework.reviews import check_request, to_answer
from services.grants.in_force import law
from services.grants.in_force.policies import sources
from services.grants.record import OpenRecord, open_case
from shared.contracts import grants
from shared.contracts.codes import ReviewOutcome
from shared.persistence.unit_of_work import UnitOfWork


async def request_review(uow: UnitOfWork, case_id: uuid.UUID, request: ReviewRequest) -> OpenRecord:
    """Take a request that a refusal be looked at again: the time for the answer begins."""
    case = await open_case(uow, case_id)
    case.demand(Step.REQUEST_REVIEW)
    check_date(CaseDate.REVIEW_ASKED, request.asked_on, case.history, uow.today, "/asked_on")
    known = law.sources_of(case.history)
    check_request(request, case.history, known)
    named = known.rules.complaints.review
    answered_by = named.answered_by if named else None
    case.record(ReviewRequested(**dict(request), answered_by=answered_by))
    uow.publish(
        grants.ReviewRequested(
            case_id=case_id, district=case.row.district, asked_on=request.asked_on
        )
    )
    return case


async def answer_review(uow: UnitOfWork, case_id: uuid.UUID, answer: ReviewAnswer) -> OpenRecord:
    """Answer a review: the refusal stands, or the application is decided again beside the old."""
    case = await open_case(uow, case_id)
    case.demand(Step.LET_STAND)
    to_answer(answer, case.history, uow.reach.principal)
    day = answer.answered_on
    check_date(CaseDate.REVIEW_ANSWERED, day, case.history, uow.today, "/answered_on")
    case.record(ReviewAnswered(**dict(answer)))
    again = answer.outcome is ReviewOutcome.DECIDED_AGAIN
    case.take(Step.REOPEN if again else Step.LET_STAND)
    uow.publish(
        grants.ReviewAnswered(
            case_id=case_id, district=case.row.district, answered_on=day, outcome=answer.outcome
        )
    )
    return case


async def complain(uow: UnitOfWork, case_id: uuid.UUID, complaint: Complaint) -> OpenRecord:
    """Take a complaint at the stage at which it can be made now."""
    case = await open_case(uow, case_id)
    case.demand(Step.COMPLAIN)
    day = complaint.made_on
    check_date(CaseDate.COMPLAINED, day, case.history, uow.today, "/made_on")
    known = sources(case.row.district, day)
    case.record(complaints.to_make(complaint, case.state, case.history, known))
    return case


async def answer_complaint(
    uow: UnitOfWork, case_id: uuid.UUID, answer: ComplaintAnswer
) -> OpenRecord:
    """Answer a complaint; a refusal that was wrong is decided again beside the old decision."""
    case = await open_case(uow, case_id)
    case.demand(Step.COMPLAIN)
    complaints.to_answer(answer, case.state, case.history, uow.reach.principal)
    day = answer.answered_on
    check_date(CaseDate.COMPLAINED, day, case.history, uow.today, "/answered_on")
    case.record(ComplaintAnswered(**dict(answer)))
    if any(remedy.kind is RemedyKind.DECIDE_AGAIN for remedy in answer.remedies):
        case.take(Step.REOPEN)
        uow.publish(
            grants.RefusalReopened(case_id=case_id, district=case.row.district, reopened_on=day)
        )
    return case


async def carry_out_remedy(
    uow: UnitOfWork, case_id: uuid.UUID, done: RemedyCarriedOut
) -> OpenRecord:
    """Record that what was promised on a complaint was done."""
    case = await open_case(uow, case_id)
    case.demand(Step.COMPLAIN)
    complaints.check_carried_out(done, case.history)
    check_date(CaseDate.COMPLAINED, done.done_on, case.history, uow.today, "/done_on")
    case.record(done)
    return case
