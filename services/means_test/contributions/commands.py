"""What was paid towards grants, as the decisions and the works tell it (reg 13)."""

from services.means_test.domain.life import UNDECIDED, Step
from services.means_test.tables import Contribution, Test, TestCase
from shared.contracts.grants import ApprovalWithdrawn, Approved, WorksCertified
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork


async def note_reduction(uow: UnitOfWork, event: Approved) -> None:
    """The application is decided: the formal test stands.

    By how much the grant was reduced is kept for later applications (reg 13).
    """
    uow.concerns(event.district, event.case_id)
    case = await uow.load(TestCase, event.case_id)
    if case.state in UNDECIDED:
        case.take(Step.DECIDE, uow.now)
    if case.formal_test_id is None or event.reduction is None:
        return
    test = await uow.read(Test, case.formal_test_id)
    application = test.household.application
    uow.add(
        Contribution(
            case_id=event.case_id,
            district=event.district,
            dwelling=application.dwelling,
            certificate=application.certificate,
            made_on=case.applied_on,
            relevant_people=list(test.result.relevant_people),
            reduction=event.reduction,
            grant_paid=event.mandatory_grant > 0,
            works_satisfactory=False,
        )
    )


async def note_withdrawn(uow: UnitOfWork, event: ApprovalWithdrawn) -> None:
    """An approval that ended before anything was paid reduced nothing (reg 13(4))."""
    uow.concerns(event.district, event.case_id)
    contribution = await uow.find(Contribution, event.case_id)
    if contribution is not None and event.paid == NIL:
        contribution.grant_paid = False


async def note_works_done(uow: UnitOfWork, event: WorksCertified) -> None:
    """Works done to a satisfactory standard: a nil grant counts from now on (reg 13(4))."""
    uow.concerns(event.district, event.case_id)
    contribution = await uow.find(Contribution, event.case_id)
    if contribution is not None:
        contribution.works_satisfactory = True
