"""Logs full of chance: whatever lies in one, its readers go past it, over both transports."""

import datetime as dt
import random
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.bus.decoding import MAX_NAME, Raw, received
from shared.bus.inbox import Unreadable
from shared.contracts.envelope import Envelope
from tests.bus.probe import Pair, until
from tests.bus.test_unreadable import Record, letters, listening, record, write  # noqa: F401

SEED = 20261129
RECORDS = 150
TEXTS = [
    *("", " ", "x" * 300, "£" * 200, "\U0001f3e0", "\u202e", "null", "[]", "{}", "-1", "1e400"),
    *(
        "0" * 32,
        "2026-02-30",
        "9999-12-31T23:59:59Z",
        "/services/",
        str(uuid.UUID(int=0)),
        "\ufffe",
    ),
]
TIMES = [
    *("-infinity", "infinity", "4713-01-01 00:00:00+00 BC", "294276-01-01 00:00:00+00"),
    *("0001-01-01 00:00:00+15:59", "9999-12-31 23:59:59.999999-15", "2026-01-31 12:00:00+00"),
]
BODIES = ["", "null", "[]", "{}", '"', "1e999999", "[" * 50_000, '{"a":' * 5_000, "\ud7ff", "NaN"]


def by_chance(good: Record, chance: random.Random) -> Record:
    """The good record with one to three things in it changed; of the shapes that a table holds."""
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(["subject", "district", "time", "key", "value", "caseid", "type"])
        if name == "time":
            good = good.but(time=chance.choice(TIMES).encode())
        elif name == "caseid":
            good = good.without("ce_caseid")
        elif name == "key":
            good = replace(good, key=chance.choice(TEXTS).encode())
        elif name == "value":
            good = replace(good, value=chance.choice(BODIES).encode())
        else:
            good = good.but(**{name: chance.choice(TEXTS).encode()})
    return good


async def test_readers_go_past_whatever_lies_in_a_log(pair: Pair, write):  # noqa: F811
    chance = random.Random(SEED)
    case = uuid.uuid4()
    rubbish = [by_chance(record(pair, uuid.uuid4()), chance) for _ in range(RECORDS)]
    async with listening(pair) as ledger:
        await write(*rubbish, record(pair, case))
        await until(lambda: pair.subscriber.count("entries WHERE case_id = $1", case), "the last")
        assert ledger.bus.troubles == {}
        assert len(await letters(pair)) > RECORDS / 2


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
