"""Accounts open, and learn what happens to the works, as grants tells it."""

from collections import Counter

from sqlalchemy import select

from services.payments.books import Book, end, lapse, locked, reopen, restore, settle, take_back
from services.payments.domain.ledger.balances import Balances
from services.payments.domain.ledger.entries import approval
from services.payments.finance.checking import plan_check
from services.payments.in_force import policy_of
from services.payments.tables import AcceptedWorks, Account, ContractorOfCase
from shared.contracts.grants import (
    ApprovalRestored,
    ApprovalWithdrawn,
    Approved,
    CertificateCorrected,
    WorksCertified,
)
from shared.money import NIL, pence
from shared.persistence.unit_of_work import UnitOfWork

CONTRIBUTION_FIRST = "contribution_first"
"""The condition of an approval by which nothing is paid before the applicant's share is in."""

NOT_COMPLETE = "The works are not complete, as the case tells"


async def open_account(uow: UnitOfWork, event: Approved) -> None:
    """An approved grant gets its account, under the policy that the decision used.

    Where nothing was awarded nothing passes through the council: the applicant pays the
    contractor, and there is no contribution to take in.
    """
    uow.concerns(event.district, event.case_id)
    row = _account(event)
    uow.add(row)
    await uow.session.flush()
    _add_contractors(uow, event)
    awards: Counter[str] = Counter()
    for award in event.awards:
        awards[award.kind] += pence(award.amount)
    await plan_check(uow, event.district)
    if event.total_award:
        Book(row, Balances()).post(uow, "approval", approval(awards), event.decided_on)


async def note_certified(uow: UnitOfWork, event: WorksCertified) -> None:
    """The works are complete: the final payment can be made; an empty account is settled."""
    book = await locked(uow, event.case_id)
    book.row.works_certified_on = event.certified_on
    if book.standing.budget == NIL:
        settle(uow, book)


async def note_not_certified(uow: UnitOfWork, event: CertificateCorrected) -> None:
    """The works are not complete: what is paid last waits for them again (section 37).

    What the applicant has said of them does not count either, nor that the final invoice was found
    acceptable (37(4)): both are asked anew. The account of a nil grant, which the certificate alone
    had settled, is open again.
    """
    book = await locked(uow, event.case_id)
    book.row.works_certified_on = None
    accepted = AcceptedWorks.case_id == event.case_id, AcceptedWorks.taken_back.is_(None)
    for said in await uow.session.scalars(select(AcceptedWorks).where(*accepted)):
        take_back(uow, said, NOT_COMPLETE)
    await lapse(uow, event.case_id, NOT_COMPLETE)
    if book.row.settled_on is not None and book.standing.budget == NIL:
        reopen(uow, book)


async def note_withdrawn(uow: UnitOfWork, event: ApprovalWithdrawn) -> None:
    """The approval ended before the works were complete."""
    end(uow, await locked(uow, event.case_id), event.withdrawn_on)


async def note_restored(uow: UnitOfWork, event: ApprovalRestored) -> None:
    """The approval had not ended. A share that was given back meanwhile is to be paid in again."""
    await restore(uow, await locked(uow, event.case_id))


def _account(event: Approved) -> Account:
    first = (c.clause for c in event.conditions if c.code == CONTRIBUTION_FIRST)
    return Account(
        case_id=event.case_id,
        district=event.district,
        opened_on=event.decided_on,
        policy_version=event.policy_version,
        stage_limit=policy_of(event.policy_version).stage_limit,
        award=event.total_award,
        contribution=event.applicant_pays if event.total_award else NIL,
        contribution_first=next(first, None),
        names_contractors=event.contractors is not None,
    )


def _add_contractors(uow: UnitOfWork, event: Approved) -> None:
    for contractor in event.contractors or ():
        uow.add(
            ContractorOfCase(
                id=contractor.id,
                case_id=event.case_id,
                district=event.district,
                estimate=contractor.estimate,
            )
        )
