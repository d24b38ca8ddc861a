"""An event that is due to a partner: sent if it is still agreed, and noted.

What is sent is made at each try, so that an agreement that was ended or narrowed meanwhile also ends
what waited, and so does a person who withdraws their consent. A try that fails is one of the inbox:
with a growing delay, then a dead letter.
"""

import datetime as dt

from services.forum.domain.sharing.agreement import Way
from services.forum.projections import TimelineEntry
from services.forum.sharing.agreements import STOPS, find, shared, stopped, use_of
from services.forum.sharing.pushing import DeliveryDue, for_topic
from services.forum.sharing.webhooks import send
from services.forum.tables import AgreementRecord
from shared.bus.attempts import Retries
from shared.bus.job import Job
from shared.calendar import legal_date

TRIES = Retries(attempts=15, first_delay=dt.timedelta(seconds=10))
"""The delay is doubled each time: nearly two days in all."""
RUNNERS = 4
"""Of deliveries alone: no partner's slowness holds up other work of the forum."""


async def deliver(job: Job, due: DeliveryDue) -> None:
    """Send one event to the partner, if it is still agreed, and note that it went."""
    async with job.database.reading(job.reach) as reading:
        record = await find(reading.session, due.agreement_id)
        if record is None or not _is_still_agreed(record, due, reading.now):
            return
        entry = await reading.read(TimelineEntry, (due.event_id, due.service))
        if entry.type != STOPS and await stopped(reading.session, [entry.case_id]):
            return
    event = shared(record, entry)
    if due.way is Way.WEBHOOK:
        await send(record.agreement, event, job.database.clock())
    async with job.step("sent", action="deliver") as uow:
        if due.way is Way.KAFKA:
            uow.published.append(for_topic(record, event, entry.occurred_at))
        principal = uow.reach.principal
        uow.add(use_of(record, due.way, [event], principal=principal, now=uow.now))


def _is_still_agreed(record: AgreementRecord, due: DeliveryDue, now: dt.datetime) -> bool:
    agreement = record.agreement
    agreed = agreement.may_have(due.event_type, due.district or "")
    return agreed and agreement.allows(due.way, legal_date(now))
