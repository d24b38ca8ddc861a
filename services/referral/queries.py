"""What readers are shown of referrals."""

import datetime as dt
import uuid
from typing import Any

from services.referral.domain.referral import Assessment, Enquiry, State
from services.referral.tables import Referral
from shared.persistence.reading import Reading
from shared.schema import Model


class ReferralView(Model):
    """A referral as its officers see it."""

    case_id: uuid.UUID
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    state: State
    received_on: dt.date
    enquiry: Enquiry
    signposted_to: str | None
    triage: dict[str, Any] | None
    assessment: Assessment | None

    @classmethod
    def of(cls, row: Referral) -> "ReferralView":
        return cls.model_validate(row, from_attributes=True)


async def referral(reading: Reading, case_id: uuid.UUID) -> ReferralView:
    """One referral."""
    return ReferralView.of(await reading.read(Referral, case_id))
