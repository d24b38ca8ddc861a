"""What was said of districts' money for discretionary help, in rows that are added."""

import datetime as dt

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.tables.base import Base


class Funds(Base):
    """One statement of a district, and who made it."""

    __tablename__ = "funds"

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    """Counts the statements in the order in which they were made."""
    district: Mapped[str]
    available: Mapped[bool]
    since: Mapped[dt.date]
    at: Mapped[dt.datetime]
    """When it was recorded."""
    by: Mapped[str]
    """Who recorded it: the token's subject."""
