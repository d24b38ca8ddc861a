"""What readers are shown of accounts."""

import datetime as dt
import uuid

from services.payments.commands import standing
from services.payments.domain.account import StageLimit
from services.payments.tables import Account
from shared.persistence.reading import Reading
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
            paid=row.paid,
            left=now.budget - row.paid,
            interim_limit=now.interim_limit,
            stage_limit=now.stage_limit,
            works_certified_on=row.works_certified_on,
            settled_on=row.settled_on,
            contribution_due_back=now.contribution_unspent if row.settled_on else None,
        )


async def account(reading: Reading, case_id: uuid.UUID) -> AccountView:
    """The account of a case."""
    return AccountView.of(await reading.read(Account, case_id))
