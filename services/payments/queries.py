"""What readers are shown of accounts."""

import datetime as dt
import uuid

from sqlalchemy.ext.asyncio import AsyncSession

from services.payments.commands import standing
from services.payments.domain.account import StageLimit
from services.payments.tables import Account
from shared.persistence.reading import read
from shared.schema import Model, Pounds


class AccountView(Model):
    """An account as finance sees it; pounds."""

    case_id: uuid.UUID
    district: str
    opened_on: dt.date
    policy_version: str
    award: Pounds
    contribution: Pounds
    contribution_received: Pounds
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
            district=row.district,
            opened_on=row.opened_on,
            policy_version=row.policy_version,
            award=row.award,
            contribution=row.contribution,
            contribution_received=row.contribution_received,
            paid=row.paid,
            left=now.budget - row.paid,
            interim_limit=now.interim_limit,
            stage_limit=now.stage_limit,
            works_certified_on=row.works_certified_on,
            settled_on=row.settled_on,
            contribution_due_back=now.contribution_unspent if row.settled_on else None,
        )


async def account(session: AsyncSession, case_id: uuid.UUID) -> Account:
    """The account of a case."""
    return await read(session, Account, case_id)
