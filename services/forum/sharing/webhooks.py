"""An event sent to a partner's address, signed as Standard Webhooks has it.

Its body is made at each try, so that an agreement that was ended or narrowed meanwhile also ends
what waited, and so does a person who withdraws their consent. A try that fails is one of the inbox: with a growing delay, then a dead letter.
"""

import datetime as dt
from collections.abc import Sequence

import httpx
from standardwebhooks import Webhook

from services.forum.domain.sharing.agreement import Way
from services.forum.domain.sharing.shape import SharedEvent
from services.forum.projections import TimelineEntry
from services.forum.sharing.addresses import target_of
from services.forum.sharing.agreements import STOPS, find, shared, stopped, use_of
from services.forum.sharing.keys import webhook_secrets
from services.forum.sharing.pushing import DeliveryDue
from services.forum.tables import AgreementRecord
from shared.bus.attempts import Retries
from shared.bus.job import Job
from shared.calendar import legal_date
from shared.problems import Problem

ANSWER_SECONDS = 10
TRIES = Retries(attempts=15, first_delay=dt.timedelta(seconds=10))
"""The delay is doubled each time: nearly two days in all."""


class NotDelivered(Problem):
    """The partner's system did not take the event."""

    slug = "not-delivered"
    title = "The partner's system did not take the event"
    status = 502


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
    await _send(record, event, job.database.clock())
    async with job.step("sent", action="deliver") as uow:
        principal = uow.reach.principal
        uow.add(use_of(record, Way.WEBHOOK, [event], principal=principal, now=uow.now))


def _is_still_agreed(record: AgreementRecord, due: DeliveryDue, now: dt.datetime) -> bool:
    agreement = record.agreement
    agreed = agreement.may_have(due.event_type, due.district or "")
    return agreed and agreement.allows(Way.WEBHOOK, legal_date(now))


async def _send(record: AgreementRecord, event: SharedEvent, now: dt.datetime) -> None:
    """One try. Raises `NotDelivered`; of the answer nothing but its status is looked at."""
    target = await target_of(record.agreement.webhook or "")
    body = event.model_dump_json()
    headers = {
        "host": target.host,
        "content-type": "application/json",
        **signed(str(event.event_id), body, webhook_secrets(record.agreement), now),
    }
    try:
        async with (
            httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client,
            client.stream(
                "POST",
                target.url,
                content=body,
                headers=headers,
                extensions={"sni_hostname": target.name},
            ) as answer,
        ):
            status = answer.status_code
    except httpx.HTTPError as error:
        raise NotDelivered(type(error).__name__) from None
    if not httpx.codes.is_success(status):
        raise NotDelivered(f"it answered {status}")


def signed(event_id: str, body: str, secrets: Sequence[bytes], now: dt.datetime) -> dict[str, str]:
    """The headers of a webhook: its number, when it was tried, and a signature by each secret."""
    at = now.astimezone(dt.UTC)
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(s).sign(event_id, at, body) for s in secrets),
    }
