"""The published language: one module of event types per publishing service."""

from shared.contracts import grants, means_test, payments, referral, register
from shared.contracts.event import Event, Published

EVENT_TYPES: dict[str, type[Published]] = {
    event.TYPE: event
    for module in (referral, means_test, grants, register, payments)
    for event in module.EVENTS
}
CASE_EVENTS: tuple[type[Event], ...] = tuple(
    event for event in EVENT_TYPES.values() if issubclass(event, Event)
)
"""Those that are about one case."""

PUBLISHERS: tuple[str, ...] = tuple(dict.fromkeys(e.publisher() for e in EVENT_TYPES.values()))
