"""Accounts open, and learn what happens to the works, as grants tells it."""

from services.payments.books import settle
from services.payments.in_force import policy_of
from services.payments.tables import Account, ContractorOfCase
from shared.contracts.grants import ApprovalWithdrawn, Approved, WorksCertified
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork

CONTRIBUTION_FIRST = "contribution_first"
"""The condition of an approval by which nothing is paid before the applicant's share is in."""


async def open_account(uow: UnitOfWork, event: Approved) -> Account:
    """An approved grant gets its account, under the policy that the decision used.

    Where nothing was awarded nothing passes through the council: the applicant pays the
    contractor, and there is no contribution to take in.
    """
    uow.concerns(event.district, event.case_id)
    account = Account(
        case_id=event.case_id,
        district=event.district,
        opened_on=event.decided_on,
        policy_version=event.policy_version,
        stage_limit=policy_of(event.policy_version).stage_limit,
        award=event.total_award,
        contribution=event.applicant_pays if event.total_award else NIL,
        contribution_received=NIL,
        contribution_first=next(
            (c.clause for c in event.conditions if c.code == CONTRIBUTION_FIRST), None
        ),
        paid=NIL,
        paid_from_award=NIL,
        names_contractors=event.contractors is not None,
    )
    uow.add(account)
    await uow.session.flush()
    for contractor in event.contractors or ():
        uow.add(
            ContractorOfCase(
                id=contractor.id,
                case_id=event.case_id,
                district=event.district,
                estimate=contractor.estimate,
            )
        )
    return account


async def note_certified(uow: UnitOfWork, event: WorksCertified) -> None:
    """The works are complete: the final payment can be made; an empty account is settled."""
    account = await uow.load(Account, event.case_id)
    uow.concerns(account.district, account.case_id)
    account.works_certified_on = event.certified_on
    if account.award + account.contribution == NIL:
        settle(uow, account)


async def note_withdrawn(uow: UnitOfWork, event: ApprovalWithdrawn) -> None:
    """The approval ended before the works were complete: the account is settled at what was paid."""
    account = await uow.load(Account, event.case_id)
    uow.concerns(account.district, account.case_id)
    settle(uow, account)
