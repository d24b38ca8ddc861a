"""The ledger of each case, each day and each district balances: looked at once a day, and told."""

import datetime as dt
import uuid

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from services.payments.domain.ledger.checks import LedgerCheckDue
from services.payments.tables import LedgerPosting
from shared.calendar import begins
from shared.observability.logs import log
from shared.observability.metrics import LEDGER_IMBALANCES
from shared.persistence.own_events import Left
from shared.persistence.unit_of_work import UnitOfWork

DAY = dt.timedelta(days=1)
BY = {
    "case": LedgerPosting.case_id,
    "day": LedgerPosting.effective_on,
    "district": LedgerPosting.district,
}


async def check_ledger(uow: UnitOfWork, event: LedgerCheckDue) -> None:
    """Count what does not balance, and leave the next look for tomorrow.

    The tables let no entry in that does not balance, so one that is found was put there by hand, or
    came out of a damaged copy.
    """
    assert event.district is not None
    for by, column in BY.items():
        found = await _unbalanced(uow, LedgerPosting.district == event.district, column)
        LEDGER_IMBALANCES.add(found, {"district": event.district, "by": by})
        if found:
            log.error("ledger_unbalanced", district=event.district, by=by, found=found)
    _leave(uow, event)


async def plan_check(uow: UnitOfWork, district: str) -> None:
    """Have the district's ledger looked at when the next day begins, once."""
    due = LedgerCheckDue(district=district)
    await uow.cancel(due.subject, LedgerCheckDue)
    _leave(uow, due)


def _leave(uow: UnitOfWork, due: LedgerCheckDue) -> None:
    """For the beginning of the next day, and outside the trace of the case that gave occasion."""
    at = begins(uow.today + DAY)
    event_id = uuid.uuid5(uow.cause, LedgerCheckDue.TYPE)
    uow.left.append(Left.of(due, event_id=event_id, now=uow.now, at=at, traceparent=None))


async def _unbalanced(
    uow: UnitOfWork, of_district: ColumnElement[bool], by: InstrumentedAttribute[object]
) -> int:
    """How many cases, days or districts do not come to nil in each family."""
    family = func.starts_with(LedgerPosting.code, "M")
    groups = (
        select(by)
        .where(of_district)
        .group_by(by, family)
        .having(func.sum(LedgerPosting.pence) != 0)
        .subquery()
    )
    return await uow.session.scalar(select(func.count()).select_from(groups)) or 0
