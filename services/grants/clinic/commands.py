"""A case at the county's clinic."""

import uuid

from services.grants.domain.casework import clinic
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries_of_clinic import (
    ClinicAdvised,
    ClinicDecided,
    ClinicDecision,
    ClinicReferral,
    ClinicSession,
    ReferredToClinic,
)
from services.grants.domain.casework.life import Step
from services.grants.domain.casework.works import told
from services.grants.record import OpenRecord, agenda, open_case
from services.grants.tables import ClinicItem
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState


async def refer_to_clinic(
    uow: UnitOfWork, case_id: uuid.UUID, referral: ClinicReferral
) -> OpenRecord:
    """Put a case on the county's agenda, with its works and their cost, and nothing about anybody."""
    case = await open_case(uow, case_id)
    case.demand(Step.ASK_CLINIC)
    if clinic.open_item(case.history) is not None:
        raise WrongState("the clinic is asked about this case already")
    day = referral.referred_on
    check_date(CaseDate.AT_CLINIC, day, case.history, uow.today, "/referred_on")
    works = clinic.scheme_of(case.history)
    row = ClinicItem(
        district=case.row.district,
        referred_on=day,
        why=referral.why,
        works=[str(kind) for kind in told(work.kind for work in works)],
        purposes=sorted({purpose for work in works for purpose in work.purposes}),
        cost=clinic.cost_of(works),
        reasons=[],
    )
    uow.add(row)
    await uow.session.flush()
    case.record(ReferredToClinic(**dict(referral), item=row.number))
    return case


async def note_advice(uow: UnitOfWork, case_id: uuid.UUID, session: ClinicSession) -> OpenRecord:
    """Record what the clinic advised, and who attended."""
    case = await open_case(uow, case_id)
    case.demand(Step.ASK_CLINIC)
    check_date(CaseDate.AT_CLINIC, session.met_on, case.history, uow.today, "/met_on")
    item = clinic.to_advise(session, case.history, case.row.district)
    given = ClinicAdvised(**dict(session))
    case.record(given)
    agenda.show_advice(await agenda.row_of(uow, item), given)
    return case


async def decide_after_clinic(
    uow: UnitOfWork, case_id: uuid.UUID, decision: ClinicDecision
) -> OpenRecord:
    """Record what the authority decides to do: from then on it is a precedent."""
    case = await open_case(uow, case_id)
    case.demand(Step.ASK_CLINIC)
    check_date(CaseDate.AT_CLINIC, decision.decided_on, case.history, uow.today, "/decided_on")
    item = clinic.to_decide(decision.decided_on, case.history)
    case.record(ClinicDecided(**dict(decision)))
    row = await agenda.row_of(uow, item)
    row.outcome = decision.course
    row.reasons = list(dict.fromkeys((*row.reasons, *decision.reasons)))
    return case
