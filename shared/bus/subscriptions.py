"""Which events a service acts on, and what it does about each."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any, get_type_hints

from shared.contracts.event import Event
from shared.persistence.unit_of_work import UnitOfWork

Handler = Callable[[UnitOfWork, Any], Awaitable[object]]


class ClaimedTwice(RuntimeError):  # noqa: N818
    """Two handlers of one service claim the same event type: the service does not start."""


class Subscriptions:
    """The handlers of one service, one for each event type."""

    def __init__(self) -> None:
        self.contracts: dict[str, type[Event]] = {}
        self._handlers: dict[str, Handler] = {}

    def on(self, handler: Handler) -> Handler:
        """Register a handler `(work, event)`; the event's annotation says which type it takes."""
        event_name = list(inspect.signature(handler).parameters)[1]
        self.add(get_type_hints(handler)[event_name], handler)
        return handler

    def add(self, contract: type[Event], handler: Handler) -> None:
        """Register a handler for an event type."""
        if contract.TYPE in self._handlers:
            raise ClaimedTwice(f"{contract.TYPE} has two handlers in {handler.__module__}")
        self.contracts[contract.TYPE] = contract
        self._handlers[contract.TYPE] = handler

    def handler(self, event_type: str) -> tuple[type[Event], Handler]:
        """The contract and the handler of an event type that is subscribed to."""
        return self.contracts[event_type], self._handlers[event_type]
