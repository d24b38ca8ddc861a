"""The means test service."""

from pathlib import Path

from services.means_test.cases.routes import router as cases
from services.means_test.contributions.routes import router as contributions
from services.means_test.domain.policy import LocalAmendments
from services.means_test.evidence.routes import router as evidence
from services.means_test.letters.routes import router as letters
from services.means_test.self_assessment.routes import router as self_assessment
from services.means_test.subscriptions import SUBSCRIPTIONS
from services.means_test.testing.routes import router as testing
from shared.contacts.known import contacts
from shared.policies import check_all
from shared.web.app import Service
from shared.web.audit import router as audit


def _check() -> None:
    """Every policy, and whom people can ask."""
    check_all("means_test", LocalAmendments)
    contacts()


SERVICE = Service(
    name="means_test",
    about="The test of resources: preliminary and formal, every line with its provision.",
    routers=(cases, testing, evidence, letters, contributions, self_assessment, audit),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    check=_check,
)
