"""What the grants service does about other services' events."""

from services.grants import facts
from shared.bus.subscriptions import Subscriptions

SUBSCRIPTIONS = Subscriptions()
for handler in (
    facts.note_assessment,
    facts.note_test,
    facts.note_test_declined,
    facts.note_alternatives,
    facts.note_move,
    facts.note_contribution,
    facts.note_payment,
    facts.note_settled,
):
    SUBSCRIPTIONS.on(handler)
