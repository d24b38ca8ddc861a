"""The county in columns: every home and need as matching takes them, kept current in memory.

PostgreSQL stays the one place of truth. Before each use, what changed since the last one is read
under the caller's reach: homes, which every member reads, once for the process; needs once for
each reach. What is told of a home or need is read again by whoever is told.
"""

import asyncio
import datetime as dt
import uuid
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Text, case, cast, select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.register import data
from services.register.domain import columns, need_columns
from services.register.domain.bulk import Register
from services.register.domain.columns import Ints
from services.register.domain.listing import Occupancy
from services.register.domain.needs import Need, opened
from services.register.domain.shortlists import Among
from services.register.in_force.fitness import Rules, facts_of, packed, rules_on
from services.register.tables import HouseholdNeed, RegisteredHome
from shared.persistence.changes import oldest_open
from shared.persistence.reach import Reach
from shared.persistence.reading import Transaction
from shared.problems import NotFound

PART = 5000
"""Rows read at once."""
REACHES = 32
"""Reaches whose needs are held at once."""


class HomeRow(NamedTuple):
    """A home as it is read."""

    id: str
    district: str
    is_empty: bool
    relet: str | None
    """The day on which it had become empty for the last time but so many."""
    fitness: bytes | None
    """None where it is kept by other rules."""

    @property
    def relet_on(self) -> int:
        return dt.date.fromisoformat(self.relet).toordinal() if self.relet else 0


class Stock:
    """The homes by one set of rules: a table with a column for each home, in the order of ids."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.ids: list[str] = []
        self.seen = 0
        """Transactions from this one on may have changed what was not read yet."""
        self._district: list[str] = []
        self._table: Ints = np.empty((0, 0), dtype=np.int32)
        self._empty: Ints = np.empty(0, dtype=bool)
        self._relet: Ints = np.empty(0, dtype=np.int64)
        self._place: dict[str, int] = {}
        self.homes: columns.Homes

    def is_empty(self) -> Ints:
        """Of each home, whether nobody lives there."""
        return self._empty

    def among(self, among: Among, today: dt.date) -> Ints | None:
        """Of each home, whether it counts; None where all do."""
        if among is Among.ALL:
            return None
        # Those often re-let became empty so many times of late.
        often: Ints = self._relet >= data.often_relet().since(today).toordinal()
        return self._empty if among is Among.EMPTY else often

    def on_offer(self, advertised: Iterable[str], areas: Sequence[str]) -> Ints:
        """Of each home, whether it is empty or advertised, and in one of the areas if any is named."""
        offered = self._empty.copy()
        offered[[self._place[home] for home in advertised if home in self._place]] = True
        if not areas:
            return offered
        known = self.homes.districts
        wanted: Ints = np.isin(self.homes.district, [known[a] for a in areas if a in known])
        return offered & wanted

    def take(self, rows: Sequence[HomeRow]) -> None:
        """Put rows in their places, and those of new homes between the others."""
        new = []
        for row in rows:
            place = self._place.get(row.id)
            if place is None:
                new.append(row)
            else:
                self._table[:, place] = np.frombuffer(row.fitness or b"", dtype=np.int32)
                self._empty[place], self._relet[place] = row.is_empty, row.relet_on
        if new:
            self._add(new)

    def _add(self, rows: Sequence[HomeRow]) -> None:
        numbers = np.frombuffer(b"".join(row.fitness or b"" for row in rows), dtype=np.int32)
        new = numbers.reshape(len(rows), -1).T
        ids = [*self.ids, *(row.id for row in rows)]
        order = sorted(range(len(ids)), key=ids.__getitem__)
        district = [*self._district, *(row.district for row in rows)]
        self.ids = [ids[n] for n in order]
        self._district = [district[n] for n in order]
        table = np.concatenate([self._table, new], axis=1) if self._place else new
        self._table = np.ascontiguousarray(table[:, order])
        empty = np.array([row.is_empty for row in rows], dtype=bool)
        relet = np.array([row.relet_on for row in rows], dtype=np.int64)
        self._empty = np.concatenate([self._empty, empty])[order]
        self._relet = np.concatenate([self._relet, relet])[order]
        self._place = {home_id: n for n, home_id in enumerate(self.ids)}
        self.homes = columns.of_rows(self.ids, self._district, self._table.T)


class Households:
    """The needs that one reach may read, of households that are looking."""

    def __init__(self) -> None:
        self.by_id: dict[str, Need] = {}
        self.seen = 0
        self._columns: tuple[Any, need_columns.Needs] | None = None

    def here(self, district: str, today: dt.date) -> list[Need]:
        """Those that hold today of households that would live in the district."""
        needs = self.by_id.values()
        return [need for need in needs if district in need.areas and need.in_force(today)]

    def in_columns(self, stock: Stock, today: dt.date) -> need_columns.Needs:
        """Those that hold today, kept until one of them or the homes' districts change."""
        made_of = (self.seen, stock.rules.fingerprint, tuple(stock.homes.districts), today)
        if self._columns is None or self._columns[0] != made_of:
            in_force = (need for need in self.by_id.values() if need.in_force(today))
            asked = need_columns.needs(in_force, stock.homes.districts, stock.rules.codes)
            self._columns = made_of, asked
        return self._columns[1]


