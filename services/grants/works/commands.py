"""The works: their completion."""

import datetime as dt
import uuid

from services.grants.domain.casework import works
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries import WorksComplete
from services.grants.domain.casework.entries_of_time import Extended, Extension
from services.grants.domain.casework.extensions import check_extension
from services.grants.domain.casework.life import Step
from services.grants.in_force.policies import sources
from services.grants.record import OpenRecord, open_case
from shared.contracts.grants import Prolonged, WorksCertified
from shared.persistence.unit_of_work import UnitOfWork


async def extend_time(uow: UnitOfWork, case_id: uuid.UUID, extension: Extension) -> OpenRecord:
    """Agree to more time for the works (section 37); an earlier extension stays in the history."""
    case = await open_case(uow, case_id)
    case.demand(Step.EXTEND)
    check_date(CaseDate.EXTENSION_ASKED, extension.asked_on, case.history, uow.today, "/asked_on")
    application = case.history.application
    assert application is not None, "approved"
    known = sources(case.row.district, application.applied_on)
    check_extension(extension, case.history, known)
    case.record(Extended(**dict(extension)))
    uow.publish(Prolonged(case_id=case_id, district=case.row.district, complete_by=extension.until))
    return case


async def certify_works(uow: UnitOfWork, case_id: uuid.UUID, certified_on: dt.date) -> OpenRecord:
    """Certify that the works are complete: the certified date, from which conditions run."""
    case = await open_case(uow, case_id)
    case.take(Step.CERTIFY_WORKS)
    check_date(CaseDate.CERTIFIED, certified_on, case.history, uow.today, "/certified_on")
    case.record(WorksComplete(certified_on=certified_on))
    uow.publish(
        WorksCertified(
            case_id=case_id,
            district=case.row.district,
            certified_on=certified_on,
            works=works.done(case.history),
        )
    )
    return case
