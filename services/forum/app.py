"""The forum."""

from pathlib import Path

from services.forum.feeds.routes import router
from services.forum.outcomes.routes import router as outcomes
from services.forum.pages.assets import router as assets
from services.forum.pages.entrance import router as entrance
from services.forum.pages.figures import router as figures
from services.forum.pages.routes import router as pages
from services.forum.policies.routes import router as policies
from services.forum.progress.routes import router as progress
from services.forum.publications.routes import router as publications
from services.forum.sharing.keys import check_settings
from services.forum.sharing.routes import router as sharing
from services.forum.subscriptions import SUBSCRIPTIONS
from services.forum.timescales.routes import router as timescales
from shared.contacts.known import contacts
from shared.web.app import Service


def _check() -> None:
    """Partners have their keys, and people somebody to ask."""
    check_settings()
    contacts()


SERVICE = Service(
    name="forum",
    about="What county and districts see together: timelines, the feed of events, figures, policies.",
    routers=(
        router,
        progress,
        policies,
        timescales,
        outcomes,
        publications,
        sharing,
        assets,
        entrance,
        figures,
        pages,
    ),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
    check=_check,
)
