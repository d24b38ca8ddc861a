"""What the decision would be."""

import datetime as dt
import uuid

from services.grants.domain.casework import approvals
from services.grants.domain.casework.dates import CaseDate, check_date
from services.grants.domain.casework.entries import AwardApproved
from services.grants.domain.casework.life import State
from services.grants.domain.outcome import Award, Determination, LandCharge, Outcome
from services.grants.record import read_case
from shared.contracts.codes import MeansTestKind
from shared.persistence.reading import Reading
from shared.problems import NotFound, WrongState
from shared.schema import Model, Pounds


class ApprovalsWanted(Model):
    """Approvals that the decision waits for."""

    items: tuple[AwardApproved, ...]
    """`amount` is what would be awarded with it."""


class DecidedMoney(Model):
    """What was decided, in pounds: what finance pays by. Nothing about the person."""

    case_id: uuid.UUID
    """The case."""
    district: str
    """ONS code of the district that decides the case."""
    decided_on: dt.date
    """The day of the decision."""
    outcome: Outcome
    """What was decided."""
    estimated_expense: Pounds
    """What the scheme is taken to cost: works, services and charges, in pounds."""
    awards: tuple[Award, ...]
    """Each grant or help that was awarded."""
    mandatory_grant: Pounds
    """The mandatory grant alone, in pounds."""
    total_award: Pounds
    """All awards together, in pounds."""
    applicant_pays: Pounds
    """What of the scheme is left to the applicant, in pounds."""
    land_charges: tuple[LandCharge, ...]
    """Charges to be registered on the home."""
    policy_version: str
    """The edition of the district's policy that was applied."""


async def decided_money(reading: Reading, case_id: uuid.UUID) -> DecidedMoney:
    """The sums of the decision; `NotFound` until there is one."""
    case = await read_case(reading, case_id)
    decided = case.history.determination
    if decided is None or case.history.decided_on is None:
        raise NotFound("nothing is decided on this case")
    return DecidedMoney(
        case_id=case_id,
        district=case.row.district,
        decided_on=case.history.decided_on,
        outcome=decided.outcome,
        estimated_expense=decided.estimated_expense,
        awards=decided.awards,
        mandatory_grant=decided.mandatory_grant,
        total_award=decided.total_award,
        applicant_pays=decided.applicant_pays,
        land_charges=decided.land_charges,
        policy_version=decided.policy_version,
    )


async def approvals_wanted(reading: Reading, case_id: uuid.UUID) -> ApprovalsWanted:
    """The approvals that a decision made today would still need; none once it is made."""
    case = await read_case(reading, case_id)
    varied = case.state is State.APPROVED and case.history.variation is not None
    if case.state is not State.APPLIED and not varied:
        return ApprovalsWanted(items=())
    test = case.history.test(MeansTestKind.FORMAL)
    if test is None:
        raise WrongState("an approval waits for the formal means test")
    determine = case.determining(test, case.deciding_on(reading.today))
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
