"""`python -m services.register load FILE`: a provider's file taken in from the command line."""

import argparse
import asyncio
import getpass
import uuid
from pathlib import Path

from services.register.domain.surveying import LoadAsked
from services.register.loads.commands import begin_load
from services.register.loads.loading import load_file
from services.register.loads.queries import LoadView
from services.register.loads.queries import load as shown
from shared.caseload import telling
from shared.cli import print_answer
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.problems import InvalidInput
from shared.settings import DatabaseSettings


def load(arguments: argparse.Namespace) -> int:
    """Take the file in, telling how many rows; print what came of it; the exit code."""
    url = DatabaseSettings.of_operator("register").database_url
    return print_answer(
        lambda: asyncio.run(_load(arguments, Database("register", url, pool_size=1)))
    )


async def _load(arguments: argparse.Namespace, database: Database) -> LoadView:
    asked = LoadAsked(
        district=arguments.district,
        provider_id=arguments.provider,
        basis=arguments.basis,
        landlord_kind=arguments.landlord,
    )
    where = (asked.district,)
    reach = Reach(getpass.getuser(), where, where, provider=asked.provider_id)
    size = _size(arguments.file)
    async with database.unit_of_work(reach, action="begin_load", cause=uuid.uuid4()) as uow:
        load_id = (await begin_load(uow, asked, size)).id
    with telling("rows") as told:
        await load_file(database, reach, load_id, arguments.file, basis=asked.basis, told=told)
    async with database.reading(reach) as reading:
        view = await shown(reading, load_id)
    await database.dispose()
    if view.failure:
        raise InvalidInput(f"{arguments.file}: {view.failure}")
    return view


def _size(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return file.seek(0, 2)
    except OSError as error:
        raise InvalidInput(f"{path}: {error.strerror}") from error
