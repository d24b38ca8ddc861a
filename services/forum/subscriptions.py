"""The forum listens to everything that is published, and passes on what is agreed."""

from services.forum.projections import PROJECTIONS
from services.forum.sharing.delivering import RUNNERS, TRIES, deliver
from services.forum.sharing.pushing import push
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
for projection in PROJECTIONS:
    SUBSCRIPTIONS.project(projection)
SUBSCRIPTIONS.follow(push)
SUBSCRIPTIONS.job(deliver, TRIES, runners=RUNNERS)
