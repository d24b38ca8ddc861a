"""Local land charges."""

import datetime as dt
import uuid

from services.grants.domain.casework import charges
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries import ChargeRegistered
from services.grants.domain.casework.life import Step
from services.grants.record import OpenRecord, open_case
from shared.contracts.grants import LandChargeRegistered
from shared.persistence.unit_of_work import UnitOfWork


async def register_land_charge(
    uow: UnitOfWork, case_id: uuid.UUID, registered_on: dt.date
) -> OpenRecord:
    """Record that the charges of the decision were registered as local land charges."""
    case = await open_case(uow, case_id)
    case.take(Step.REGISTER_CHARGE)
    due, certified_on = charges.to_register(case.history), case.history.certified_on
    assert certified_on is not None, "the works are certified"
    check_date(CaseDate.REGISTERED, registered_on, case.history, uow.today, "/registered_on")
    case.record(ChargeRegistered(registered_on=registered_on))
    uow.publish(
        LandChargeRegistered(
            case_id=case_id,
            district=case.row.district,
            registered_on=registered_on,
            amount=charges.amount(due),
            ends_on=charges.ends_on(due, certified_on),
        )
    )
    return case
