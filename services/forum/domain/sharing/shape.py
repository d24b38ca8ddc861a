"""How an event looks to a partner: the one place where anything that is shared gets its shape."""

import datetime as dt
import hashlib
import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from services.forum.domain.sharing.agreement import Agreement, Span, View
from services.forum.domain.sharing.fields import Kind, fields_of
from shared.calendar import legal_date
from shared.schema import Model, pounds_text


@dataclass(frozen=True, slots=True)
class Known:
    """An event of a case as the forum knows it."""

    event_id: uuid.UUID
    service: str
    case_id: uuid.UUID
    district: str
    type: str
    occurred_at: dt.datetime
    data: Mapping[str, Any]


class SharedEvent(Model):
    """An event as a partner gets it, the same whichever way it comes."""

    event_id: uuid.UUID
    """The event's number for this partner alone; each event has one, however often it comes."""
    case_id: uuid.UUID
    """The case's number for this partner alone."""
    district: str
    """ONS code of the district that decides the case."""
    type: str
    """What happened, as `service.what-happened`."""
    occurred: str
    """When: an instant of one's own cases, else a month, quarter or year such as `2026-Q1`."""
    data: dict[str, Any]
    """What the agreement names of it. A sum in the shared view is a band: from, to below."""


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The ids that one partner is given. Without the key nobody can tell whose they are."""

    key: bytes

    def of(self, real: uuid.UUID) -> uuid.UUID:
        """What stands for a case, a home, a payment or anything else that has an id."""
        return self._named(b"id", real.bytes)

    def of_event(self, service: str, event_id: uuid.UUID) -> uuid.UUID:
        """What stands for an event, whose id is its publisher's alone."""
        return self._named(b"event", service.encode() + b"/" + event_id.bytes)

    def _named(self, what: bytes, real: bytes) -> uuid.UUID:
        digest = hmac.digest(self.key, what + b"/" + real, hashlib.sha256)
        return uuid.UUID(bytes=digest[:16], version=5)


def share(agreement: Agreement, ids: Pseudonyms, known: Known) -> SharedEvent:
    """The event as the agreement's partner may have it. It must be one that is agreed."""
    fields = agreement.named(known.type) or frozenset()
    paths = {path: kind for path, kind in fields_of(known.type).items() if path in fields}
    as_agreed = _Shape(agreement, ids, paths)
    own = agreement.view is View.OWN
    return SharedEvent(
        event_id=known.event_id if own else ids.of_event(known.service, known.event_id),
        case_id=known.case_id if own else ids.of(known.case_id),
        district=known.district,
        type=known.type,
        occurred=known.occurred_at.isoformat()
        if own
        else coarse(legal_date(known.occurred_at), agreement.dates),
        data=as_agreed.inside(known.data, ""),
    )


def coarse(day: dt.date, span: Span) -> str:
    """The month, quarter or year of a day."""
    match span:
        case Span.MONTH:
            return f"{day:%Y-%m}"
        case Span.QUARTER:
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case Span.YEAR:
            return str(day.year)


def first_of(day: dt.date, span: Span) -> dt.date:
    """The first day of the month, quarter or year of a day."""
    months = {Span.MONTH: day.month, Span.QUARTER: (day.month - 1) // 3 * 3 + 1, Span.YEAR: 1}
    return day.replace(month=months[span], day=1)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of an event's data is shown, and how."""

    agreement: Agreement
    ids: Pseudonyms
    paths: Mapping[str, Kind]

    def inside(self, data: Mapping[str, Any], at: str) -> dict[str, Any]:
        """The part of the data that is shown."""
        return {
            name: self._value(value, at + name)
            for name, value in data.items()
            if any(path == at + name or path.startswith(f"{at}{name}.") for path in self.paths)
        }

    def _value(self, value: Any, path: str) -> Any:
        if isinstance(value, list):
            return [self._value(each, path) for each in value]
        if isinstance(value, dict):
            return self.inside(value, f"{path}.")
        if value is None or self.agreement.view is View.OWN:
            return value
        return self._shown(value, self.paths[path])

    def _shown(self, value: Any, kind: Kind) -> Any:
        match kind:
            case Kind.ID:
                return str(self.ids.of(uuid.UUID(value)))
            case Kind.DATE:
                return coarse(dt.date.fromisoformat(value), self.agreement.dates)
            case Kind.MONEY:
                return _band(Decimal(value), self.agreement.band)
            case _:
                return value


def _band(amount: Decimal, width: int | None) -> dict[str, str] | None:
    """Between which sums it lies: from, and to below; None where no band is agreed."""
    if width is None:
        return None
    least = (amount / width).to_integral_value(ROUND_FLOOR) * width
    return {"from": pounds_text(least), "below": pounds_text(least + width)}
