"""How rows of a read model are put in place, many at a time: as JSON, in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import TextClause, delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.forum.projections.base import Base
from shared.bus.projections import Projection, Told
from shared.contracts.event import Published

Row = Mapping[str, Any]


async def add(session: AsyncSession, table: type[Base], rows: Iterable[Row]) -> None:
    """Add rows, in this order."""
    await session.execute(_adding(table), {"rows": _written(rows)})


async def put(session: AsyncSession, table: type[Base], rows: Iterable[Row]) -> None:
    """Put whole rows in the place of those with the same key; of two of one key the later counts."""
    keys = _keys(table)
    latest = {tuple(row[key] for key in keys): row for row in rows}
    if latest:
        await session.execute(_putting(table), {"rows": _written(latest.values())})


def as_told(
    table: type[Base], contract: type[Published], mistaken: type[Published] | None = None
) -> Projection:
    """The read model that keeps of each event of a type what it has columns for, as a row.

    What was told last of a key counts. A row goes when its key is told as `mistaken`, for good.
    """

    async def keep(session: AsyncSession, told: Sequence[Told]) -> None:
        columns, events = set(_columns(table)), [each.event for each in told]
        rows = [e.model_dump(include=columns) for e in events if isinstance(e, contract)]
        await put(session, table, rows)
        if mistaken is not None:
            wrong = [event for event in events if isinstance(event, mistaken)]
            await _take_away(session, table, wrong)

    takes = (contract,) if mistaken is None else (contract, mistaken)
    return Projection(table.__tablename__, takes, keep)


async def _take_away(session: AsyncSession, table: type[Base], wrong: list[Published]) -> None:
    """Take away the rows of a table with one key that these events name."""
    [key] = _keys(table)
    if keys := [getattr(event, key) for event in wrong]:
        await session.execute(delete(table).where(getattr(table, key).in_(keys)))


@cache
def _adding(table: type[Base]) -> TextClause:
    name, columns = table.__tablename__, _quoted(_columns(table))
    return text(
        f"INSERT INTO {name} ({columns}) SELECT {columns}"  # noqa: S608 - our own names
        f" FROM json_populate_recordset(CAST(NULL AS {name}), CAST(:rows AS json))"
    )


@cache
def _putting(table: type[Base]) -> TextClause:
    keys = _keys(table)
    rest = ", ".join(
        f'"{name}" = excluded."{name}"' for name in _columns(table) if name not in keys
    )
    return text(f"{_adding(table)} ON CONFLICT ({_quoted(keys)}) DO UPDATE SET {rest}")


def _columns(table: type[Base]) -> list[str]:
    """All but those that PostgreSQL counts."""
    return [column.key for column in table.__table__.columns if column.identity is None]


def _keys(table: type[Base]) -> list[str]:
    return [column.key for column in table.__table__.primary_key]


def _quoted(names: Iterable[str]) -> str:
    """As SQL has them: one may be a word of its own, such as `on`."""
    return ", ".join(f'"{name}"' for name in names)


def _written(rows: Iterable[Row]) -> str:
    return orjson.dumps(list(rows), default=str).decode()
