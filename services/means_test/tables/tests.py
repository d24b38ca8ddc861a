"""Tests of resources."""

import datetime as dt
import uuid

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.means_test.domain.household import KeptHousehold
from services.means_test.domain.results import PublishedResult
from services.means_test.tables.base import Base
from shared.persistence.stored import Stored


class Test(Base):
    """One test, with what it was made from. Never changed."""

    __tablename__ = "tests"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("cases.case_id"))
    district: Mapped[str]
    number: Mapped[int]
    """Of the case's tests, the first is 1."""
    kind: Mapped[str]
    made_at: Mapped[dt.datetime]
    made_by: Mapped[str | None]
    """None of tests from before it was kept."""
    corrects: Mapped[uuid.UUID | None]
    """The earlier formal test that it takes the place of."""
    reason: Mapped[str | None]
    """Why it was corrected."""
    household: Mapped[KeptHousehold] = mapped_column(Stored(KeptHousehold))
    policy_version: Mapped[str]
    result: Mapped[PublishedResult] = mapped_column(Stored(PublishedResult))
    """In the published shape, with the whole working."""
    fingerprint: Mapped[str]
    readings: Mapped[int]
    """The edition of the readings that it was made under, and recalculates under."""
