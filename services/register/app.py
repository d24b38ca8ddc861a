"""The accessible housing register."""

import datetime as dt
from pathlib import Path

from services.register.adverts import routes as adverts
from services.register.domain.policy import DistrictPolicy, RegisterPolicy
from services.register.homes import routes as homes
from services.register.loads import routes as loads
from services.register.matching import routes as matching
from services.register.moves import routes as moves
from services.register.needs import routes as needs
from services.register.stock import routes as stock
from services.register.subscriptions import SUBSCRIPTIONS
from services.register.works import routes as works
from shared.policies import check_all, national
from shared.web.app import Service
from shared.web.audit import router as audit

DESKS = (homes, needs, adverts, moves, matching, loads, works, stock)


def check() -> None:
    """Check the figures that the register goes by."""
    national(dt.date.max).section("register", RegisterPolicy)
    check_all("register", DistrictPolicy)


SERVICE = Service(
    name="register",
    about="Accessible homes, whom they suit, and whether one would do instead of adapting.",
    routers=(*(desk.router for desk in DESKS), audit),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    files=loads.FILES,
    check=check,
)
