"""What payments ask of the works: the plan, their worth, their acceptance, open disputes."""

import uuid
from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import func, select

from services.payments.domain.invoices import PaymentRefused
from services.payments.domain.stages import Acceptance, StagePlan
from services.payments.tables import (
    AcceptedWorks,
    FixedPlan,
    FoundComplete,
    Hold,
    ReceivedInvoice,
    ValuedWorks,
)
from shared.persistence.reading import Transaction


async def plan_of(transaction: Transaction, case_id: uuid.UUID) -> StagePlan | None:
    """The stages that were fixed for a case, as they were corrected last."""
    fixed = (
        select(FixedPlan.plan)
        .where(FixedPlan.case_id == case_id)
        .order_by(FixedPlan.number.desc())
        .limit(1)
    )
    plan: StagePlan | None = await transaction.session.scalar(fixed)
    return plan


async def worth_of(transaction: Transaction, case_id: uuid.UUID) -> Decimal | None:
    """What the work done is worth by the last valuation, in pounds; None before the first."""
    valued = await transaction.session.scalar(
        select(ValuedWorks)
        .where(ValuedWorks.case_id == case_id)
        .order_by(ValuedWorks.number.desc())
        .limit(1)
    )
    return valued.valuation.value if valued else None


async def acceptance_of(transaction: Transaction, case_id: uuid.UUID) -> Acceptance | None:
    """What the applicant said last of the completed works, where they are complete."""
    said = await transaction.session.scalar(
        select(AcceptedWorks)
        .where(AcceptedWorks.case_id == case_id, AcceptedWorks.taken_back.is_(None))
        .order_by(AcceptedWorks.number.desc())
        .limit(1)
    )
    return said.acceptance if said else None


async def next_number(
    transaction: Transaction,
    table: type[FixedPlan | ValuedWorks | AcceptedWorks | FoundComplete],
    case_id: uuid.UUID,
) -> int:
    """The number of the next record of the case, whose account is locked."""
    before = select(func.count()).select_from(table).where(table.case_id == case_id)
    return (await transaction.session.scalar(before) or 0) + 1


async def check_undisputed(transaction: Transaction, invoice: ReceivedInvoice) -> None:
    """Nothing is paid in a dispute but to the applicant, where that was decided (section 39(2))."""
    if invoice.pay_to is None and await held(transaction, [invoice.case_id]):
        raise PaymentRefused("a dispute stands on the case (guidance B134, B135)")


async def held(transaction: Transaction, cases: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the cases on which a dispute stands. Their accounts are locked: no other begins."""
    open_holds = select(Hold.case_id).where(Hold.case_id.in_(cases), Hold.lifted_on.is_(None))
    return set(await transaction.session.scalars(open_holds))
