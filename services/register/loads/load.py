"""`python -m services.register load FILE`: a provider's file taken in from the command line."""

import argparse
import asyncio
import getpass
import uuid
from pathlib import Path

from services.register.domain.surveying import LoadAsked
from services.register.loads.loading import take_in_sent
from services.register.loads.queries import LoadView
from services.register.loads.queries import load as shown
from services.register.loads.sending import LoadDue, send
from shared.bus.job import Planned
from shared.bus.jobs import see_through
from shared.caseload import telling
from shared.cli import print_answer
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.problems import InvalidInput
from shared.settings import DatabaseSettings

JOBS = {LoadDue.TYPE: Planned(LoadDue, take_in_sent)}


def load(arguments: argparse.Namespace) -> int:
    """Take the file in, telling how many rows; print what came of it; the exit code."""
    url = DatabaseSettings.of_operator("register").database_url
    return print_answer(lambda: asyncio.run(_load(arguments, url)))


async def _load(arguments: argparse.Namespace, url: str) -> LoadView:
    database = Database("register", url, pool_size=4)
    try:
        view = await _sent_and_taken_in(arguments, database)
    finally:
        await database.dispose()
    if view.failure:
        raise InvalidInput(f"{arguments.file}: {view.failure}")
    return view


async def _sent_and_taken_in(arguments: argparse.Namespace, database: Database) -> LoadView:
    asked = LoadAsked(
        district=arguments.district,
        provider_id=arguments.provider,
        basis=arguments.basis,
        landlord_kind=arguments.landlord,
    )
    where = (asked.district,)
    reach = Reach(getpass.getuser(), where, where, provider=asked.provider_id)
    size = _size(arguments.file)
    async with database.unit_of_work(reach, action="send_file", cause=uuid.uuid4()) as uow:
        sent, job_id = await send(uow, asked, arguments.file, size)
        load_id = sent.id
    return await _taken_in(database, reach, load_id, job_id)


async def _taken_in(
    database: Database, reach: Reach, load_id: uuid.UUID, job_id: uuid.UUID
) -> LoadView:
    """Once it is: here, or in a register that runs. How many rows there are is told meanwhile."""
    known = 0

    async def view() -> LoadView:
        async with database.reading(reach) as reading:
            return await shown(reading, load_id)

    with telling("rows") as told:

        async def look(_: object) -> None:
            nonlocal known
            rows = (await view()).rows
            told(rows - known)
            known = rows

        await see_through(database, JOBS, job_id, look)
    return await view()


def _size(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return file.seek(0, 2)
    except OSError as error:
        raise InvalidInput(f"{path}: {error.strerror}") from error
