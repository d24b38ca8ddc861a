"""An account as commands find it, change it and show it."""

import datetime as dt
import uuid

from services.payments.domain import accounts as rules
from services.payments.domain.dates import check_in_force
from services.payments.domain.policy import StageLimit
from services.payments.tables import Account
from shared.contracts.payments import AccountSettled
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import WrongState
from shared.schema import Model, Pounds


class AccountView(Model):
    """An account as finance sees it; pounds."""

    case_id: uuid.UUID
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    opened_on: dt.date
    policy_version: str
    award: Pounds
    contribution: Pounds
    contribution_received: Pounds
    contribution_first: str | None
    """The clause by which nothing is paid before the whole contribution is in; None without one."""
    paid: Pounds
    left: Pounds
    interim_limit: Pounds
    """What may be paid in all before the works are certified."""
    stage_limit: StageLimit
    works_certified_on: dt.date | None
    settled_on: dt.date | None
    contribution_due_back: Pounds | None
    """What the applicant paid in and was not spent; None until the account is settled."""

    @classmethod
    def of(cls, row: Account) -> "AccountView":
        now = standing(row)
        return cls(
            case_id=row.case_id,
            version=row.version,
            district=row.district,
            opened_on=row.opened_on,
            policy_version=row.policy_version,
            award=row.award,
            contribution=row.contribution,
            contribution_received=row.contribution_received,
            contribution_first=row.contribution_first,
            paid=row.paid,
            left=now.budget - row.paid,
            interim_limit=now.interim_limit,
            stage_limit=now.stage_limit,
            works_certified_on=row.works_certified_on,
            settled_on=row.settled_on,
            contribution_due_back=now.contribution_unspent if row.settled_on else None,
        )


async def unsettled(uow: UnitOfWork, case_id: uuid.UUID) -> Account:
    """The account of a case, locked; `WrongState` before its day and once it is settled."""
    account = await uow.load(Account, case_id)
    if account.settled_on is not None:
        raise WrongState("the account is settled; nothing more is taken in or paid on it")
    check_in_force(account.opened_on, uow.today)
    return account


def settle(uow: UnitOfWork, account: Account) -> None:
    """Nothing more is paid; the rest of the award is released and what is due back is told."""
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
        contribution_first=account.contribution_first,
        paid=account.paid,
        paid_from_award=account.paid_from_award,
        works_certified=account.works_certified_on is not None,
        stage_limit=account.stage_limit,
    )
