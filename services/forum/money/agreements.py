"""Agreements on money as they are shown: as they stand, and each with what it was before."""

import uuid
from typing import Annotated

from services.forum.domain.funding import Agreed
from services.forum.tables import FundingAgreement
from services.forum.tables.versions import as_they_stand, versions_of
from shared.bounds import AtMost
from shared.contracts.event import District
from shared.persistence.reading import Reading, Transaction
from shared.problems import NotFound
from shared.schema import Field, Instant, Model, example, example_of
from shared.views import shown


class AgreedCorrection(Model):
    """An agreement as it has to stand."""

    model_config = example(agreed=example_of(Agreed), reason="Prolonged by both cabinets.")

    agreed: Agreed
    """All of it, not only what has changed."""
    reason: Annotated[str, Field(min_length=3), AtMost(500)]
    """Why; nothing about a person."""


class AgreedView(Model):
    """An agreement on money, as it was recorded or corrected."""

    agreement_id: uuid.UUID
    """Its number."""
    number: int
    """Which version it is; the last one counts."""
    agreed: Agreed
    """Who pays whom for what, until when."""
    recorded_at: Instant
    """When it was recorded."""
    recorded_by: str
    """By whom: the token's subject, or the document that states it."""
    reason: str | None
    """Why it was corrected; null of the first version."""

    @classmethod
    def of(cls, row: FundingAgreement) -> "AgreedView":
        """As it is recorded."""
        return shown(cls, row, agreement_id=row.id)


class AgreedList(Model):
    """Agreements as they stand, or the versions of one, the last one first."""

    items: tuple[AgreedView, ...]
    """The agreements."""


class AgreedAsked(Model):
    """Which agreements are wanted."""

    district: District | None = None
    """ONS code of a district whose works they are about; left out: all."""
    year: Annotated[int, Field(ge=2008, le=2100)] | None = None
    """The financial year in which they hold, by the one in which it begins; left out: all."""


async def agreements(reading: Transaction, asked: AgreedAsked) -> AgreedList:
    """The agreements as they stand, by name."""
    rows = await reading.session.scalars(as_they_stand(FundingAgreement))
    wanted = [
        row
        for row in rows
        if asked.district in {None, *row.agreed.districts}
        and (asked.year is None or row.agreed.in_force(asked.year))
    ]
    found = sorted(wanted, key=lambda row: (row.agreed.name, row.id))
    return AgreedList(items=tuple(map(AgreedView.of, found)))


async def history(reading: Reading, agreement_id: uuid.UUID) -> AgreedList:
    """An agreement as it stands, and what it was before. Raises `NotFound`."""
    rows = (await reading.session.scalars(versions_of(FundingAgreement, agreement_id))).all()
    if not rows:
        raise NotFound
    return AgreedList(items=tuple(map(AgreedView.of, rows)))
