"""What the stock lacks: supply against need, now and on the days when it was recorded."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select

from services.register.county.stock import county_of
from services.register.domain.listing import Occupancy
from services.register.domain.needs import Need
from services.register.domain.stock import Cell, Gap, Obstacle, gaps
from services.register.tables import RegisteredHome, StockRecord
from shared.contracts.codes import AccessCategory
from shared.persistence.reading import Reading, Transaction
from shared.schema import Model
from shared.views import ViewOfRow


class StockRecordView(ViewOfRow):
    """Supply against need in a district on one day."""

    id: uuid.UUID
    """The record."""
    taken_on: dt.date
    """The day it was recorded."""
    district: str
    """ONS code of the district."""
    started_at: dt.datetime
    """When it was asked for."""
    finished_at: dt.datetime | None
    """When the last household had been looked at; null before that."""
    households: int
    """How many are to be looked at; 0 before the first was."""
    looked_at: int
    """How many have been so far."""
    gaps: list[Gap]
    """Supply against need, by category and bedrooms."""
    obstacles: list[Obstacle]
    """By domain: what kept each household so far from the empty home that came first for it."""


class StockGaps(Model):
    """Supply against need now, and as it was recorded, the latest first."""

    now: list[Gap]
    """As it is at this moment, by district, category and bedrooms."""
    recorded: list[StockRecordView]
    """As it was on the days on which it was recorded."""


async def stock_record(reading: Reading, record_id: uuid.UUID) -> StockRecordView:
    """One record, as far as it has come."""
    return StockRecordView.of(await reading.read(StockRecord, record_id))


async def stock_gaps(reading: Reading, district: str) -> StockGaps:
    """How supply stands to need in a district, and how it stood."""
    recorded = select(StockRecord).where(
        StockRecord.district == district, StockRecord.finished_at.is_not(None)
    )
    rows: Sequence[StockRecord] = (
        await reading.session.scalars(recorded.order_by(StockRecord.taken_on.desc()))
    ).all()
    return StockGaps(
        now=await gaps_now(reading, district), recorded=[StockRecordView.of(row) for row in rows]
    )


async def gaps_now(reading: Transaction, district: str) -> list[Gap]:
    """By category and bedrooms; of needs, those that the caller may see."""
    home, bedrooms = RegisteredHome, func.coalesce(RegisteredHome.bedrooms, 0)
    empty = func.count().filter(home.occupancy == Occupancy.EMPTY)
    counted = (
        select(home.category, bedrooms, func.count(), empty)
        .where(home.district == district)
        .group_by(home.category, bedrooms)
    )
    supply, vacant = Counter[Cell](), Counter[Cell]()
    for category, rooms, homes, empty_homes in await reading.session.execute(counted):
        cell = (district, AccessCategory(category), rooms)
        supply[cell], vacant[cell] = homes, empty_homes
    found = gaps(supply, vacant, await needs_now(reading, district))
    return [gap for gap in found if gap.district == district]


async def needs_now(reading: Transaction, district: str) -> list[Need]:
    """The needs within reach that hold today, of households looking for a home in the district."""
    county = county_of(reading)
    async with county.stock(reading):
        households = await county.households(reading)
    return households.here(district, reading.today)
