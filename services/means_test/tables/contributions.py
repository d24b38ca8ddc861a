"""Contributions towards grants."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy.orm import Mapped, mapped_column

from services.means_test.tables.base import Base
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored

Ids = list[str]


class Contribution(Versioned, Base):
    """By how much an approved grant was reduced: later applications count it (reg 13)."""

    __tablename__ = "contributions"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    dwelling: Mapped[str | None] = mapped_column(index=True)
    """None of a grant that was taken over."""
    certificate: Mapped[str]
    made_on: Mapped[dt.date]
    relevant_people: Mapped[Ids] = mapped_column(Stored(Ids))
    """Their ids in the household that was tested."""
    reduction: Mapped[Decimal]
    grant_paid: Mapped[bool]
    works_satisfactory: Mapped[bool]
