"""Who can be paid on an account."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base


class ContractorOfCase(Base):
    """A contractor of the approval, whose name is not known here, or one agreed to since."""

    __tablename__ = "contractors"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """Of the contractor on this case alone."""
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"), index=True)
    district: Mapped[str]
    estimate: Mapped[Decimal]
    name: Mapped[str | None]
    reason: Mapped[str | None]
    agreed_on: Mapped[dt.date | None]
    agreed_by: Mapped[str | None]
