"""Lists: filtered, in one order, a page at a time. Every service lists in this way.

A page goes on after the last row of the page before, so that it costs the same wherever it lies
and no row is shown twice or left out because another came in between.
"""

import base64
import hashlib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, Select, literal, text, tuple_
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from shared.identifiers import cases_of
from shared.persistence.reading import Transaction
from shared.problems import InvalidInput
from shared.schema import Field, Model

Row = TypeVar("Row", bound=DeclarativeBase)
Made = TypeVar("Made")
Position = TypeVar("Position", bound=tuple[Any, ...])
SomeSelect = TypeVar("SomeSelect", bound=Select[*tuple[Any, ...]])

Cursor = Annotated[str | None, Field(max_length=1000, description="`next` of the page before")]
Limit = Annotated[int, Field(ge=1, le=100, description="How many at most")]
_DIGEST_BYTES = 6
_BY_INDEX = text("SET LOCAL enable_seqscan = off")
"""PostgreSQL takes it that a policy lets one row of a hundred through, and so would rather read and
sort a whole table than go along an index until a page is full."""


class Asked(Model):
    """What is asked of a list. The filters of a list are the fields of a subclass.

    A route takes it as `Annotated[ItsFilters, Query()]`.
    """

    cursor: Cursor = None
    limit: Limit = 20


class Page(Model):
    """A page of a list; a subclass adds `items`."""

    next: str | None = Field(description="`cursor` of the page that follows; null on the last")


@dataclass(frozen=True, slots=True)
class Order:
    """An order of rows by columns that are never null, the last of them unique.

    There is an index on these columns in this order, else a page costs as much as the table.
    """

    columns: tuple[InstrumentedAttribute[Any], ...]
    descending: bool = False

    def sorted(self, rows: Select[Row]) -> Select[Row]:
        """The rows in this order."""
        return rows.order_by(*(c.desc() if self.descending else c for c in self.columns))

    def beyond(self, position: tuple[Any, ...]) -> ColumnElement[bool]:
        """Whether a row comes after the position."""
        there = tuple_(*(literal(v, c.type) for v, c in zip(position, self.columns, strict=True)))
        here = tuple_(*self.columns)
        return here < there if self.descending else here > there

    def position(self, row: DeclarativeBase) -> tuple[Any, ...]:
        """Where the row stands."""
        return tuple(getattr(row, column.key) for column in self.columns)

    @property
    def positions(self) -> TypeAdapter[tuple[Any, ...]]:
        """How a position is written and read."""
        kinds = tuple(column.type.python_type for column in self.columns)
        return TypeAdapter(tuple[kinds])  # type: ignore[valid-type]


def narrowed(rows: SomeSelect, asked: Model, *columns: InstrumentedAttribute[Any]) -> SomeSelect:
    """Those with what is asked for in these columns, each by the filter of its name.

    A filter that is left out narrows nothing.
    """
    for column in columns:
        if (value := getattr(asked, column.key)) is not None:
            rows = rows.where(column == value)
    return rows


def of_reference(
    rows: SomeSelect, asked: str | None, case_id: InstrumentedAttribute[uuid.UUID]
) -> SomeSelect:
    """Those of the case that people call so, where a reference is asked for."""
    return rows if asked is None else rows.where(case_id.between(*cases_of(asked)))


async def list_page(
    reading: Transaction, rows: Select[Row], asked: Asked, order: Order
) -> tuple[list[Row], str | None]:
    """The rows of the page that is asked for, and the cursor of the next page.

    Raises `InvalidInput` for a cursor that is not of this list with these filters.
    """
    if asked.cursor is not None:
        rows = rows.where(order.beyond(position_in(asked, order.positions)))
    await reading.session.execute(_BY_INDEX)
    wanted = order.sorted(rows).limit(asked.limit + 1)
    found = list((await reading.session.scalars(wanted)).all())
    if len(found) <= asked.limit:
        return found, None
    found.pop()
    return found, cursor_at(asked, order.positions, order.position(found[-1]))


def page_of(
    worked_out: Iterable[Made],
    asked: Asked,
    positions: TypeAdapter[Position],
    at: Callable[[Made], Position],
) -> tuple[list[Made], str | None]:
    """The same of what is worked out anew for each question, in the order of its positions.

    No two stand at one position.
    """
    after = position_in(asked, positions) if asked.cursor is not None else None
    left = [each for each in worked_out if after is None or at(each) > after]
    page = sorted(left, key=at)[: asked.limit]
    following = cursor_at(asked, positions, at(page[-1])) if len(left) > len(page) else None
    return page, following


def cursor_at(asked: Asked, positions: TypeAdapter[Position], position: Position) -> str:
    """The cursor of what comes after a position in the list that is asked for."""
    return base64.urlsafe_b64encode(_digest(asked) + positions.dump_json(position)).decode()


def position_in(asked: Asked, positions: TypeAdapter[Position]) -> Position:
    """The position that the cursor names. Raises `InvalidInput` where it is not of this list."""
    try:
        told = base64.urlsafe_b64decode((asked.cursor or "").encode())
        if told[:_DIGEST_BYTES] == _digest(asked):
            return positions.validate_json(told[_DIGEST_BYTES:])
    except (ValueError, ValidationError):
        pass
    raise InvalidInput.at(
        "/cursor", "not a cursor of this list with these filters: use `next` of its last page"
    )


def _digest(asked: Asked) -> bytes:
    """Of the list and its filters: a cursor of another list would leave rows out."""
    filters = asked.model_dump_json(exclude={"cursor", "limit"})
    named = f"{type(asked).__qualname__} {filters}"
    return hashlib.sha256(named.encode()).digest()[:_DIGEST_BYTES]
