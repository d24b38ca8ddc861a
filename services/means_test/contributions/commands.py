"""What was paid towards grants, as the decisions and the works tell it (reg 13)."""

from collections.abc import Mapping

from services.means_test.cases.commands import case_of
from services.means_test.domain.codes import Certificate
from services.means_test.domain.life import UNDECIDED, Step
from services.means_test.tables import Contribution, Test, TestCase
from shared.contracts.grants import (
    ApprovalRestored,
    ApprovalWithdrawn,
    Approved,
    CertificateCorrected,
    TakenOver,
    WorksCertified,
)
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


async def note_taken_over(uow: UnitOfWork, event: TakenOver) -> None:
    """What a grant of before the platform was reduced by counts in a later test (reg 13; B112).

    For which home and whose resources it was is not told: whoever tests says it. A live case goes on
    to its test where it has none yet.
    """
    uow.concerns(event.district, event.case_id)
    if event.stage in _TO_BE_TESTED:
        await case_of(uow, event.case_id, event.district)
    if event.reduction is None or event.applicant is None or event.applied_on is None:
        return
    uow.add(
        Contribution(
            case_id=event.case_id,
            district=event.district,
            dwelling=None,
            certificate=_CERTIFICATES.get(event.applicant, "tenant"),
            made_on=event.applied_on,
            relevant_people=[],
            reduction=event.reduction,
            grant_paid=any(award.kind == "mandatory" for award in event.awards),
            works_satisfactory=event.certified_on is not None,
        )
    )


_TO_BE_TESTED = {"offered", "applied"}
_CERTIFICATES: Mapping[str, Certificate] = {"owner_occupier": "owner", "landlord": "landlord"}
"""As what the applicant applied: everybody else rents or may live there, and looks back five years."""


async def note_withdrawn(uow: UnitOfWork, event: ApprovalWithdrawn) -> None:
    """An approval that ended before anything was paid reduced nothing (reg 13(4))."""
    uow.concerns(event.district, event.case_id)
    contribution = await uow.find(Contribution, event.case_id)
    if contribution is not None and event.paid == NIL:
        contribution.grant_paid = False


async def note_restored(uow: UnitOfWork, event: ApprovalRestored) -> None:
    """The approval had not ended: what it reduced counts as it did before."""
    uow.concerns(event.district, event.case_id)
    contribution = await uow.find(Contribution, event.case_id)
    if contribution is not None:
        contribution.grant_paid = event.mandatory_grant > 0


async def note_works_done(uow: UnitOfWork, event: WorksCertified) -> None:
    """Works done to a satisfactory standard: a nil grant counts from now on (reg 13(4))."""
    uow.concerns(event.district, event.case_id)
    contribution = await uow.find(Contribution, event.case_id)
    if contribution is not None:
        contribution.works_satisfactory = True


async def note_works_not_done(uow: UnitOfWork, event: CertificateCorrected) -> None:
    """The works are not done: a nil grant does not count (reg 13(4))."""
    uow.concerns(event.district, event.case_id)
    contribution = await uow.find(Contribution, event.case_id)
    if contribution is not None:
        contribution.works_satisfactory = False
