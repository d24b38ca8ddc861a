"""The grants service."""

from pathlib import Path

from services.grants.in_force.policies import check_all
from services.grants.routes import router
from services.grants.subscriptions import SUBSCRIPTIONS
from shared.web.app import Service

SERVICE = Service(
    name="grants",
    purpose="From estimate and offer to decision, certified works and closure.",
    routers=(router,),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    check=check_all,
)
