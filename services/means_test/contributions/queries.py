"""What readers are shown of contributions."""

import uuid

from sqlalchemy import select

from services.means_test.domain.codes import Certificate
from services.means_test.tables import Contribution
from shared.persistence.reading import Reading
from shared.schema import Date, Model, Pounds


class EarlierGrantView(Model):
    """A grant that a later application may have to count, in the shape of `earlier_grants`."""

    case_id: uuid.UUID
    made_on: Date
    certificate: Certificate
    dwelling: str
    relevant_people: list[str]
    """Their ids in the household of that case."""
    reduction: Pounds
    grant_paid: bool
    works_satisfactory: bool


class EarlierGrants(Model):
    """The grants on one dwelling, the earliest first."""

    items: list[EarlierGrantView]


async def earlier_grants(reading: Reading, dwelling: str) -> EarlierGrants:
    """Approved grants on a dwelling that later applications may have to count (reg 13)."""
    found = select(Contribution).where(Contribution.dwelling == dwelling)
    rows = await reading.session.scalars(found.order_by(Contribution.made_on))
    return EarlierGrants(
        items=[EarlierGrantView.model_validate(row, from_attributes=True) for row in rows]
    )
