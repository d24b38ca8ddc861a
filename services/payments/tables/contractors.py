"""Who can be paid on an account."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base
from shared.persistence.mistakes import Retractable


class ContractorOfCase(Retractable, Base):
    """A contractor of the approval, whose name is not known here, or one agreed to since."""

    __tablename__ = "contractors"
    __table_args__ = (
        Index(
            "uq_contractors_standing",
            "id",
            unique=True,
            postgresql_where=text("taken_back IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """Of the contractor on this case alone."""
    number: Mapped[int] = mapped_column(primary_key=True, default=1)
    """Counts how often they were agreed to: each time but the last was a mistake."""
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accounts.case_id"), index=True)
    district: Mapped[str]
    estimate: Mapped[Decimal]
    name: Mapped[str | None]
    reason: Mapped[str | None]
    agreed_on: Mapped[dt.date | None]
    agreed_by: Mapped[str | None]
    agreed_estimate: Mapped[Decimal | None]
    """Up to how much an officer agreed here, whatever grants told since; None where nobody did."""
    told_estimate: Mapped[Decimal | None]
    """Up to how much grants told of since an officer agreed here; None where it did not."""
    told_on: Mapped[dt.date | None]
    """The day of which grants told."""
