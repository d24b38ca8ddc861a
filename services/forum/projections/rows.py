"""How rows of a read model are put in place, many at a time."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.forum.projections.base import Base


async def put(session: AsyncSession, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Put whole rows in the place of those with the same key; of two of one key the later counts."""
    columns = [column.key for column in table.__table__.columns]
    keys = [column.key for column in table.__table__.primary_key]
    latest = {tuple(row[key] for key in keys): row for row in rows}
    if latest:
        new = insert(table)
        rest = {name: new.excluded[name] for name in columns if name not in keys}
        await session.execute(
            new.on_conflict_do_update(index_elements=keys, set_=rest), list(latest.values())
        )
