"""The cases that a report is drawn up from."""

from dataclasses import fields

from sqlalchemy import or_, select

from services.forum.domain.facts import CaseFacts
from services.forum.projections import Case
from shared.calendar import year_bounds
from shared.persistence.reading import Transaction

_COLUMNS = tuple(getattr(Case, field.name) for field in fields(CaseFacts))
_DAYS = (
    *(Case.received_on, Case.allocated_on, Case.assessed_on, Case.applied_on, Case.approved_on),
    *(Case.refused_on, Case.certified_on, Case.charge_registered_on, Case.ended_on),
    Case.relocated_on,
)


async def cases_of(reading: Transaction, year: int, district: str | None) -> list[CaseFacts]:
    """The cases within reach of which something happened in a financial year."""
    first, following = year_bounds(year)
    happened = or_(*((day >= first) & (day < following) for day in _DAYS))
    return await _facts(reading, happened, district)


async def open_offers(reading: Transaction) -> list[CaseFacts]:
    """The cases within reach with an offer in principle on which nothing is decided."""
    undecided = Case.approved_on.is_(None) & Case.refused_on.is_(None) & Case.ended_on.is_(None)
    return await _facts(reading, (Case.offered > 0) & undecided, None)


async def _facts(reading: Transaction, which: object, district: str | None) -> list[CaseFacts]:
    rows = select(*_COLUMNS).where(which).order_by(Case.case_id)  # type: ignore[arg-type]
    if district is not None:
        rows = rows.where(Case.district == district)
    return [CaseFacts(*row) for row in await reading.session.execute(rows)]
