"""What the decision would be."""

import datetime as dt
import uuid

from services.grants.domain.casework import approvals
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries import AwardApproved
from services.grants.domain.casework.life import State
from services.grants.domain.outcome import Determination
from services.grants.record import read_case
from shared.contracts.codes import MeansTestKind
from shared.persistence.reading import Reading
from shared.problems import WrongState
from shared.schema import Model


class ApprovalsWanted(Model):
    """Approvals that the decision waits for."""

    items: tuple[AwardApproved, ...]
    """`amount` is what would be awarded with it."""


async def approvals_wanted(reading: Reading, case_id: uuid.UUID) -> ApprovalsWanted:
    """The approvals that a decision made today would still need; none once it is made."""
    case = await read_case(reading, case_id)
    if case.state is not State.APPLIED:
        return ApprovalsWanted(items=())
    test = case.history.test(MeansTestKind.FORMAL)
    if test is None:
        raise WrongState("an approval waits for the formal means test")
    determine = case.determining(test, reading.today)
    return ApprovalsWanted(items=tuple(approvals.wanted(determine, case.history)))


async def proposal(reading: Reading, case_id: uuid.UUID, decided_on: dt.date) -> Determination:
    """What the decision would be if it were made on that day, and whose approvals it needs."""
    case = await read_case(reading, case_id)
    test, application = case.history.test(MeansTestKind.FORMAL), case.history.application
    if test is None or application is None:
        raise WrongState("a proposal waits for the application and the formal means test")
    check_date(CaseDate.TRIED, decided_on, case.history, reading.today, "/decided_on")
    standing = approvals.given(case.history)
    found, _ = approvals.under(case.determining(test, decided_on), application, standing)
    return found
