"""The referral service."""

from pathlib import Path

from services.referral.in_force.policies import check_all
from services.referral.routes import router
from shared.web.app import Service

SERVICE = Service(
    name="referral",
    purpose="Referrals and what the occupational therapist finds: where every case begins.",
    routers=(router,),
    migrations=Path(__file__).parent / "migrations",
    check=check_all,
)
