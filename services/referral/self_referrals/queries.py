"""What a person is shown of their own request."""

import datetime as dt
import uuid

from services.referral.domain.self_referral import SelfReferral
from services.referral.tables import SelfReferralRecord
from shared.identifiers import reference_of
from shared.persistence.reading import Reading
from shared.schema import Model


class SelfReferralView(Model):
    """A request for help at home, as it was sent."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    reference: str
    """What to say on the telephone."""
    sent_at: dt.datetime
    """When it reached us."""
    request: SelfReferral
    """What was said."""

    @classmethod
    def of(cls, record: SelfReferralRecord) -> "SelfReferralView":
        return cls(
            case_id=record.case_id,
            reference=reference_of(record.case_id),
            sent_at=record.sent_at,
            request=record.request,
        )


async def self_referral(reading: Reading, case_id: uuid.UUID) -> SelfReferralView:
    """A person's request."""
    return SelfReferralView.of(await reading.read(SelfReferralRecord, case_id))
