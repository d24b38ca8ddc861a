"""A service with one kind of job, in a process of its own, which a test can kill.

`job_process.py SERVICE URL`: each job notes the numbers from 1 to as many as it says, one a step.
"""

import asyncio
import sys
from typing import ClassVar

from sqlalchemy import text

from shared.bus.job import Job
from shared.bus.postgres import PostgresTransport
from shared.bus.runtime import Bus
from shared.bus.subscriptions import Subscriptions
from shared.contracts.event import OwnEvent
from shared.persistence.database import Database
from tests.bus.probe import ENTRIES, Pair


class CountingDue(OwnEvent):
    """So many steps are to be made."""

    TYPE: ClassVar[str] = "ledger.counting-due"

    steps: int
    slowness: float = 0
    """Seconds that each step takes."""
    dies: bool = False
    """Whether it ends its process before its first step."""


async def count(job: Job, event: CountingDue) -> None:
    """One number a step, from where the job stood."""
    if event.dies:
        sys.exit("as a process does that runs out of memory")
    for number in range(int(job.cursor or 0) + 1, event.steps + 1):
        async with job.step(str(number), action="count") as uow:
            await uow.session.execute(
                text(
                    f"INSERT INTO {ENTRIES} (event_id, case_id, district, number)"
                    " VALUES (:id, :case_id, :district, :number)"
                ),
                {
                    "id": uow.cause,
                    "case_id": event.case_id,
                    "district": event.district,
                    "number": number,
                },
            )
            await asyncio.sleep(event.slowness)


async def main(service: str, url: str) -> None:
    subscriptions = Subscriptions()
    subscriptions.job(count)
    database = Database(service, url, pool_size=4)
    Bus(database, subscriptions, PostgresTransport(), workers=1, retries=Pair.QUICK).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
