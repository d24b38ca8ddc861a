"""The payments service."""

from pathlib import Path

from services.payments.domain.account import PaymentsPolicy
from services.payments.routes import router
from services.payments.subscriptions import SUBSCRIPTIONS
from shared.policies import check_all
from shared.web.app import Service

SERVICE = Service(
    name="payments",
    purpose="Contributions, invoices and payments on approved grants.",
    routers=(router,),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    check=lambda: check_all("payments", PaymentsPolicy),
)
