"""Districts' money of a year, added up over their cases."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import Numeric, Row, case, cast, func, select

from services.grants.budget.beside import accrued as accrued_by
from services.grants.budget.beside import spent_beside
from services.grants.domain.casework.budget import Allocation, DistrictBudget
from services.grants.tables import BudgetAllocation, CaseEntry, GrantCase
from shared.calendar import financial_year, year_bounds
from shared.contracts.event import District
from shared.contracts.grants import FundsAllocated
from shared.contracts.payments import GrantRecovered, RecoveryCorrected
from shared.money import NIL
from shared.persistence.reading import Reading
from shared.persistence.unit_of_work import UnitOfWork
from shared.schema import Field, Model
from shared.views import ViewOfRow
from shared.web.lists import narrowed


class BudgetAsked(Model):
    """Which budget is wanted."""

    year: Annotated[int, Field(ge=2008, le=2100)]
    """The financial year, by the year in which it begins on 1 April."""
    district: District | None = None
    """ONS code of the district; left out: each within reach."""


class Budgets(Model):
    """The districts' money of a year."""

    items: tuple[DistrictBudget, ...]
    """Each district that has an allocation or a case, by ONS code."""


class AllocationView(Allocation, ViewOfRow):
    """An allocation, with who stated it and when."""

    number: int
    """Counts the statements in the order in which they were made."""
    at: dt.datetime
    """When it was stated."""
    by: str
    """Who stated it: the token's subject."""


async def allocate(uow: UnitOfWork, said: Allocation) -> BudgetAllocation:
    """Say what a district has for grants in a year; what was said before stays beside it."""
    row = BudgetAllocation(at=uow.now, by=uow.reach.principal, **dict(said))
    uow.add(row)
    uow.publish(FundsAllocated(**dict(said)))
    return row


async def budgets(reading: Reading, wanted: BudgetAsked) -> Budgets:
    """The districts' money of a year, from what was allocated to what is foreseen."""
    allocated = {row.district: row for row in await _allocations(reading, wanted)}
    approved = {row.district: row for row in await _approved(reading, wanted)}
    offered, recovered = await _offered(reading, wanted), await _recovered(reading, wanted)
    bounds = year_bounds(wanted.year)
    beside, accrued = await spent_beside(reading, *bounds), await accrued_by(reading, *bounds)
    known = {*allocated, *approved, *offered, *recovered, *beside, *accrued}
    districts = sorted(d for d in known if wanted.district in (None, d))
    return Budgets(
        items=tuple(
            _budget(
                d,
                wanted.year,
                allocated.get(d),
                approved.get(d),
                offered=offered.get(d, NIL),
                recovered=recovered.get(d, NIL),
                beside=beside.get(d, NIL),
                accrued=accrued.get(d),
            )
            for d in districts
        )
    )


def _budget(
    district: str,
    year: int,
    allocation: BudgetAllocation | None,
    sums: Row[Any] | None,
    *,
    offered: Decimal,
    recovered: Decimal,
    beside: Decimal,
    accrued: Decimal | None,
) -> DistrictBudget:
    spent, committed = (sums.spent, sums.committed) if sums else (NIL, NIL)
    discretionary = sums.discretionary if sums else NIL
    forecast = spent + committed + offered
    own = allocation.discretionary if allocation else None
    return DistrictBudget(
        district=district,
        year=year,
        allocated=allocation.amount if allocation else None,
        allocated_to_discretionary=own,
        approvals=sums.approvals if sums else 0,
        mandatory=sums.mandatory if sums else NIL,
        discretionary=discretionary,
        spent=spent,
        committed=committed,
        offered=offered,
        forecast=forecast,
        recovered=recovered,
        beside=beside,
        accrued=accrued,
        left=allocation.amount + recovered - forecast - beside if allocation else None,
        discretionary_left=own - discretionary if own is not None else None,
    )


async def _allocations(reading: Reading, wanted: BudgetAsked) -> Iterator[BudgetAllocation]:
    """The statements of the year in order: of a district the last one counts."""
    rows = select(BudgetAllocation).where(BudgetAllocation.year == wanted.year)
    rows = narrowed(rows, wanted, BudgetAllocation.district)
    return iter(await reading.session.scalars(rows.order_by(BudgetAllocation.number)))


async def _approved(reading: Reading, wanted: BudgetAsked) -> Iterator[Row[Any]]:
    first, following = year_bounds(wanted.year)
    rows = select(
        GrantCase.district,
        func.count().label("approvals"),
        func.sum(GrantCase.mandatory).label("mandatory"),
        func.sum(GrantCase.discretionary).label("discretionary"),
        func.sum(GrantCase.spent).label("spent"),
        func.sum(GrantCase.committed).label("committed"),
    ).where(GrantCase.approved_on >= first, GrantCase.approved_on < following)
    rows = narrowed(rows, wanted, GrantCase.district)
    return iter(await reading.session.execute(rows.group_by(GrantCase.district)))


async def _offered(reading: Reading, wanted: BudgetAsked) -> dict[str, Decimal]:
    """Offers that are not decided on count in the year that runs."""
    if wanted.year != financial_year(reading.today):
        return {}
    rows = select(GrantCase.district, func.sum(GrantCase.offered)).where(GrantCase.offered > 0)
    rows = narrowed(rows, wanted, GrantCase.district)
    found = await reading.session.execute(rows.group_by(GrantCase.district))
    return {row.district: row[1] for row in found}


async def _recovered(reading: Reading, wanted: BudgetAsked) -> dict[str, Decimal]:
    """What came back counts in the year in which it came, whenever its grant was approved."""
    first, following = year_bounds(wanted.year)
    on, amount = CaseEntry.told["received_on"].astext, CaseEntry.told["amount"].astext
    counts = case((CaseEntry.kind == GrantRecovered.TYPE, 1), else_=-1)
    rows = select(CaseEntry.district, func.sum(counts * cast(amount, Numeric(12, 2)))).where(
        CaseEntry.kind.in_((GrantRecovered.TYPE, RecoveryCorrected.TYPE)),
        on >= first.isoformat(),
        on < following.isoformat(),
    )
    rows = narrowed(rows, wanted, CaseEntry.district)
    found = await reading.session.execute(rows.group_by(CaseEntry.district))
    return {row.district: row[1] for row in found}
