"""The means test service."""

from pathlib import Path

from services.means_test.domain.policy import LocalAmendments
from services.means_test.routes import router
from services.means_test.subscriptions import SUBSCRIPTIONS
from shared.policies import check_all
from shared.web.app import Service

SERVICE = Service(
    name="means_test",
    purpose="The test of resources: preliminary and formal, every line with its provision.",
    routers=(router,),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    check=lambda: check_all("means_test", LocalAmendments),
)
