"""A subscriber in a process of its own, which a test can kill.

`subscriber_process.py SERVICE URL PUBLISHER SECONDS`: it keeps what the publisher tells, each event
in so many seconds.
"""

import asyncio
import sys

from shared.bus.postgres import PostgresTransport
from shared.bus.runtime import Bus
from shared.bus.subscriptions import Subscriptions
from shared.persistence.database import Database
from shared.persistence.unit_of_work import UnitOfWork
from tests.bus.probe import Noted, Pair, keep, noted


async def main(service: str, url: str, publisher: str, seconds: str) -> None:
    async def keep_slowly(uow: UnitOfWork, event: Noted) -> None:
        await keep(uow, event)
        await asyncio.sleep(float(seconds))

    subscriptions = Subscriptions()
    subscriptions.add(noted(publisher), keep_slowly)
    database = Database(service, url, pool_size=4)
    Bus(database, subscriptions, PostgresTransport(), workers=1, retries=Pair.QUICK).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
