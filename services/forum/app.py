"""The forum."""

from pathlib import Path

from services.forum import data
from services.forum.equity.routes import router as equity
from services.forum.feeds.routes import router
from services.forum.impact.routes import router as impact
from services.forum.money.routes import router as money
from services.forum.outcomes.routes import router as outcomes
from services.forum.pages.assets import router as assets
from services.forum.pages.entrance import router as entrance
from services.forum.pages.figures import router as figures
from services.forum.pages.reports import router as reports
from services.forum.pages.returns import router as pages_of_returns
from services.forum.pages.routes import router as pages
from services.forum.pages.sharing import router as pages_of_sharing
from services.forum.policies.routes import router as policies
from services.forum.progress.routes import router as progress
from services.forum.publications.routes import router as publications
from services.forum.returns.routes import router as returns
from services.forum.sharing.keys import check_settings
from services.forum.sharing.routes import router as sharing
from services.forum.subscriptions import SUBSCRIPTIONS
from services.forum.timescales.routes import router as timescales
from shared.contacts.known import contacts
from shared.web.app import Service
from shared.web.audit import router as audit


def _check() -> None:
    """Partners have their keys, people somebody to ask, and reports name what there is."""
    check_settings()
    contacts()
    data.check()


SERVICE = Service(
    name="forum",
    about="What county and districts see together: timelines, figures, money, policies, returns.",
    routers=(
        *(router, progress, policies, timescales, outcomes, publications, sharing),
        *(impact, equity, money, returns, audit),
        *(assets, entrance, figures, reports, pages_of_returns, pages_of_sharing, pages),
    ),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    check=_check,
)
