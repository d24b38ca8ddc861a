"""Districts' price books, in rows that are added."""

import datetime as dt

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.grants.domain.casework.price_book import Rate
from services.grants.tables.base import Base
from shared.persistence.stored import Stored


class Prices(Base):
    """One price book of a district, and who supplied it."""

    __tablename__ = "price_books"
    __table_args__ = (Index("price_books_by_day", "district", "since", "number"),)

    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    """Counts the books in the order in which they were supplied."""
    district: Mapped[str]
    since: Mapped[dt.date]
    source: Mapped[str]
    rates: Mapped[tuple[Rate, ...]] = mapped_column(Stored(tuple[Rate, ...]))
    at: Mapped[dt.datetime]
    """When it was recorded."""
    by: Mapped[str]
    """Who recorded it: the token's subject."""
