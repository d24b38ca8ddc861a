"""The diary of a case: visits planned and made, what is put right, stays elsewhere, servicing."""

import uuid

from services.grants.domain.casework import diary, servicing, visits
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries_of_decants import (
    Decant,
    Decanted,
    DecantEnded,
    Return,
)
from services.grants.domain.casework.entries_of_servicing import (
    Service,
    Serviced,
    Servicing,
    ServicingArranged,
)
from services.grants.domain.casework.entries_of_visits import (
    Fault,
    FaultFound,
    FaultPutRight,
    PutRight,
    Visit,
    VisitHeld,
    VisitPlan,
    VisitPlanned,
)
from services.grants.domain.casework.life import Step
from services.grants.domain.codes import VisitKind
from services.grants.in_force import law
from services.grants.record import OpenRecord, open_case
from shared.persistence.unit_of_work import UnitOfWork


async def plan_visit(uow: UnitOfWork, case_id: uuid.UUID, plan: VisitPlan) -> OpenRecord:
    """Put a visit into the diary; one that is called off is struck out, and planned anew."""
    case = await open_case(uow, case_id)
    case.demand(visits.step_of(plan.kind))
    check_date(CaseDate.PLANNED, plan.on, case.history, uow.today, "/on")
    case.record(VisitPlanned(**dict(plan)))
    return case


async def record_visit(uow: UnitOfWork, case_id: uuid.UUID, visit: Visit) -> OpenRecord:
    """Record a visit that was made, whether or not it was planned."""
    case = await open_case(uow, case_id)
    history, surveyed = case.history, visit.kind is VisitKind.SURVEY
    case.demand(visits.step_of(visit.kind) if visit.about is None else Step.FOLLOW_UP)
    visits.check_as_planned(visit, history)
    visits.check_who_met(visit)
    if not surveyed:
        visits.check_looked_at(visit, law.sources_of(history))
    visits.check_documents(visit.documents, history)
    which = CaseDate.SURVEYED if surveyed else CaseDate.AT_THE_WORKS
    check_date(which, visit.held_on, history, uow.today, "/held_on")
    case.record(VisitHeld(**dict(visit)))
    return case


async def note_fault(uow: UnitOfWork, case_id: uuid.UUID, fault: Fault) -> OpenRecord:
    """Record what a visit found that is to be put right: the works are not certified before."""
    case = await open_case(uow, case_id)
    case.demand(Step.SUPERVISE)
    visit = diary.named(case.history, fault.about, VisitHeld, FaultFound).entry
    diary.check_fault(fault, visit)
    check_date(CaseDate.PLANNED, fault.by, case.history, uow.today, "/by")
    case.record(FaultFound(**dict(fault)))
    return case


async def put_fault_right(uow: UnitOfWork, case_id: uuid.UUID, put_right: PutRight) -> OpenRecord:
    """Record that something was put right, as the authority has seen."""
    case = await open_case(uow, case_id)
    case.demand(Step.FOLLOW_UP)
    fault = diary.open_one(case.history, put_right.about, FaultFound, FaultPutRight)
    visits.check_put_right(put_right, fault, case.history)
    day = put_right.put_right_on
    check_date(CaseDate.PUT_RIGHT, day, case.history, uow.today, "/put_right_on")
    case.record(FaultPutRight(**dict(put_right)))
    return case


async def begin_decant(uow: UnitOfWork, case_id: uuid.UUID, decant: Decant) -> OpenRecord:
    """Record that the household lives elsewhere during the works."""
    case = await open_case(uow, case_id)
    case.demand(Step.DECANT)
    diary.check_stay(decant)
    check_date(CaseDate.PLANNED, decant.until, case.history, uow.today, "/until")
    case.record(Decanted(**dict(decant)))
    return case


async def end_decant(uow: UnitOfWork, case_id: uuid.UUID, back: Return) -> OpenRecord:
    """Record that the household is back."""
    case = await open_case(uow, case_id)
    case.demand(Step.FOLLOW_UP)
    decant = diary.open_one(case.history, back.about, Decanted, DecantEnded)
    diary.check_return(back, decant)
    day = back.returned_on
    check_date(CaseDate.AT_THE_WORKS, day, case.history, uow.today, "/returned_on")
    case.record(DecantEnded(**dict(back)))
    return case


async def arrange_servicing(uow: UnitOfWork, case_id: uuid.UUID, arranged: Servicing) -> OpenRecord:
    """Put equipment into the servicing diary; another arrangement stands beside it."""
    case = await open_case(uow, case_id)
    case.demand(Step.SERVICE)
    history, day = case.history, arranged.installed_on
    application, decided = servicing.granted(case.state, history)
    left_out = law.left_out(decided)
    servicing.check_arrangement(arranged, application, left_out, law.sources_of(history))
    check_date(CaseDate.AT_THE_WORKS, day, history, uow.today, "/installed_on")
    check_date(CaseDate.PLANNED, arranged.first_due, history, uow.today, "/first_due")
    case.record(ServicingArranged(**dict(arranged)))
    return case


async def note_servicing(uow: UnitOfWork, case_id: uuid.UUID, service: Service) -> OpenRecord:
    """Record that equipment was serviced: the next time is counted from then."""
    case = await open_case(uow, case_id)
    case.demand(Step.FOLLOW_UP)
    arranged = diary.named(case.history, service.about, ServicingArranged, Serviced).entry
    diary.check_service(service, arranged)
    visits.check_documents(service.documents, case.history)
    day = service.serviced_on
    check_date(CaseDate.AT_THE_WORKS, day, case.history, uow.today, "/serviced_on")
    case.record(Serviced(**dict(service)))
    return case
