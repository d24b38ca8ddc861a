"""What people said of themselves when they asked for help."""

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped, mapped_column

from services.referral.domain.self_referral import SelfReferral
from services.referral.tables.base import Base
from shared.persistence.stored import Stored


class SelfReferralRecord(Base):
    """A request of the person or their family, as it was sent: the case's own row."""

    __tablename__ = "self_referrals"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    district: Mapped[str]
    sent_at: Mapped[dt.datetime]
    sent_by: Mapped[str]
    request: Mapped[SelfReferral] = mapped_column(Stored(SelfReferral))
