"""Logs full of chance: whatever lies in one, its readers go past it, over both transports."""

import datetime as dt
import random
import uuid
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.bus.decoding import MAX_NAME, Raw, received
from shared.bus.inbox import Unreadable
from shared.contracts.envelope import Envelope
from tests.bus.probe import Pair
from tests.bus.test_unreadable import KAFKA_ALONE, write  # noqa: F401
from tests.fuzz.bus import any_bytes, by_chance, fuzzed, write_any_bytes

SEED = 20261129


async def test_readers_go_past_whatever_lies_in_a_log(pair: Pair, write):  # noqa: F811
    """The long run is `make fuzz-bus`."""
    found = await fuzzed(pair, write, by_chance, random.Random(SEED))
    assert found.troubles == {}
    assert found.letters > found.records / 2


@KAFKA_ALONE
async def test_readers_go_past_whatever_bytes_lie_in_a_topic(pair: Pair, kafka):
    chance = random.Random(SEED)
    put = partial(write_any_bytes, pair, kafka.bootstrap, chance)
    found = await fuzzed(pair, put, any_bytes, chance)
    assert found.troubles == {}
    assert found.letters > found.records / 2


names = st.binary(max_size=400) | st.text(max_size=400).map(
    lambda s: s.encode("utf-8", "surrogatepass")
)
HEADERS = ["ce_id", "ce_type", "ce_source", "ce_subject", "ce_caseid", "ce_district", "ce_time"]


@given(
    headers=st.dictionaries(st.sampled_from([*HEADERS, "traceparent"]), st.none() | names),
    key=st.none() | names,
    value=st.none() | st.binary(max_size=2000),
)
def test_something_comes_out_of_whatever_goes_in(headers, key, value):
    good = {
        "ce_id": str(uuid.UUID(int=1)).encode(),
        "ce_type": b"works.noted",
        "ce_source": b"/services/works",
        "ce_subject": b"s",
        "ce_caseid": str(uuid.UUID(int=2)).encode(),
        "ce_district": b"E07000081",
        "ce_time": b"2026-01-31T12:00:00Z",
    }
    raw = Raw("log/1", "works", good | headers, key, value)
    match received(raw):
        case Envelope() as envelope:
            assert envelope.source == "/services/works"
            assert envelope.occurred_at.tzinfo is dt.UTC
            texts = (envelope.type, envelope.subject, envelope.key, envelope.district)
            assert all(len(text) <= MAX_NAME and "\0" not in text for text in texts)
            envelope.data.encode()
        case Unreadable() as found:
            assert b"\0" not in found.raw
            found.raw.decode()


@pytest.mark.parametrize("length", [MAX_NAME, MAX_NAME + 1])
def test_a_name_is_bounded(length):
    headers = {
        "ce_id": str(uuid.UUID(int=1)).encode(),
        "ce_type": b"works.noted",
        "ce_source": b"/services/works",
        "ce_subject": b"s" * length,
        "ce_caseid": str(uuid.UUID(int=2)).encode(),
        "ce_district": b"E07000081",
        "ce_time": b"2026-01-31T12:00:00Z",
    }
    came_out = received(Raw("log/1", "works", headers, b"k", b"{}"))
    assert isinstance(came_out, Envelope if length == MAX_NAME else Unreadable)
