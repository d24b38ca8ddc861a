"""What a service cannot read is kept whole for the operators at once and holds nothing up."""

import datetime as dt
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import asyncpg
import pytest
from aiokafka import AIOKafkaProducer

from shared.bus.dead_letters import DeadLetter, DeadLetters
from shared.bus.subscriptions import Subscriptions
from shared.contracts.topics import topic_of
from shared.problems import NotFound
from tests.bus.probe import DISTRICT, Pair, Running, keep, noted, until

NOW = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)
KAFKA_ALONE = pytest.mark.parametrize("transport", ["kafka"], indirect=True)


@dataclass(frozen=True)
class Record:
    """A record as it lies in the log, with nothing checked."""

    key: bytes | None
    value: bytes | None
    headers: dict[str, bytes | None]

    def but(self, **headers: bytes | None) -> "Record":
        """With other headers, named without their `ce_`."""
        return replace(self, headers=self.headers | {f"ce_{k}": v for k, v in headers.items()})

    def without(self, *names: str) -> "Record":
        return replace(self, headers={k: v for k, v in self.headers.items() if k not in names})


def record(pair: Pair, case: uuid.UUID, **data: object) -> Record:
    """A well-formed event as another program might write it."""
    body = {"case_id": str(case), "district": DISTRICT, "number": 1} | data
    return Record(
        key=str(case).encode(),
        value=json.dumps(body).encode(),
        headers={
            "ce_specversion": b"1.0",
            "ce_id": str(uuid.uuid4()).encode(),
            "ce_type": pair.contract.TYPE.encode(),
            "ce_source": f"/services/{pair.publisher.name}".encode(),
            "ce_subject": str(case).encode(),
            "ce_time": NOW.isoformat().encode(),
            "ce_caseid": str(case).encode(),
            "ce_district": DISTRICT.encode(),
            "content-type": b"application/json",
        },
    )


async def write_to_kafka(pair: Pair, bootstrap: str, *records: Record) -> None:
    """All in one partition, in this order."""
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for each in records:
            await producer.send_and_wait(
                topic_of(pair.publisher.name),
                each.value,
                key=each.key,
                headers=list(each.headers.items()),
                partition=0,
            )


async def write_to_postgres(pair: Pair, *records: Record) -> None:
    """Past the log's own policies, which hold a publisher to its name and types."""
    connection = await asyncpg.connect(pair.publisher.superuser_url)
    for each in records:
        h = {n.removeprefix("ce_"): v.decode() for n, v in each.headers.items() if v is not None}
        await connection.execute(
            "INSERT INTO bus.log (id, type, source, subject, key, case_id, district, occurred_at,"
            " traceparent, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::timestamptz, $9,"
            " $10)",
            h["id"], h["type"], h["source"], h["subject"], each.key.decode(), h.get("caseid"),
            h["district"], h["time"], h.get("traceparent"), each.value.decode(),
        )  # fmt: skip
    await connection.close()


@pytest.fixture
def write(pair: Pair, request):
    """Writes records into the log past the relay."""

    async def put(*records: Record) -> None:
        if pair.transport.system == "kafka":
            await write_to_kafka(pair, request.getfixturevalue("kafka").bootstrap, *records)
        else:
            await write_to_postgres(pair, *records)

    return put


@asynccontextmanager
async def listening(pair: Pair) -> AsyncIterator[Running]:
    """The subscriber, once it has read something, so that the log is there."""
    case = uuid.uuid4()
    async with pair.publishing(), pair.receiving() as ledger:
        await pair.tell((case, 0))
        await pair.has_kept(1)
        yield ledger


async def letters(pair: Pair) -> list[DeadLetter]:
    return await DeadLetters(pair.subscriber.name, pair.subscriber.url, "Ada").waiting()


async def test_what_another_program_writes_well_is_an_event(pair: Pair, write):
    case = uuid.uuid4()
    async with listening(pair):
        await write(record(pair, case))
        await pair.has_kept(2)
    assert (case, 1) in await pair.subscriber.entries()


async def test_unknown_fields_and_unknown_types_are_ignored(pair: Pair, write):
    case = uuid.uuid4()
    later = f"{pair.publisher.name}.told-of-later".encode()
    async with listening(pair):
        await write(
            record(pair, case).but(type=later),
            replace(record(pair, case).but(type=later), value=b"not even JSON"),
            record(pair, case, since="2026-01-31"),
        )
        await pair.has_kept(2)
        assert await letters(pair) == []
    assert (case, 1) in await pair.subscriber.entries()
    assert await pair.subscriber.count("inbox") == 2


BODIES = {
    "a field is missing": {"number": None},
    "a field has the wrong type": {"number": "eleventh"},
    "the case is another than the envelope's": {"case_id": str(uuid.UUID(int=1))},
    "the district is another than the envelope's": {"district": "E07000082"},
}


async def test_a_body_that_breaks_its_contract_is_a_dead_letter_at_once(pair: Pair, write):
    case = uuid.uuid4()
    broken = [record(pair, case, **body) for body in BODIES.values()]
    broken.append(replace(record(pair, case), value=b'{"case_id": '))
    async with listening(pair):
        await write(*broken, record(pair, case, number=7))
        await pair.has_kept(2)
        found = await letters(pair)
    assert (case, 7) in await pair.subscriber.entries()
    assert sorted(letter.content.encode() for letter in found) == sorted(b.value for b in broken)
    assert {letter.attempts for letter in found} == {0}
    assert not any("eleventh" in letter.error for letter in found)
    assert await pair.subscriber.count("entries") == 2


