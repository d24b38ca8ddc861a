"""The contractors whom a district knows."""

import datetime as dt
import uuid

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.domain.accreditation import Accreditation, ContractorBefore
from services.payments.tables.base import Base
from shared.persistence.earlier import Earlier
from shared.persistence.rows import Versioned
from shared.persistence.stored import Stored


class KnownContractor(Versioned, Base):
    """One contractor of a district's list, approved by a second person."""

    __tablename__ = "known_contractors"
    __table_args__ = (Index("ix_known_contractors_order", "district", "name", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """Of the name in that district, as payees are told apart."""
    district: Mapped[str]
    name: Mapped[str]
    accreditation: Mapped[Accreditation] = mapped_column(Stored(Accreditation))
    entered_by: Mapped[str]
    approved_by: Mapped[str | None]
    approved_on: Mapped[dt.date | None]
    suspended_on: Mapped[dt.date | None]
    suspended_by: Mapped[str | None]
    suspended_because: Mapped[str | None]
    reinstated_because: Mapped[str | None]


class EarlierContractor(Earlier, Base):
    """What was known of a contractor until it was entered anew."""

    __tablename__ = "contractor_history"

    contractor: Mapped[uuid.UUID] = mapped_column(index=True)
    was: Mapped[ContractorBefore] = mapped_column(Stored(ContractorBefore))
