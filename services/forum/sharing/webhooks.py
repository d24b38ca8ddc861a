"""An event sent to a partner's address, signed as Standard Webhooks has it.

A partner whose system does not answer gets a rest: until it is over one try after the other asks
whether it answers again, and the others wait for that without a connection.
"""

import asyncio
import datetime as dt
import functools
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
from standardwebhooks import Webhook

from services.forum.domain.sharing.agreement import Agreement
from services.forum.domain.sharing.shape import SharedEvent
from services.forum.sharing.addresses import target_of
from services.forum.sharing.keys import webhook_secrets
from shared.problems import Problem

ANSWER_SECONDS = 5
"""For the whole of a try: a system that trickles its answer is as slow as one that gives none."""
REST_SECONDS = 60


class NotDelivered(Problem):
    """The partner's system did not take the event."""

    slug = "not-delivered"
    title = "The partner's system did not take the event"
    status = 502


class PartnerRests(ConnectionError):  # noqa: N818
    """The partner's system did not answer a moment ago: this was no try."""


_resting: dict[str, float] = {}
"""By address, until when of this process's clock."""


async def send(agreement: Agreement, event: SharedEvent, now: dt.datetime) -> None:
    """One try. Raises `NotDelivered` and `PartnerRests`; of the answer its status alone is read."""
    address = agreement.webhook or ""
    body = event.model_dump_json()
    headers = {
        "content-type": "application/json",
        **signed(str(event.event_id), body, webhook_secrets(agreement), now),
    }
    async with _patience_with(address):
        status = await _post(address, body, headers)
    if not httpx.codes.is_success(status):
        raise NotDelivered(f"it answered {status}")


async def _post(address: str, body: str, headers: dict[str, str]) -> int:
    """The status of the answer. Raises `NotDelivered` where none came, `TimeoutError` in time."""
    target = await target_of(address)
    try:
        async with (
            httpx.AsyncClient(timeout=ANSWER_SECONDS, verify=_trust(), trust_env=False) as client,
            client.stream(
                "POST",
                target.url,
                content=body,
                headers={"host": target.host} | headers,
                extensions={"sni_hostname": target.name},
            ) as answer,
        ):
            return answer.status_code
    except httpx.TimeoutException:
        raise TimeoutError from None
    except httpx.HTTPError as error:
        raise NotDelivered(type(error).__name__) from None


@functools.cache
def _trust() -> ssl.SSLContext:
    """The authorities that vouch for partners: reading them takes longer than most tries."""
    return httpx.create_ssl_context(trust_env=False)


@asynccontextmanager
async def _patience_with(address: str) -> AsyncIterator[None]:
    """As long as an address may take; one that takes longer rests. Raises `PartnerRests`."""
    clock = asyncio.get_running_loop().time
    if clock() < _resting.get(address, 0):
        raise PartnerRests
    if address in _resting:
        _resting[address] = clock() + REST_SECONDS  # of several one asks again
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            yield
    except TimeoutError:
        _resting[address] = clock() + REST_SECONDS
        raise NotDelivered("it did not answer in time") from None
    _resting.pop(address, None)


def signed(event_id: str, body: str, secrets: Sequence[bytes], now: dt.datetime) -> dict[str, str]:
    """The headers of a webhook: its number, when it was tried, and a signature by each secret."""
    at = now.astimezone(dt.UTC)
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(s).sign(event_id, at, body) for s in secrets),
    }
