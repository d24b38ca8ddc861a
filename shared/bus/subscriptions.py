"""Which events a service acts on, other services' and its own, and what it does about each."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any, get_type_hints

from shared.bus.attempts import Retries
from shared.bus.job import JobHandler, Planned
from shared.bus.projections import Following, Projection
from shared.contracts.event import OwnEvent, Published
from shared.persistence.unit_of_work import UnitOfWork

Handler = Callable[[UnitOfWork, Any], Awaitable[object]]


class ClaimedTwice(RuntimeError):  # noqa: N818
    """Two handlers of one service claim the same event type: the service does not start."""


class Subscriptions:
    """The handlers of one service, one for each event type."""

    def __init__(self) -> None:
        self.contracts: dict[str, type[Published]] = {}
        """Of events that other services publish."""
        self.own: dict[str, type[OwnEvent]] = {}
        """Of events to the service itself."""
        self.projections: list[Projection] = []
        self._handlers: dict[str, Handler] = {}
        self.jobs: dict[str, Planned] = {}
        """What is acted on in many transactions."""
        self.following: list[Following] = []
        """What follows from events once the read models have them."""

    def on(self, handler: Handler) -> Handler:
        """Register a handler `(uow, event)`; the event's annotation says which type it takes."""
        self.add(_taken_by(handler), handler)
        return handler

    def job(
        self, handler: JobHandler, retries: Retries | None = None, runners: int = 0
    ) -> JobHandler:
        """Register what takes long, `(job, event)`: it acts on an event to oneself in many steps.

        `retries` where it is tried more patiently, or less, than other work of the service;
        `runners` where it waits for others' systems, so that no other work waits for it.
        """
        contract = _taken_by(handler)
        self._claim(contract, handler)
        self.jobs[contract.TYPE] = Planned(contract, handler, retries, runners)
        return handler

    def follow(self, following: Following) -> None:
        """Register what is done about a batch of events in the transaction that applied it."""
        self.following.append(following)

    def project(self, projection: Projection) -> None:
        """Register a read model; several may take the same events, which no handler then has."""
        taken = self.projected
        for contract in projection.takes:
            if contract.TYPE not in taken:
                self._claim(contract, projection.apply)
        self.projections.append(projection)

    def add(self, contract: type[Published] | type[OwnEvent], handler: Handler) -> None:
        """Register a handler for an event type."""
        self._claim(contract, handler)
        self._handlers[contract.TYPE] = handler

    def _claim(
        self, contract: type[Published] | type[OwnEvent], handler: Callable[..., Any]
    ) -> None:
        if contract.TYPE in self.contracts or contract.TYPE in self.own:
            raise ClaimedTwice(f"{contract.TYPE} has two handlers in {handler.__module__}")
        if issubclass(contract, OwnEvent):
            self.own[contract.TYPE] = contract
        else:
            self.contracts[contract.TYPE] = contract

    @property
    def handled(self) -> list[str]:
        """The event types that are acted on in one transaction."""
        return list(self._handlers)

    @property
    def projected(self) -> set[str]:
        """The event types that read models are made of."""
        return {contract.TYPE for p in self.projections for contract in p.takes}

    def handler(self, event_type: str) -> tuple[type[Published] | type[OwnEvent], Handler]:
        """The contract and the handler of an event type that is subscribed to."""
        contract = self.contracts.get(event_type) or self.own[event_type]
        return contract, self._handlers[event_type]


def _taken_by(handler: Callable[..., Any]) -> Any:
    """The event type that the handler's second parameter is annotated with."""
    name = list(inspect.signature(handler).parameters)[1]
    return get_type_hints(handler)[name]
