"""What the pooled fund pays beside grants."""

import datetime as dt
import uuid
from decimal import Decimal

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.payments.tables.base import Base
from shared.persistence.mistakes import Retractable
from shared.persistence.rows import Versioned


class SpendingRow(Retractable, Versioned, Base):
    """Money that was spent beside grants; it counts once a second person has confirmed it."""

    __tablename__ = "spending"
    __table_args__ = (
        Index("ix_spending_order", "district", "on", "id"),
        Index("ix_spending_days", "on", "id"),
        Index(
            "ix_spending_open",
            "id",
            postgresql_where=text("confirmed_on IS NULL AND taken_back IS NULL"),
        ),
        Index(
            "ix_spending_doubted",
            "id",
            postgresql_where=text("doubted_on IS NOT NULL AND taken_back IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    purpose: Mapped[str]
    spent_on: Mapped[str | None]
    """As Appendix A tells it apart; None until finance has said."""
    nature: Mapped[str | None]
    fund: Mapped[str | None]
    amount: Mapped[Decimal]
    on: Mapped[dt.date]
    about: Mapped[str]
    plan: Mapped[str | None]
    recorded_by: Mapped[str]
    confirmed_on: Mapped[dt.date | None]
    confirmed_by: Mapped[str | None]
    order_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """The order of minor works that it paid for, where the referral service told of it."""
    doubted_on: Mapped[dt.date | None]
    """Since when those works are told otherwise: it counts until it is taken back."""
