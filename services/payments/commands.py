"""The use cases of the payments service."""

import datetime as dt
import uuid
from decimal import Decimal

from services.payments.domain import account as rules
from services.payments.domain.account import Invoice, PaymentsPolicy, StageLimit
from services.payments.tables import Account, Payment, Receipt
from shared.contracts.codes import PaymentStage
from shared.contracts.grants import ApprovalWithdrawn, Approved, WorksCertified
from shared.contracts.payments import AccountSettled, ContributionReceived, PaymentMade
from shared.money import NIL
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import load
from shared.problems import InvalidInput, WrongState


async def open_account(uow: UnitOfWork, event: Approved) -> Account:
    """An approved grant gets its account, under the policy that the decision used.

    Where nothing was awarded nothing passes through the council: the applicant pays the
    contractor, and there is no contribution to take in.
    """
    uow.concerns(event.district, event.case_id)
    effective_from = dt.date.fromisoformat(event.policy_version.rpartition("/")[2])
    policy = load(event.district, effective_from).section("payments", PaymentsPolicy)
    account = Account(
        case_id=event.case_id,
        district=event.district,
        opened_on=event.decided_on,
        policy_version=event.policy_version,
        stage_limit=policy.stage_limit.model_dump(mode="json"),
        award=event.total_award,
        contribution=event.applicant_pays if event.total_award else NIL,
        contribution_received=NIL,
        paid=NIL,
    )
    uow.add(account)
    return account


async def note_certified(uow: UnitOfWork, event: WorksCertified) -> None:
    """The works are complete: the final payment can be made; an empty account is settled."""
    account = await uow.load(Account, event.case_id)
    uow.concerns(account.district, account.case_id)
    account.works_certified_on = event.certified_on
    if account.award + account.contribution == NIL:
        _settle(uow, account)


async def note_withdrawn(uow: UnitOfWork, event: ApprovalWithdrawn) -> None:
    """The approval ended before the works were complete: the account is settled at what was paid."""
    account = await uow.load(Account, event.case_id)
    uow.concerns(account.district, account.case_id)
    _settle(uow, account)


async def receive_contribution(
    uow: UnitOfWork, case_id: uuid.UUID, amount: Decimal, received_on: dt.date
) -> Account:
    """Book money that came in from the applicant."""
    account = await _open_account(uow, case_id)
    rules.check_contribution(standing(account), amount)
    if received_on > uow.today:
        raise InvalidInput.at("/received_on", "lies in the future")
    account.contribution_received += amount
    receipt_id = uow.new_id("receipt")
    uow.add(
        Receipt(
            id=receipt_id,
            case_id=case_id,
            district=account.district,
            amount=amount,
            received_on=received_on,
        )
    )
    uow.publish(
        ContributionReceived(
            case_id=case_id,
            district=account.district,
            receipt_id=receipt_id,
            received_on=received_on,
            amount=amount,
            outstanding=account.contribution - account.contribution_received,
        )
    )
    return account


async def pay_invoice(
    uow: UnitOfWork, case_id: uuid.UUID, invoice: Invoice, stage: PaymentStage
) -> Account:
    """Pay an acceptable invoice; the final payment settles the account."""
    account = await _open_account(uow, case_id)
    rules.check_invoice(invoice, uow.today)
    now = standing(account)
    rules.check_payment(now, invoice, stage)
    payment_id = uow.new_id("payment")
    uow.add(
        Payment(
            id=payment_id,
            case_id=case_id,
            district=account.district,
            stage=stage,
            amount=invoice.amount,
            from_award=rules.from_award(now, invoice.amount),
            paid_on=uow.today,
            invoice=invoice.model_dump(mode="json"),
        )
    )
    account.paid += invoice.amount
    uow.publish(
        PaymentMade(
            case_id=case_id,
            district=account.district,
            payment_id=payment_id,
            paid_on=uow.today,
            stage=stage,
            amount=invoice.amount,
            paid_to_date=account.paid,
        )
    )
    if stage is PaymentStage.FINAL:
        _settle(uow, account)
    return account


async def _open_account(uow: UnitOfWork, case_id: uuid.UUID) -> Account:
    account = await uow.load(Account, case_id)
    if account.settled_on is not None:
        raise WrongState("the account is settled; nothing more is taken in or paid on it")
    return account


def _settle(uow: UnitOfWork, account: Account) -> None:
    account.settled_on = uow.today
    uow.publish(
        AccountSettled(
            case_id=account.case_id,
            district=account.district,
            settled_on=uow.today,
            paid=account.paid,
            contribution_due_back=standing(account).contribution_unspent,
        )
    )


def standing(account: Account) -> rules.Account:
    """The account as the rules see it."""
    return rules.Account(
        award=account.award,
        contribution=account.contribution,
        contribution_received=account.contribution_received,
        paid=account.paid,
        works_certified=account.works_certified_on is not None,
        stage_limit=StageLimit.model_validate(account.stage_limit),
    )