class County:
    """One process's columns; whoever uses them has them alone."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._stock: Stock | None = None
        self._households: OrderedDict[Reach, Households] = OrderedDict()

    @asynccontextmanager
    async def stock(self, reading: Transaction) -> AsyncIterator[Stock]:
        """The homes as they are now, held until the block ends."""
        reach = reading.reach
        if not reach.read or reach.case is not None:
            raise NotFound
        rules = rules_on(reading.today)
        async with self._lock:
            if self._stock is None or self._stock.rules.fingerprint != rules.fingerprint:
                self._stock = Stock(rules)
            await _refresh_stock(reading, self._stock)
            yield self._stock

    async def households(self, reading: Transaction) -> Households:
        """The needs in the caller's reach as they are now; asked for while holding the stock."""
        reach = reading.reach
        whose = Reach("", reach.read, case=reach.case, provider=reach.provider)
        held = self._households.setdefault(whose, Households())
        self._households.move_to_end(whose)
        if len(self._households) > REACHES:
            self._households.popitem(last=False)
        await _refresh_needs(reading, held)
        return held


_COUNTIES: WeakKeyDictionary[AsyncEngine, County] = WeakKeyDictionary()


def county_of(reading: Transaction) -> County:
    """The columns of the database that the transaction is on."""
    engine = reading.session.bind
    if not isinstance(engine, AsyncEngine):
        raise TypeError("the transaction is not on an engine")
    return _COUNTIES.setdefault(engine, County())


def register_of(stock: Stock, needs: need_columns.Needs) -> Register:
    """Homes and needs side by side."""
    rules = stock.rules
    return Register(stock.homes, needs, rules.policy, rules.codes)


def register_for(stock: Stock, needs: Iterable[Need]) -> Register:
    """The homes beside needs that are no columns yet."""
    return register_of(stock, need_columns.needs(needs, stock.homes.districts, stock.rules.codes))


async def _refresh_stock(reading: Transaction, stock: Stock) -> None:
    """Read the homes that may have changed; those known by other rules are worked out again."""
    now = await oldest_open(reading)
    home = RegisteredHome
    fitness = case((home.fitness_by == stock.rules.fingerprint, home.fitness))
    changed = select(
        cast(home.id, Text),
        home.district,
        home.occupancy == Occupancy.EMPTY,
        home.vacated_on[-data.often_relet().times].astext,
        fitness,
    ).where(home.changed >= stock.seen)
    result = await reading.session.stream(changed.execution_options(yield_per=PART))
    rows = [HomeRow(*row) async for part in result.partitions() for row in part]
    stale = {row.id: row for row in rows if row.fitness is None}
    ids = [uuid.UUID(home_id) for home_id in stale]
    for start in range(0, len(ids), PART):
        wanted = select(home).where(home.id.in_(ids[start : start + PART]))
        found = (await reading.session.scalars(wanted)).all()
        rows += await asyncio.to_thread(_worked_out, found, stale, stock.rules)
    await asyncio.to_thread(stock.take, [row for row in rows if row.fitness is not None])
    stock.seen = now


def _worked_out(
    homes: Sequence[RegisteredHome], stale: dict[str, HomeRow], rules: Rules
) -> list[HomeRow]:
    return [stale[str(h.id)]._replace(fitness=packed(facts_of(h), rules)) for h in homes]


async def _refresh_needs(reading: Transaction, held: Households) -> None:
    """Read the needs that may have changed."""
    now = await oldest_open(reading)
    household = HouseholdNeed
    changed = select(household.need, household.ended_at).where(
        household.changed >= held.seen, household.need.is_not(None)
    )
    for need, ended_at in await reading.session.execute(changed):
        read = opened(need)
        if ended_at is None:
            held.by_id[read.id] = read
        else:
            held.by_id.pop(read.id, None)
    held.seen = now
