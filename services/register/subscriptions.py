"""What the register does about other services' events."""

from services.register import commands
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
SUBSCRIPTIONS.on(commands.record_need)
SUBSCRIPTIONS.on(commands.record_cost)
