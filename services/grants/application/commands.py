"""The application for a grant."""

import uuid
from collections.abc import Sequence

from services.grants.domain.casework.completeness import check_complete
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries import (
    Amended,
    Applied,
    DisabilityFound,
    SocialServicesView,
)
from services.grants.domain.casework.entries_of_amending import UrgentFirst
from services.grants.domain.casework.gate import refuse_claims
from services.grants.domain.casework.life import Step
from services.grants.domain.casework.urgency import put_first
from services.grants.domain.facts.application import Application
from services.grants.domain.facts.fields import Id
from services.grants.in_force import law
from services.grants.record import OpenRecord, open_case, open_to_determine
from shared.contracts.codes import AgeBand, MeansTestKind
from shared.contracts.grants import ApplicationCompleted
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import InvalidInput, WrongState


async def find_disability(
    uow: UnitOfWork, case_id: uuid.UUID, found: DisabilityFound
) -> OpenRecord:
    """Record whether the person is disabled; a later finding corrects an earlier one."""
    case = await open_case(uow, case_id)
    case.take(Step.FIND_DISABILITY)
    check_date(CaseDate.FOUND, found.found_on, case.history, uow.today, "/found_on")
    case.record(found)
    return case


async def note_social_services_view(
    uow: UnitOfWork, case_id: uuid.UUID, view: SocialServicesView
) -> OpenRecord:
    """Record that the social services authority gave its view on the works."""
    case = await open_case(uow, case_id)
    case.take(Step.CONSULT)
    check_date(CaseDate.CONSULTED, view.given_on, case.history, uow.today, "/given_on")
    case.record(view)
    return case


async def complete_application(
    uow: UnitOfWork, case_id: uuid.UUID, application: Application
) -> OpenRecord:
    """Take a complete application: the time for the decision begins (section 34)."""
    case = await open_to_determine(uow, case_id)
    case.take(Step.APPLY)
    test = case.history.test(MeansTestKind.PRELIMINARY)
    if test is None:
        raise WrongState("an application waits for the preliminary means test")
    refuse_claims(application)
    application = case.stated(application, uow.today)
    check_date(CaseDate.APPLIED, application.applied_on, case.history, uow.today, "/applied_on")
    needed = case.checklist(application, test, uow.today)
    check_complete(case.determine(application, test, uow.today), needed)
    decide_by = law.decide_by(application)
    case.row.applied_on, case.row.decide_by = application.applied_on, decide_by
    case.record(Applied(application=application, decide_by=decide_by))
    uow.publish(
        ApplicationCompleted(
            case_id=case_id,
            district=case.row.district,
            applied_on=application.applied_on,
            decide_by=decide_by,
            tenure=application.applicant.kind,
            age_band=AgeBand.of(application.disabled_person.age),
        )
    )
    return case


async def amend_application(
    uow: UnitOfWork, case_id: uuid.UUID, application: Application, reason: str
) -> OpenRecord:
    """Change a complete application before its decision; the one before stays in the history.

    Its date stays too, for the time of the decision runs from it (section 34).
    """
    case = await open_to_determine(uow, case_id)
    case.take(Step.AMEND)
    earlier = case.history.application
    tests = case.history.test(MeansTestKind.FORMAL), case.history.test(MeansTestKind.PRELIMINARY)
    test = next((t for t in tests if t is not None), None)
    assert earlier is not None, "applied"
    if test is None:
        raise WrongState("an amendment of a case that was taken over waits for its means test")
    if application.applied_on != earlier.applied_on:
        raise InvalidInput.at(
            "/application/applied_on", f"the application was made on {earlier.applied_on}"
        )
    refuse_claims(application)
    application = case.stated(application, uow.today)
    needed = case.checklist(application, test, uow.today)
    check_complete(case.determine(application, test, uow.today), needed)
    case.record(Amended(application=application, reason=reason))
    return case


async def put_urgent_first(
    uow: UnitOfWork, case_id: uuid.UUID, urgent: Sequence[Id], reason: str
) -> OpenRecord:
    """Have urgent works decided in advance of the rest, which is redetermined later (5.29)."""
    case = await open_case(uow, case_id)
    case.demand(Step.PUT_FIRST)
    application = case.history.application
    assert application is not None, "applied"
    if case.history.to_come:
        raise WrongState("urgent works are put first already: amend the application instead")
    first, later = put_first(application, urgent)
    case.record(UrgentFirst(application=first, later=later, reason=reason))
    return case
