"""What the grants service does about other services' events: it records them on the case."""

from services.grants.domain.casework.entries import TOLD
from services.grants.record import note_told
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
for contract in TOLD:
    SUBSCRIPTIONS.add(contract, note_told)
