"""What the register does about other services' events."""

from services.register.commands import needs
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
SUBSCRIPTIONS.on(needs.record_need)
SUBSCRIPTIONS.on(needs.record_cost)
