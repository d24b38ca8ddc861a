"""The works: their completion."""

import datetime as dt
import uuid

from services.grants.domain.casework import certificate, servicing, works
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.disputes import check_none_open
from services.grants.domain.casework.entries import WorksComplete
from services.grants.domain.casework.entries_of_amending import StruckOut
from services.grants.domain.casework.entries_of_time import Extended, Extension
from services.grants.domain.casework.entries_of_works import (
    Acceptance,
    Accepted,
    AfterCheck,
    CheckedAfter,
    ContractorAgreed,
    ContractorChange,
)
from services.grants.domain.casework.extensions import check_extension
from services.grants.domain.casework.life import Step
from services.grants.domain.casework.urgency import check_none_waits
from services.grants.domain.casework.visits import check_before_certifying
from services.grants.in_force import law
from services.grants.record import OpenRecord, open_case
from shared.contracts import grants
from shared.contracts.contractors import contractor_id
from shared.contracts.grants import (
    CertificateCorrected,
    Contractor,
    EquipmentInstalled,
    Prolonged,
    WorksCertified,
)
from shared.mistakes import Mistake
from shared.persistence.unit_of_work import UnitOfWork


async def extend_time(uow: UnitOfWork, case_id: uuid.UUID, extension: Extension) -> OpenRecord:
    """Agree to more time for the works (section 37); an earlier extension stays in the history."""
    case = await open_case(uow, case_id)
    case.demand(Step.EXTEND)
    check_date(CaseDate.EXTENSION_ASKED, extension.asked_on, case.history, uow.today, "/asked_on")
    check_extension(extension, case.history, law.sources_of(case.history))
    case.record(Extended(**dict(extension)))
    uow.publish(Prolonged(case_id=case_id, district=case.row.district, complete_by=extension.until))
    return case


async def certify_works(uow: UnitOfWork, case_id: uuid.UUID, certified_on: dt.date) -> OpenRecord:
    """Certify that the works are complete: the certified date, from which conditions run."""
    case = await open_case(uow, case_id)
    case.take(Step.CERTIFY_WORKS)
    check_none_open(case.history)
    check_none_waits(case.history)
    check_before_certifying(case.history, law.sources_of(case.history))
    check_date(CaseDate.CERTIFIED, certified_on, case.history, uow.today, "/certified_on")
    case.record(WorksComplete(certified_on=certified_on))
    uow.publish(
        WorksCertified(
            case_id=case_id,
            district=case.row.district,
            certified_on=certified_on,
            works=works.told(law.works_done(case.history)),
        )
    )
    _tell_county(uow, case, certified_on)
    return case


async def correct_certificate(uow: UnitOfWork, case_id: uuid.UUID, mistake: Mistake) -> OpenRecord:
    """Take back that the works are complete: the last payment waits for it again (section 37)."""
    case = await open_case(uow, case_id)
    case.demand(Step.CORRECT_CERTIFICATE)
    certified_on = case.history.certified_on
    assert certified_on is not None, "certified"
    wrong = certificate.to_take_back(case.history)
    case.record(StruckOut(number=wrong.number, reason=mistake.reason))
    case.take(Step.CORRECT_CERTIFICATE)
    uow.publish(
        CertificateCorrected(
            case_id=case_id,
            district=case.row.district,
            certified_on=certified_on,
            corrected_on=uow.today,
        )
    )
    return case


def _tell_county(uow: UnitOfWork, case: OpenRecord, installed_on: dt.date) -> None:
    """Tell the social services authority of equipment that it checks, where the policy says so."""
    sources = law.sources_of(case.history)
    kinds = servicing.told_to_county(law.works_done(case.history), sources)
    if kinds and sources.rules.county_told:
        uow.publish(
            EquipmentInstalled(
                case_id=case.row.case_id,
                district=case.row.district,
                installed_on=installed_on,
                equipment=works.told(kinds),
                clause=sources.rules.county_told.clause,
            )
        )


async def agree_to_contractor(
    uow: UnitOfWork, case_id: uuid.UUID, change: ContractorChange
) -> OpenRecord:
    """Agree that another contractor does works of the case (section 38); the grant stays as it is."""
    case = await open_case(uow, case_id)
    case.demand(Step.CHANGE_CONTRACTOR)
    day, history = change.agreed_on, case.history
    check_date(CaseDate.CONTRACTOR_AGREED, day, history, uow.today, "/agreed_on")
    most = works.counted(change, *law.paid_for(history))
    case.record(ContractorAgreed(**dict(change)))
    uow.publish(
        grants.ContractorAgreed(
            case_id=case_id,
            district=case.row.district,
            agreed_on=day,
            contractor=Contractor(id=contractor_id(case_id, change.contractor), estimate=most),
        )
    )
    return case


async def note_acceptance(
    uow: UnitOfWork, case_id: uuid.UUID, acceptance: Acceptance
) -> OpenRecord:
    """Record the client's word on the completed works (6.17); a later one stands beside it."""
    case = await open_case(uow, case_id)
    case.demand(Step.ACCEPT)
    works.check_acceptance(acceptance)
    day = acceptance.signed_on
    check_date(CaseDate.AFTER_COMPLETION, day, case.history, uow.today, "/signed_on")
    case.record(Accepted(**dict(acceptance)))
    return case


async def check_afterwards(uow: UnitOfWork, case_id: uuid.UUID, check: AfterCheck) -> OpenRecord:
    """Record a look at the adaptations after completion."""
    case = await open_case(uow, case_id)
    case.demand(Step.CHECK)
    day = check.checked_on
    check_date(CaseDate.AFTER_COMPLETION, day, case.history, uow.today, "/checked_on")
    case.record(CheckedAfter(**dict(check)))
    return case
