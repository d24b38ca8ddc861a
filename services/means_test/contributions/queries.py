"""What readers are shown of contributions."""

import uuid

from sqlalchemy import select

from services.means_test.domain.codes import Certificate
from services.means_test.tables import Contribution
from shared.persistence.reading import Reading
from shared.schema import Date, Model, Pounds
from shared.views import ViewOfRow


class EarlierGrantView(ViewOfRow):
    """A grant that a later application may have to count, in the shape of `earlier_grants`."""

    case_id: uuid.UUID
    """The case of that grant."""
    made_on: Date
    """The date of that application."""
    certificate: Certificate
    """As what the applicant applied then."""
    dwelling: str | None
    """The home it was for, named as in its application; null where it was taken over from before
    the platform: then whoever tests says whether it was this home, and whose resources counted.
    """
    relevant_people: list[str]
    """Their ids in the household of that case."""
    reduction: Pounds
    """By which that grant was reduced, in pounds."""
    grant_paid: bool
    """Whether the grant was paid."""
    works_satisfactory: bool
    """Whether the authority was satisfied with the works."""


class EarlierGrants(Model):
    """The grants on one dwelling, the earliest first."""

    items: list[EarlierGrantView]
    """Each grant that may count."""


async def grant_of_case(reading: Reading, case_id: uuid.UUID) -> EarlierGrantView:
    """What the grant of one case was reduced by."""
    found = await reading.read(Contribution, case_id)
    return EarlierGrantView.of(found)


async def earlier_grants(reading: Reading, dwelling: str) -> EarlierGrants:
    """Approved grants on a dwelling that later applications may have to count (reg 13)."""
    found = select(Contribution).where(Contribution.dwelling == dwelling)
    rows = await reading.session.scalars(found.order_by(Contribution.made_on))
    return EarlierGrants(items=[EarlierGrantView.of(row) for row in rows])
