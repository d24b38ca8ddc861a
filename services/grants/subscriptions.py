"""What the grants service does about other services' events, and about its own."""

from services.grants.clocks import commands as clocks
from services.grants.domain.casework.every_entry import TOLD
from services.grants.record import note_told
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
SUBSCRIPTIONS.on(clocks.look_at_clock)
for contract in TOLD:
    SUBSCRIPTIONS.add(contract, note_told)
