"""Variations of an approved scheme: proposed, consented to, decided."""

import datetime as dt
import uuid
from decimal import Decimal

from services.grants.domain.casework import approvals, variations
from services.grants.domain.casework.completeness import check_complete
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries_of_works import (
    Consent,
    Variation,
    VariationConsented,
    VariationDropped,
    VariationProposed,
    Varied,
)
from services.grants.domain.casework.estimates import check_current
from services.grants.domain.casework.gate import refuse_claims
from services.grants.domain.casework.history import History
from services.grants.domain.casework.life import Step
from services.grants.domain.casework.urgency import check_rest
from services.grants.domain.facts.case import reduction_counted
from services.grants.in_force.policies import statute
from services.grants.record import OpenRecord, announcements, open_to_determine
from services.grants.record.varying import consent_is_wanted, determined, redetermining
from shared.contracts.codes import MeansTestKind
from shared.persistence.unit_of_work import UnitOfWork


async def propose_variation(
    uow: UnitOfWork, case_id: uuid.UUID, variation: Variation
) -> OpenRecord:
    """Propose another scheme; one that was proposed before it is not gone on with."""
    case = await open_to_determine(uow, case_id)
    case.demand(Step.VARY)
    application = case.history.application
    assert application is not None, "approved"
    made = case.stated(variations.varied(application, variation), uow.today)
    refuse_claims(made)
    check_rest(case.history, made.works, variation.cause)
    case.record(VariationProposed(application=made, cause=variation.cause, reason=variation.reason))
    check_complete(determined(case)[1])
    if consent_is_wanted(case):
        uow.publish(announcements.answer_requested(case.row, uow.today, None))
    return case


async def consent_to_variation(uow: UnitOfWork, case_id: uuid.UUID, consent: Consent) -> OpenRecord:
    """Record that the applicant agrees to the variation, with the figures that they were told."""
    case = await open_to_determine(uow, case_id)
    case.demand(Step.VARY)
    variations.check_consent(consent, determined(case)[1])
    check_date(CaseDate.CONSENTED, consent.given_on, case.history, uow.today, "/given_on")
    case.record(VariationConsented(**dict(consent)))
    uow.publish(announcements.answer_settled(case.row, uow.today, answered=True))
    return case


async def drop_variation(
    uow: UnitOfWork, case_id: uuid.UUID, dropped: VariationDropped
) -> OpenRecord:
    """Leave the approval as it was."""
    case = await open_to_determine(uow, case_id)
    case.demand(Step.VARY)
    variations.proposed(case.history)
    was_wanted = consent_is_wanted(case)
    case.record(dropped)
    if was_wanted:
        uow.publish(announcements.answer_settled(case.row, uow.today, answered=False))
    return case


async def decide_variation(uow: UnitOfWork, case_id: uuid.UUID, varied_on: dt.date) -> OpenRecord:
    """Decide a variation: a new determination beside the old, on the formal test of the approval.

    It is worked out as on the day of the approval, whose policy and times it keeps.
    """
    case = await open_to_determine(uow, case_id)
    case.demand(Step.VARY)
    history, proposed = case.history, variations.proposed(case.history)
    check_current(history)
    check_date(CaseDate.VARIED, varied_on, history, uow.today, "/varied_on")
    found, standing = approvals.under(
        redetermining(case),
        proposed.application,
        approvals.given(history, except_by=uow.reach.principal),
    )
    check_complete(found)
    approvals.check_approvals(found, standing)
    variations.check_variation(history, found, history.consent)
    made = Varied(
        varied_on=varied_on,
        application=proposed.application,
        determination=found,
        cause=proposed.cause,
    )
    case.record(made)
    case.take(Step.VARY)
    uow.publish(announcements.varied(case.row, made, _reduction(made, history)))
    return case


def _reduction(made: Varied, history: History) -> Decimal:
    """By how much the applicant's means reduced the grant, pounds."""
    test = history.test(MeansTestKind.FORMAL)
    assert test is not None, "approved"
    most = statute(made.application.applied_on).maximum.amount
    return reduction_counted(test, made.determination.estimated_expense, most)
