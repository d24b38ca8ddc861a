"""By what people are found: plain values that are compared for equality or by their beginning.

Row-level security lets no other comparison use an index.
"""

import datetime as dt
import uuid

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.referral.tables.base import Base

PLAIN = Text(collation="C")
"""Text whose beginning is found by index."""


class PersonKeys(Base):
    """A person's numbers and home, as they are compared."""

    __tablename__ = "person_keys"
    __table_args__ = (
        Index("person_keys_address", "address"),
        Index("person_keys_born", "date_of_birth"),
        Index("person_keys_nhs_number", "nhs_number"),
        Index("person_keys_postcode", "postcode"),
        Index("person_keys_uprn", "uprn"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    date_of_birth: Mapped[dt.date]
    address: Mapped[str] = mapped_column(PLAIN)
    postcode: Mapped[str] = mapped_column(PLAIN)
    uprn: Mapped[str | None]
    nhs_number: Mapped[str | None]


class PersonName(Base):
    """A pair of words of a person's name."""

    __tablename__ = "person_names"
    __table_args__ = (
        Index("person_names_family", "family", "given"),
        Index("person_names_given", "given", "family"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    family: Mapped[str] = mapped_column(PLAIN, primary_key=True)
    given: Mapped[str] = mapped_column(PLAIN, primary_key=True)
    district: Mapped[str]


class NameTrigram(Base):
    """Three letters of a word that is some person's name, in some district. No route shows it."""

    __tablename__ = "name_trigrams"

    trigram: Mapped[str] = mapped_column(PLAIN, primary_key=True)
    word: Mapped[str] = mapped_column(PLAIN, primary_key=True)
