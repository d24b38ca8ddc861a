"""What concerns a subscriber and what does not: by what it is woken, and what it writes of the rest."""

import uuid

import pytest

from shared.bus.connection import Wake, kernel_connection
from shared.bus.postgres import CHANNEL, log_name
from shared.bus.transport import Subscription
from tests.bus.probe import DISTRICT, OFFICER, Noted, Pair, until

POSTGRES = pytest.mark.parametrize("transport", ["postgres"], indirect=True)


@POSTGRES
@pytest.mark.parametrize(
    ("told", "woken"),
    [
        ("works works.noted", True),
        ("works works.other", False),
        ("care works.noted", False),
        ("works", True),
    ],
)
async def test_a_reader_is_woken_by_what_concerns_it_alone(pair: Pair, told, woken):
    wake, heard = Wake(0.2), Wake()
    url, name = pair.subscriber.url, pair.subscriber.name
    async with kernel_connection(url, name) as connection:
        subscription = Subscription(connection, ["works"], frozenset({"works.noted"}), {}, wake)
        async with pair.transport.reader(subscription):
            await connection.add_listener(CHANNEL, heard.up)
            await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, told)
            assert await heard.wait()
            assert await wake.wait() is woken


def other(publisher: str) -> type[Noted]:
    return type("Other", (Noted,), {"TYPE": f"{publisher}.other", "__module__": __name__})


async def tell(pair: Pair, database, contract: type[Noted], number: int) -> None:
    async with database.unit_of_work(OFFICER, action="note", cause=uuid.uuid4()) as uow:
        uow.publish(contract(case_id=uuid.uuid4(), district=DISTRICT, number=number))


@POSTGRES
async def test_what_concerns_nobody_moves_the_cursor_with_the_next_or_in_a_quiet_moment(pair: Pair):
    async def has_passed_all() -> bool:
        log = log_name(pair.publisher.name)
        cursors = await pair.subscriber.rows("SELECT position FROM bus_cursors WHERE log = $1", log)
        [[last]] = await pair.subscriber.rows(
            "SELECT max(position) FROM bus.log WHERE source = $1",
            f"/services/{pair.publisher.name}",
        )
        return last is not None and [row["position"] for row in cursors] == [last]

    strange = other(pair.publisher.name)
    async with pair.publishing() as works, pair.receiving():
        await tell(pair, works.database, strange, 1)
        await until(has_passed_all, "the quiet moment")
        await tell(pair, works.database, strange, 2)
        await tell(pair, works.database, pair.contract, 3)
        await pair.has_kept(1)
        await until(has_passed_all, "the cursor to go with what was kept")
    assert await pair.subscriber.count("inbox") == 1
