"""Cases with their persons."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, and_, select

from services.referral.tables import EnquiryRecord, Referral


def by_case(cases: Sequence[uuid.UUID]) -> Select[Referral, EnquiryRecord]:
    """Cases with their persons, as last corrected."""
    last = and_(
        EnquiryRecord.case_id == Referral.case_id, EnquiryRecord.number == Referral.enquiries
    )
    rows = select(Referral, EnquiryRecord).join(EnquiryRecord, last)
    return rows.where(Referral.case_id.in_(cases))
