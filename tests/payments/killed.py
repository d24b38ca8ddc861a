"""`python -m tests.payments.killed`: one act of a run in a process that kills itself around its commit."""

import asyncio
import datetime as dt
import os
import signal
import sys
import uuid
from decimal import Decimal

import orjson

from services.payments.domain.releases import Answered, Seen
from services.payments.runs import commands
from shared.persistence.database import Database
from shared.persistence.reach import Reach


def die():
    os.kill(os.getpid(), signal.SIGKILL)


ACTS = {
    "approval": lambda uow, run, body: commands.approve_run(uow, run, Seen(**body)),
    "seal": lambda uow, run, _: commands.seal_run(uow, run),
    "handing-in": lambda uow, run, _: commands.hand_in(uow, run),
    "confirmation": lambda uow, run, body: commands.confirm_run(uow, run, Answered(**body)),
}


async def main(url, now, act, when, *about):
    who, district, run, body = about
    clock = dt.datetime.fromisoformat(now)
    database = Database("payments", url, pool_size=1, clock=lambda: clock)
    reach = Reach(who, read=(district,), write=(district,), limit=Decimal(1000))
    async with database.unit_of_work(reach, action=act, cause=uuid.uuid4()) as uow:
        await ACTS[act](uow, uuid.UUID(run), orjson.loads(body))
        if when == "before":
            await uow.session.flush()
            die()
    die()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