def beyond_bounds(pair: Pair) -> dict[str, Record]:
    """What both transports can hold, and no reader of ours."""
    good = record(pair, uuid.uuid4())
    return {
        "a time before Christ": good.but(time=b"0044-03-15 12:00:00+00 BC"),
        "a time in 294276": good.but(time=b"294276-12-31 00:00:00+00"),
        "no time at all": good.but(time=b"infinity"),
        "a key beyond measure": replace(good, key=uuid.uuid4().hex.encode() * 1300),
        "a subject beyond measure": good.but(subject=b"x" * 100_000),
        "a trace beyond measure": replace(
            good, headers=good.headers | {"traceparent": b"0" * 10_000}
        ),
        "a body that goes deep": replace(good, value=b"[" * 100_000),
        "a body of numbers": replace(good, value=b"9" * 100_000),
    }  # fmt: skip


async def test_whatever_a_row_holds_the_receiver_goes_past_it_with_a_dead_letter(pair: Pair, write):
    broken = {n: r.but(id=str(uuid.uuid4()).encode()) for n, r in beyond_bounds(pair).items()}
    case = uuid.uuid4()
    async with listening(pair) as ledger:
        await write(*broken.values(), record(pair, case))
        await until(lambda: pair.subscriber.count("entries WHERE case_id = $1", case), "the last")
        assert len(await letters(pair)) == len(broken)
        assert ledger.bus.troubles == {}


async def test_what_another_service_alone_may_tell_is_a_dead_letter(pair: Pair, write):
    other = noted(f"{pair.publisher.name}x")
    case = uuid.uuid4()
    claimed = record(pair, case).but(source=f"/services/{pair.publisher.name}x".encode())
    foreign = record(pair, case).but(type=other.TYPE.encode())
    subscriptions = Subscriptions()
    for contract in (pair.contract, other):
        subscriptions.add(contract, keep)
    async with (
        pair.publishing(),
        Running(pair.subscriber, subscriptions, pair.transport),
    ):
        await pair.tell((uuid.uuid4(), 0))
        await pair.has_kept(1)
        await write(claimed, foreign, record(pair, case))
        await pair.has_kept(2)
        await until(lambda: pair.subscriber.count("inbox WHERE dead_at IS NOT NULL"), "the letters")
        found = await letters(pair)
    assert (case, 1) in await pair.subscriber.entries()
    assert await pair.subscriber.count("entries") == 2
    assert any("alone may tell this" in letter.error for letter in found)


def unreadable(pair: Pair) -> dict[str, Record]:
    good = record(pair, uuid.uuid4())
    return {
        "no headers": replace(good, headers={}),
        "an empty header": good.but(subject=None),
        "an id that is none": good.but(id=b"1234"),
        "a time without zone": good.but(time=b"2026-01-31T12:00:00"),
        "a time that is none": good.but(time=b"yesterday"),
        "a time before time": good.but(time=b"0001-01-01T00:00:00+14:00"),
        "a subject with a NUL": good.but(subject=b"a\0b"),
        "a district in no encoding": good.but(district=b"\xff\xfe"),
        "no key": replace(good, key=None),
        "a key in no encoding": replace(good, key=b"\xff\xfe"),
        "a key beyond measure": replace(good, key=uuid.uuid4().hex.encode() * 400),
        "no body": replace(good, value=None),
        "a body in no encoding": replace(good, value=b"\xff\xfe"),
        "a body with a NUL": replace(good, value=b'{"number": 1, "words": "\0"}'),
    }


@KAFKA_ALONE
async def test_what_cannot_be_read_is_kept_whole_and_blocks_nothing(pair: Pair, write):
    """PostgreSQL's log has types and so cannot hold most of it; a topic holds what it is given."""
    broken = unreadable(pair)
    marked = [r.but(fault=name.encode()) for name, r in broken.items()]
    case = uuid.uuid4()
    async with listening(pair):
        await write(*marked, record(pair, case))
        await until(lambda: pair.subscriber.count("entries WHERE case_id = $1", case), "the last")
        found = [json.loads(letter.content) for letter in await letters(pair)]
    kept = {each["headers"]["ce_fault"]: each for each in found}
    assert set(kept) == set(broken)
    assert kept["a body in no encoding"]["value"] == r"\xff\xfe"
    assert kept["a district in no encoding"]["headers"]["ce_district"] == r"\xff\xfe"
    assert kept["no key"]["headers"]["ce_type"] == pair.contract.TYPE


@KAFKA_ALONE
async def test_an_unknown_type_is_ignored_also_where_it_could_not_be_read(pair: Pair, write):
    """A later type may be about no case: this service need not understand its headers."""
    foreign = record(pair, uuid.uuid4()).but(type=b"works.announced").without("ce_caseid")
    async with listening(pair):
        await write(foreign, record(pair, uuid.uuid4()))
        await pair.has_kept(2)
        assert await letters(pair) == []


@KAFKA_ALONE
async def test_an_event_of_a_case_that_does_not_name_it_is_a_dead_letter(pair: Pair, write):
    """One of a district names none: which it is the contract tells, not the header."""
    async with listening(pair):
        await write(record(pair, uuid.uuid4()).without("ce_caseid"), record(pair, uuid.uuid4()))
        await pair.has_kept(1)
        [letter] = await letters(pair)
    assert "name different cases" in letter.error


@KAFKA_ALONE
async def test_an_unreadable_record_can_be_discarded_but_not_retried(pair: Pair, write):
    async with listening(pair):
        await write(replace(record(pair, uuid.uuid4()), headers={}))
        await until(lambda: pair.subscriber.count("inbox WHERE dead_at IS NOT NULL"), "it")
        [letter] = await letters(pair)
        operator = DeadLetters(pair.subscriber.name, pair.subscriber.url, "Ada")
        with pytest.raises(NotFound, match="to retry"):
            await operator.retry(letter.event_id)
        await operator.discard(letter.event_id)
        assert await letters(pair) == []
