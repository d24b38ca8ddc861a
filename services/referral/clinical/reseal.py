"""`reseal`: what an older key sealed is sealed by the first one, so that the older one can go."""

import argparse
import asyncio
import uuid
from collections.abc import Sequence
from typing import cast

from sqlalchemy import select, tuple_

from services.referral.clinical.sealing import Unsealed, keys, sealed_anew
from services.referral.tables import CompletionCheckRecord, NarrativeRecord
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.persistence.unit_of_work import UnitOfWork
from shared.policies import authorities
from shared.settings import DatabaseSettings

AT_ONCE = 500
Position = tuple[uuid.UUID, int]
Table = type[NarrativeRecord | CompletionCheckRecord]
SEALED: tuple[Table, ...] = (NarrativeRecord, CompletionCheckRecord)


def reseal(_: argparse.Namespace) -> int:
    """Seal every row anew, so many in a transaction; harmless to break off and to repeat."""
    settings = DatabaseSettings.of_operator("referral")
    keys()  # one that is missing is named before anything is done
    try:
        count = asyncio.run(reseal_all(settings.database_url))
    except Unsealed as error:
        raise SystemExit(str(error)) from error
    print(f"{count:,} rows are sealed by the first key")
    return 0


async def reseal_all(url: str) -> int:
    """Every sealed row of every district; how many there are."""
    database = Database("referral", url, pool_size=1)
    try:
        return sum([await _reseal_table(database, table) for table in SEALED])
    finally:
        await database.dispose()


async def _reseal_table(database: Database, table: Table) -> int:
    done, after = 0, cast("Position | None", (uuid.UUID(int=0), 0))
    while after is not None:
        reach = Reach("operator:reseal", authorities(), authorities())
        async with database.unit_of_work(reach, action="reseal", cause=uuid.uuid4()) as uow:
            count, after = await _reseal_some(uow, table, after)
        done += count
    return done


async def _reseal_some(
    uow: UnitOfWork, table: Table, after: Position
) -> tuple[int, Position | None]:
    """How many rows were sealed anew, and the last of them; None after the last of all."""
    key = tuple_(table.case_id, table.number)
    rows = select(table).where(key > after).order_by(key).limit(AT_ONCE)
    scalars = await uow.session.scalars(rows.with_for_update())
    found = cast("Sequence[NarrativeRecord | CompletionCheckRecord]", scalars.all())
    for row in found:
        row.sealed = sealed_anew(row.sealed)
    return len(found), (found[-1].case_id, found[-1].number) if found else None
