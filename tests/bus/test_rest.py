"""How long a receiver of read models rests after what it stored."""

import datetime as dt
import uuid

import pytest

from shared.bus.inbox import Unreadable
from shared.bus.receiver import rest_after
from shared.contracts.codes import ReferralSource
from shared.contracts.envelope import Envelope
from shared.contracts.referral import ReferralReceived

NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)
EVENT = ReferralReceived(
    case_id=uuid.UUID(int=1),
    district="E07000081",
    received_on=NOW.date(),
    source=ReferralSource.GP,
    reference="GL-2026-00001",
)


def told(*, seconds_ago: float) -> Envelope:
    """An event that happened so long ago."""
    at = NOW - dt.timedelta(seconds=seconds_ago)
    return Envelope.of(EVENT, event_id=uuid.UUID(int=2), occurred_at=at, traceparent=None)


@pytest.mark.parametrize(
    ("took", "rests"),
    [(0.008, 0.004), (0.1, 0.05), (0.2, 0.1), (3600, 0.1), (-5, 0)],
    ids=["quick", "busy", "busier", "of an hour ago", "of a clock that is ahead"],
)
def test_it_rests_for_a_part_of_the_time_that_the_event_took(took: float, rests: float) -> None:
    assert rest_after([told(seconds_ago=took)], NOW) == pytest.approx(rests)


def test_it_goes_by_the_one_that_took_longest() -> None:
    assert rest_after([told(seconds_ago=s) for s in (0.01, 0.04, 0.02)], NOW) == pytest.approx(0.02)


def test_what_cannot_be_read_is_not_waited_for() -> None:
    assert rest_after([Unreadable("log/1", None, b"", "not JSON")], NOW) == 0
    assert rest_after([], NOW) == 0
