"""CloudEvents 1.0: what surrounds an event's data, whichever transport carries it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Self

from shared.contracts.event import Event

SOURCE = "/services/"


@dataclass(frozen=True, slots=True)
class Envelope:
    """An event as it travels. `key` orders; `data` is the contract's JSON."""

    id: uuid.UUID
    type: str
    source: str
    subject: str
    key: str
    case_id: uuid.UUID
    district: str
    occurred_at: dt.datetime
    traceparent: str | None
    data: str

    @classmethod
    def of(
        cls, event: Event, *, event_id: uuid.UUID, occurred_at: dt.datetime, traceparent: str | None
    ) -> Self:
        """Wrap an event of this service."""
        return cls(
            id=event_id,
            type=event.TYPE,
            source=SOURCE + event.publisher(),
            subject=event.subject,
            key=str(event.case_id),
            case_id=event.case_id,
            district=event.district,
            occurred_at=occurred_at,
            traceparent=traceparent,
            data=event.model_dump_json(),
        )

    @property
    def lane(self) -> str:
        """Events of one lane are handled in order: the publisher's, about one key."""
        return f"{self.source} {self.key}"
