"""The forum listens to everything that is published."""

from services.forum.projections import PROJECTIONS
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
for projection in PROJECTIONS:
    SUBSCRIPTIONS.project(projection)
