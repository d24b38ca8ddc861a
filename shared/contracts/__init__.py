"""The published language: one module of event types per publishing service."""

from shared.contracts import grants, means_test, payments, referral, register
from shared.contracts.event import Event

EVENT_TYPES: dict[str, type[Event]] = {
    event.TYPE: event
    for module in (referral, means_test, grants, register, payments)
    for event in module.EVENTS
}

PUBLISHERS: tuple[str, ...] = tuple(dict.fromkeys(e.publisher() for e in EVENT_TYPES.values()))
