"""The accessible housing register."""

import datetime as dt
from pathlib import Path

from services.register.domain.policy import DistrictPolicy, RegisterPolicy
from services.register.routes import router
from services.register.routes.loading import FILES
from services.register.subscriptions import SUBSCRIPTIONS
from shared.policies import check_all, national
from shared.web.app import Service


def check() -> None:
    """Check the figures that the register goes by."""
    national(dt.date.max).section("register", RegisterPolicy)
    check_all("register", DistrictPolicy)


SERVICE = Service(
    name="register",
    purpose="Accessible homes, whom they suit, and whether one would do instead of adapting.",
    router=router,
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    files=FILES,
    check=check,
)
