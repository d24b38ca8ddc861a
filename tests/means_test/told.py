"""What the referral service tells of a case."""

import datetime as dt

from shared.contracts.referral import ReferralTriaged
from tests.platform.running import GLOUCESTER

TRIAGED_ON = dt.date(2026, 3, 2)


def triaged(case_id, district=GLOUCESTER):
    """It is simple and urgent."""
    return ReferralTriaged(
        case_id=case_id,
        district=district,
        triaged_on=TRIAGED_ON,
        complexity="simple",
        urgency="urgent",
        targets=(),
    )
