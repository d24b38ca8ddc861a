"""The forum."""

from pathlib import Path

from services.forum.feeds.routes import router
from services.forum.policies.routes import router as policies
from services.forum.progress.routes import router as progress
from services.forum.subscriptions import SUBSCRIPTIONS
from shared.web.app import Service

SERVICE = Service(
    name="forum",
    about="What county and districts see together: timelines, the feed of events, policies.",
    routers=(router, progress, policies),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
)
