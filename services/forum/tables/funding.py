"""Agreements on money between authorities and with providers, in versions that are added."""

import datetime as dt
import uuid

from sqlalchemy.orm import Mapped, mapped_column

from services.forum.domain.funding import Agreed
from services.forum.projections.base import Base
from shared.persistence.stored import Stored


class FundingAgreement(Base):
    """An agreement as recorded, or as corrected; the last one of an id counts."""

    __tablename__ = "funding_agreements"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agreed: Mapped[Agreed] = mapped_column(Stored(Agreed))
    recorded_at: Mapped[dt.datetime]
    recorded_by: Mapped[str]
    """The token's subject."""
    reason: Mapped[str | None]
    """Why it was corrected; None of the first version."""
