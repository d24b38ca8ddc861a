"""The forum listens to everything that is published."""

from services.forum.commands import note_event
from shared.bus.subscriptions import Subscriptions
from shared.contracts import EVENT_TYPES

SUBSCRIPTIONS = Subscriptions()
for contract in EVENT_TYPES.values():
    SUBSCRIPTIONS.add(contract, note_event)
