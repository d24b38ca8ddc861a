"""CloudEvents 1.0: what surrounds an event's data, whichever transport carries it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Self

from shared.contracts.event import Published

SOURCE = "/services/"


@dataclass(frozen=True, slots=True)
class Envelope:
    """An event as it travels. `key` orders; `data` is the contract's JSON."""

    id: uuid.UUID
    type: str
    source: str
    subject: str
    key: str
    case_id: uuid.UUID | None
    """None of what is about a district and no case of it."""
    district: str
    occurred_at: dt.datetime
    traceparent: str | None
    data: str

    @classmethod
    def of(
        cls,
        event: Published,
        *,
        event_id: uuid.UUID,
        occurred_at: dt.datetime,
        traceparent: str | None,
    ) -> Self:
        """Wrap an event of this service. The case orders, else what the event is about."""
        case_id, district = event.whose
        return cls(
            id=event_id,
            type=event.TYPE,
            source=SOURCE + event.publisher(),
            subject=event.subject,
            key=str(case_id or event.subject),
            case_id=case_id,
            district=district,
            occurred_at=occurred_at,
            traceparent=traceparent,
            data=event.model_dump_json(),
        )

    @property
    def lane(self) -> str:
        """Events of one lane are handled in order: the publisher's, about one key."""
        return f"{self.source} {self.key}"
