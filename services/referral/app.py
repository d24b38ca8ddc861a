"""The referral service."""

import datetime as dt
from pathlib import Path

from services.referral.domain.policy import DistrictPolicy, NationalPolicy
from services.referral.routes import router
from shared.policies import check_all, national
from shared.web.app import Service


def check() -> None:
    """Check the figures that referrals go by."""
    national(dt.date.max).section("referral", NationalPolicy)
    check_all("referral", DistrictPolicy)


SERVICE = Service(
    name="referral",
    purpose="Referrals and what the occupational therapist finds: where every case begins.",
    routers=(router,),
    migrations=Path(__file__).parent / "migrations",
    check=check,
)
