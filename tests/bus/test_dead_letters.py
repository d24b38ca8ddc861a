"""Never lost, never stuck: what cannot be handled waits for an operator, and holds up only its case."""

import asyncio
import datetime as dt
import itertools
import uuid

import pytest
from sqlalchemy import text

from shared.bus import connection
from shared.bus.attempts import Retries
from shared.bus.dead_letters import DeadLetters
from shared.bus.kafka import partition_of
from shared.problems import NotFound
from tests.bus.probe import Pair, by_case, keep, until

BRIEF = Retries(attempts=3, first_delay=dt.timedelta(milliseconds=20))


@pytest.fixture(autouse=True)
def looks_often(monkeypatch):
    """For what has come due, ten times a second: waiting for that would be most of these tests."""
    monkeypatch.setattr(connection, "POLL_SECONDS", 0.1)


def of_one_partition(number: int) -> list[uuid.UUID]:
    """Cases whose events Kafka carries in the same partition."""
    found = [uuid.uuid4()]
    while len(found) < number:
        case = uuid.uuid4()
        if partition_of(str(case)) == partition_of(str(found[0])):
            found.append(case)
    return found


class Poison:
    """A handler that fails on one event of one case, until it is mended."""

    def __init__(self, case: uuid.UUID) -> None:
        self.case = case
        self.calls = 0
        self.mended = False

    async def handle(self, work, event):
        await keep(work, event)
        if (event.case_id, event.number) == (self.case, 0) and not self.mended:
            self.calls += 1
            raise LookupError("42 Castle Street")


async def dead(pair: Pair) -> DeadLetters:
    """The operator's view, once there is a dead letter."""
    await until(lambda: pair.subscriber.count("inbox WHERE dead_at IS NOT NULL"), "a dead letter")
    return DeadLetters(pair.subscriber.name, pair.subscriber.url, "Ada")


async def test_a_poison_event_waits_with_its_case_and_all_others_go_on(pair: Pair):
    poisoned, *others = of_one_partition(4)
    poison = Poison(poisoned)
    told = [(case, number) for number in range(5) for case in (poisoned, *others)]
    async with pair.publishing(), pair.receiving(poison.handle, BRIEF):
        await pair.tell(*told)
        letters = await dead(pair)
        await pair.has_kept(15)
        [letter] = await letters.waiting()
    assert by_case(await pair.subscriber.entries()) == {case: [0, 1, 2, 3, 4] for case in others}
    assert (letter.case_id, letter.attempts, poison.calls) == (poisoned, 3, 3)
    assert letter.waiting == 4


async def test_a_dead_letter_tells_where_it_failed_and_no_personal_data(pair: Pair):
    case = uuid.uuid4()
    async with pair.publishing(), pair.receiving(Poison(case).handle, BRIEF):
        await pair.tell((case, 0))
        [letter] = await (await dead(pair)).waiting()
    assert letter.type == pair.contract.TYPE
    assert letter.error.startswith("LookupError in handle")
    assert "Castle" not in letter.error
    assert pair.contract.model_validate_json(letter.content).number == 0


async def test_discard_releases_the_lane(pair: Pair):
    case = uuid.uuid4()
    async with pair.publishing(), pair.receiving(Poison(case).handle, BRIEF):
        await pair.tell((case, 0), (case, 1), (case, 2))
        letters = await dead(pair)
        [letter] = await letters.waiting()
        await letters.discard(letter.event_id)
        await pair.has_kept(2)
        assert await letters.waiting() == []
    assert await pair.subscriber.entries() == [(case, 1), (case, 2)]
    assert await pair.subscriber.count("inbox WHERE discarded_at IS NOT NULL") == 1


async def test_retry_handles_it_again_and_then_what_waited(pair: Pair):
    case = uuid.uuid4()
    poison = Poison(case)
    async with pair.publishing(), pair.receiving(poison.handle, BRIEF):
        await pair.tell((case, 0), (case, 1))
        letters = await dead(pair)
        [letter] = await letters.waiting()
        await letters.retry(letter.event_id)
        letters = await dead(pair)
        assert poison.calls == 2 * BRIEF.attempts
        poison.mended = True
        await letters.retry(letter.event_id)
        await pair.has_kept(2)
        assert await letters.waiting() == []
    assert await pair.subscriber.entries() == [(case, 0), (case, 1)]


