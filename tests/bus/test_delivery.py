"""One promise over both transports: every event once, for each case in order."""

import uuid

from tests.bus.probe import Pair, by_case


async def test_what_is_committed_arrives_once_and_in_order(pair: Pair):
    cases = [uuid.uuid4() for _ in range(5)]
    told = [(case, number) for number in range(20) for case in cases]
    async with pair.publishing() as works, pair.receiving():
        for each in told:
            await pair.publish(works.database, each)
        await pair.has_kept(len(told))
    assert by_case(await pair.subscriber.entries()) == by_case(told)
