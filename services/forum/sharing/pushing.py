"""Events that are sent to partners who do not ask: left in the transaction in which they are applied.

For each agreement in force that names webhooks a delivery is left in the inbox, which has tries,
dead letters and lanes; for one that names Kafka the event itself goes to the outbox, in the shape in
which it is shared. What is of the shared view waits in the inbox until its period is released, for
either way. Ids derive from the event: applied again, it is not sent again.
"""

import datetime as dt
import uuid
from typing import ClassVar

from services.forum.domain.sharing.agreement import View, Way
from services.forum.domain.sharing.release import pushed_at
from services.forum.domain.sharing.shape import Known, SharedEvent, first_of, share
from services.forum.sharing.agreements import STOPS, standing, stopped, use_of
from services.forum.sharing.keys import pseudonyms
from services.forum.tables import AgreementRecord
from shared.bus.projections import Batch, Told
from shared.calendar import begins, legal_date
from shared.contracts.envelope import Envelope
from shared.contracts.event import Event, OwnEvent
from shared.contracts.topics import partner_source
from shared.persistence.own_events import Left

LATEST = dt.timedelta(days=30)
"""What happened longer ago is in the feed and not sent: a history that is read again is none of it."""


SENDER = "service:forum"
"""Who sends, as the use of an agreement names them."""


class DeliveryDue(OwnEvent):
    """An event is to be sent to a partner's address."""

    TYPE: ClassVar[str] = "forum.delivery-due"

    agreement_id: uuid.UUID
    """Under which agreement."""
    event_id: uuid.UUID
    """The event, by its own number."""
    service: str
    """Who published it."""
    event_type: str
    """What it is."""
    way: Way = Way.WEBHOOK
    """By which way."""

    @property
    def subject(self) -> str:
        """A partner gets the events of one case in turn; another case does not wait for them."""
        by = "" if self.way is Way.WEBHOOK else f" {self.way}"
        return f"{self.agreement_id} {self.case_id}{by}"


async def push(batch: Batch) -> int:
    """Leave what is to be sent of these events; how much was left."""
    today = legal_date(batch.now)
    pushing = [
        record
        for record in await standing(batch.session)
        if any(record.agreement.allows(way, today) for way in (Way.WEBHOOK, Way.KAFKA))
    ]
    recent = await _sendable(batch) if pushing else []
    due, told = [], []
    for record in pushing:
        concerned = [each for each in recent if _is_agreed(record, each.event)]
        if record.agreement.allows(Way.WEBHOOK, today):
            due += [_delivery(record, each, Way.WEBHOOK, batch.now) for each in concerned]
        if not record.agreement.allows(Way.KAFKA, today):
            continue
        if record.agreement.view is View.SHARED:
            due += [_delivery(record, each, Way.KAFKA, batch.now) for each in concerned]
        elif concerned:
            told += _told_at_once(batch, record, concerned)
    await batch.leave(due)
    await batch.tell(told)
    return len(due) + len(told)


async def _sendable(batch: Batch) -> list[Told]:
    """The events of late whose persons agree, and that somebody does not any more."""
    late = [
        each
        for each in batch.told
        if batch.now - each.occurred_at < LATEST and isinstance(each.event, Event)
    ]
    ended = await stopped(batch.session, {_case_event(each).case_id for each in late})
    return [
        each for each in late if each.event.TYPE == STOPS or _case_event(each).case_id not in ended
    ]


def _is_agreed(record: AgreementRecord, event: object) -> bool:
    return isinstance(event, Event) and record.agreement.may_have(event.TYPE, event.district)


def _told_at_once(batch: Batch, record: AgreementRecord, concerned: list[Told]) -> list[Envelope]:
    """One's own cases for the partner's topic, and the trace of it."""
    seen = [_seen(record, each) for each in concerned]
    batch.session.add(use_of(record, Way.KAFKA, seen, principal=SENDER, now=batch.now))
    pairs = zip(concerned, seen, strict=True)
    return [for_topic(record, event, each.occurred_at) for each, event in pairs]


def _delivery(record: AgreementRecord, told: Told, way: Way, now: dt.datetime) -> Left:
    event = _case_event(told)
    due = DeliveryDue(
        district=event.district,
        case_id=event.case_id,
        agreement_id=record.id,
        event_id=told.id,
        service=event.publisher(),
        event_type=event.TYPE,
        way=way,
    )
    by = "" if way is Way.WEBHOOK else f"/{way}"
    event_id = uuid.uuid5(record.id, f"{due.service}/{told.id}{by}")
    at = _due_at(record, event, now)
    return Left.of(due, event_id=event_id, now=now, at=at, traceparent=None)


def _due_at(record: AgreementRecord, event: Event, now: dt.datetime) -> dt.datetime:
    """At once of one's own cases, and that somebody withdraws; else once its period is released."""
    agreement = record.agreement
    if agreement.view is View.OWN or event.TYPE == STOPS:
        return now
    case = pseudonyms(agreement).of(event.case_id)
    return pushed_at(legal_date(now), case, agreement.dates)


def _seen(record: AgreementRecord, told: Told) -> SharedEvent:
    """The event as the partner may have it."""
    event = _case_event(told)
    known = Known(
        event_id=told.id,
        service=event.publisher(),
        case_id=event.case_id,
        district=event.district,
        type=event.TYPE,
        occurred_at=told.occurred_at,
        data=event.model_dump(mode="json", exclude={"case_id", "district"}),
    )
    return share(record.agreement, pseudonyms(record.agreement), known)


def for_topic(record: AgreementRecord, seen: SharedEvent, occurred_at: dt.datetime) -> Envelope:
    """The event for the partner's topic. Nothing of its surroundings tells more than its inside."""
    agreement = record.agreement
    period = begins(first_of(legal_date(occurred_at), agreement.dates))
    return Envelope(
        id=seen.event_id,
        type=seen.type,
        source=partner_source(agreement.receiver),
        subject=str(seen.case_id),
        key=str(seen.case_id),
        case_id=seen.case_id,
        district=seen.district,
        occurred_at=occurred_at if agreement.view is View.OWN else period,
        traceparent=None,
        data=seen.model_dump_json(),
    )


def _case_event(told: Told) -> Event:
    assert isinstance(told.event, Event), "only what is about a case is agreed"
    return told.event