@pytest.mark.parametrize("raised", [FileNotFoundError("policy.yaml"), KeyError("kind")])
@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_whatever_a_handler_raises_is_an_attempt(pair: Pair, raised):
    async def fail(work, event):
        raise raised

    async with pair.publishing(), pair.receiving(fail, BRIEF):
        await pair.tell((uuid.uuid4(), 0))
        [letter] = await (await dead(pair)).waiting()
    assert letter.error.startswith(type(raised).__name__)


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_what_the_database_refuses_is_an_attempt_and_is_undone(pair: Pair):
    async def break_a_rule(work, event):
        await keep(work, event)
        await work.session.execute(text("SELECT 1 / 0"))

    async with pair.publishing(), pair.receiving(break_a_rule, BRIEF):
        await pair.tell((uuid.uuid4(), 0))
        [letter] = await (await dead(pair)).waiting()
    assert letter.error.startswith("DBAPIError in break_a_rule")
    assert await pair.subscriber.entries() == []


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_what_the_database_refuses_only_at_the_end_is_an_attempt_too(pair: Pair):
    """A ledger's sums, say, are checked when the transaction commits."""
    await pair.subscriber.rows(
        "ALTER TABLE entries ADD CONSTRAINT once UNIQUE (event_id) DEFERRABLE INITIALLY DEFERRED"
    )
    poisoned, other = uuid.uuid4(), uuid.uuid4()

    async def keep_twice(work, event):
        await keep(work, event)
        if event.case_id == poisoned:
            await keep(work, event)

    async with pair.publishing(), pair.receiving(keep_twice, BRIEF):
        await pair.tell((poisoned, 0), (other, 0))
        [letter] = await (await dead(pair)).waiting()
        await pair.has_kept(1)
    assert (letter.case_id, letter.attempts) == (poisoned, 3)
    assert await pair.subscriber.entries() == [(other, 0)]


STATEMENT_TIMEOUT = "DO $$ BEGIN RAISE EXCEPTION 'slow' USING ERRCODE = '57014'; END $$"


@pytest.mark.parametrize("passing", [TimeoutError, ConnectionResetError, STATEMENT_TIMEOUT])
@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_a_timeout_is_no_attempt_and_holds_up_its_own_case_alone(pair: Pair, passing):
    slow, other = uuid.uuid4(), uuid.uuid4()
    left = 2 * BRIEF.attempts

    async def time_out(work, event):
        nonlocal left
        await keep(work, event)
        if event.case_id == slow and left:
            left -= 1
            if isinstance(passing, str):
                await work.session.execute(text(passing))
            raise passing

    async with pair.publishing(), pair.receiving(time_out, BRIEF) as ledger:
        await pair.tell((slow, 0), (slow, 1), (other, 0))
        await pair.has_kept(3)
        assert not ledger.bus.troubles
    assert left == 0
    assert by_case(await pair.subscriber.entries()) == {slow: [0, 1], other: [0]}
    assert await pair.subscriber.count("inbox WHERE attempts > 0 OR dead_at IS NOT NULL") == 0


@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_a_failed_event_is_left_alone_until_its_delay_is_over(pair: Pair):
    """Also by the other workers, who look for work all the time."""
    case, tried = uuid.uuid4(), []

    async def fail(work, event):
        if event.case_id == case:
            tried.append(asyncio.get_running_loop().time())
            raise LookupError

    retries = Retries(attempts=4, first_delay=dt.timedelta(milliseconds=100))
    async with pair.publishing(), pair.receiving(fail, retries):
        await pair.tell((case, 0), *((uuid.uuid4(), number) for number in range(200)))
        await dead(pair)
    delays = [later - earlier for earlier, later in itertools.pairwise(tried)]
    assert len(tried) == 4
    assert all(took >= due for took, due in zip(delays, (0.1, 0.2, 0.4), strict=True))


async def test_all_that_operators_do_is_audited(pair: Pair):
    case = uuid.uuid4()
    async with pair.publishing(), pair.receiving(Poison(case).handle, BRIEF):
        await pair.tell((case, 0))
        letters = await dead(pair)
        [letter] = await letters.waiting()
        await letters.inspect(letter.event_id)
        await letters.retry(letter.event_id)
        await (await dead(pair)).discard(letter.event_id)
    found = await pair.subscriber.rows(
        "SELECT action, case_id FROM audit WHERE principal = 'operator:Ada' ORDER BY seq"
    )
    assert [tuple(row) for row in found] == [
        ("dead_letter_list", None),
        ("dead_letter_inspect", case),
        ("dead_letter_retry", case),
        ("dead_letter_discard", case),
    ]


@pytest.mark.parametrize("act", ["inspect", "retry", "discard"])
@pytest.mark.parametrize("transport", ["postgres"], indirect=True)
async def test_what_is_no_dead_letter_cannot_be_settled(pair: Pair, act):
    letters = DeadLetters(pair.subscriber.name, pair.subscriber.url, "Ada")
    with pytest.raises(NotFound, match=f"has no dead letter .* to {act}"):
        await getattr(letters, act)(uuid.uuid4())
    assert await pair.subscriber.count("audit") == 0
