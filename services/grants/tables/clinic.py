"""What the county's clinic was asked about and what came of it: nothing about a person."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import BigInteger, Identity, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.tables.base import Base


class ClinicItem(Base):
    """An item of the agenda and, once decided, a precedent. Every member reads it."""

    __tablename__ = "clinic_items"

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    """Counts the items in the order in which they were referred."""
    district: Mapped[str]
    """Who presents it; not shown of a precedent."""
    referred_on: Mapped[dt.date]
    why: Mapped[str]
    works: Mapped[list[str]] = mapped_column(ARRAY(Text))
    purposes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    cost: Mapped[Decimal]
    """What the works would cost, in pounds."""
    struck_out_on: Mapped[dt.date | None]
    """The day on which its referral was found to be a mistake; None: it stands."""
    met_on: Mapped[dt.date | None]
    advice: Mapped[str | None]
    outcome: Mapped[str | None]
    """What the authority decided to do."""
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text))
    """Why: the clinic's reasons, then the authority's."""
