"""What was corrected in a district's returns, in rows that are added."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import BigInteger, Identity, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from services.forum.projections.base import Base


class ReturnCorrection(Base):
    """One figure of one return that was corrected; the latest of a figure counts."""

    __tablename__ = "return_corrections"
    __table_args__ = (Index("ix_return_corrections_return", "district", "year", "number"),)

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    district: Mapped[str]
    year: Mapped[int]
    form: Mapped[str]
    """The version of the return's form that held."""
    line: Mapped[str]
    key: Mapped[str | None]
    figure: Mapped[str]
    counted: Mapped[Decimal] = mapped_column(Numeric(15, 2))
    """What was counted at the time."""
    value: Mapped[Decimal] = mapped_column(Numeric(15, 2))
    reason: Mapped[str]
    at: Mapped[dt.datetime]
    by: Mapped[str]
    """Who recorded it: the token's subject."""
