"""The forum."""

from pathlib import Path

from services.forum.feeds.routes import router
from services.forum.progress.routes import router as progress
from services.forum.subscriptions import SUBSCRIPTIONS
from shared.web.app import Service

SERVICE = Service(
    name="forum",
    about="What county and districts see together: timelines and the feed of events.",
    routers=(router, progress),
    migrations=Path(__file__).parent / "migrations",
    subscriptions=SUBSCRIPTIONS,
)
