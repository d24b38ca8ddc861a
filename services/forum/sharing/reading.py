"""What of the timeline a partner reads next: one's own cases as they come, others' period by period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.forum.domain.sharing.agreement import Agreement, View
from services.forum.domain.sharing.release import next_first, released_before
from services.forum.projections import Case, TimelineEntry
from services.forum.sharing.agreements import STOPS
from services.forum.sharing.keys import pseudonyms
from services.forum.sharing.places import Place
from shared.calendar import begins, legal_date
from shared.contracts.event import District
from shared.persistence.reading import Transaction
from shared.schema import Field, Model

POSITION = TimelineEntry.position


class Wanted(Model):
    """What a partner asks for of what is agreed."""

    type: str | None = Field(default=None, max_length=60)
    """Events of this type alone."""
    district: District | None = None
    """Events of this district alone."""
    limit: int = Field(default=50, ge=1, le=100)
    """How many at most."""


class Stretch(NamedTuple):
    """Events that are read next, and the place after each."""

    rows: Sequence[TimelineEntry]
    places: Sequence[Place]
    end: Place


@dataclass(frozen=True, slots=True)
class Reader:
    """A partner who reads under an agreement, and what they want of it."""

    transaction: Transaction
    agreement: Agreement
    wanted: Wanted

    @property
    def session(self) -> AsyncSession:
        """Of the transaction, under the reach that the agreement opens."""
        return self.transaction.session

    async def next(self, place: Place) -> Stretch:
        """What comes after a place."""
        if self.agreement.view is View.OWN:
            return await self._as_they_come(place)
        return await self._by_periods(place)

    async def _as_they_come(self, place: Place) -> Stretch:
        rows = await self._rows(and_(place.after < POSITION, self._agreed()))
        places = [Place(row.position) for row in rows]
        return Stretch(rows, places, places[-1] if places else place)

    async def _by_periods(self, place: Place) -> Stretch:
        """The rest of the period that is being read, else the next one that is over."""
        while True:
            if not place.until:
                until = await self._end_of_period(place.after)
                if until is None:
                    return await self._withdrawn_since(place)
                place = Place(place.after, until, stops=place.stops)
            stretch = await self._within(place)
            if stretch.rows:
                return stretch
            place = stretch.end

    async def _end_of_period(self, after: int) -> int | None:
        """The last position of the period after a position; None where it is not released yet."""
        first = await self.session.scalar(
            select(TimelineEntry.occurred_at).where(after < POSITION).order_by(POSITION).limit(1)
        )
        span = self.agreement.dates
        released = released_before(self.transaction.today, span)
        if first is None or legal_date(first) >= released:
            return None
        end = begins(min(next_first(legal_date(first), span), released))
        beyond = await self.session.scalar(
            select(POSITION)
            .where(after < POSITION, TimelineEntry.occurred_at >= end)
            .order_by(POSITION)
            .limit(1)
        )
        if beyond is not None:
            return beyond - 1
        return await self.session.scalar(select(func.max(POSITION)))

    async def _within(self, place: Place) -> Stretch:
        """What is left of a period, in the order of the partner's own numbers."""
        version, ids = self.agreement.key_version, pseudonyms(self.agreement)
        agreed = and_(place.after < POSITION, place.until >= POSITION, self._agreed())
        found = await self.session.execute(select(POSITION, TimelineEntry.case_id).where(agreed))
        in_order = sorted((ids.of(case_id), position) for position, case_id in found)
        if place.key_version == version:
            in_order = [each for each in in_order if each > (place.case, place.position)]
        taken = in_order[: self.wanted.limit]
        rows = await self._of([position for _, position in taken])
        places = [
            replace(place, case=case, position=position, key_version=version)
            for case, position in taken
        ]
        over = Place(place.until, stops=place.stops)
        if places and len(taken) == len(in_order):
            places[-1] = over
        return Stretch([rows[each] for _, each in taken], places, places[-1] if places else over)

    async def _withdrawn_since(self, place: Place) -> Stretch:
        """Who withdrew their consent since: that waits for no period, and comes again with its own."""
        told = max(place.after, place.stops)
        stops = and_(told < POSITION, TimelineEntry.type == STOPS, self._agreed())
        rows = await self._rows(stops)
        places = [replace(place, stops=row.position) for row in rows]
        return Stretch(rows, places, places[-1] if places else place)

    def _agreed(self) -> ColumnElement[bool]:
        """What is agreed and wanted, of persons who have not withdrawn their consent."""
        agreement, wanted = self.agreement, self.wanted
        withdrawn = exists().where(
            Case.case_id == TimelineEntry.case_id, Case.consent_withdrawn_on.is_not(None)
        )
        return and_(
            TimelineEntry.type.in_(
                [t.type for t in agreement.types if wanted.type in {None, t.type}]
            ),
            TimelineEntry.district.in_(
                [d for d in agreement.districts if wanted.district in {None, d}]
            ),
            or_(TimelineEntry.type == STOPS, ~withdrawn),
        )

    async def _rows(self, which: ColumnElement[bool]) -> Sequence[TimelineEntry]:
        rows = select(TimelineEntry).where(which).order_by(POSITION).limit(self.wanted.limit)
        return (await self.session.scalars(rows)).all()

    async def _of(self, positions: Sequence[int]) -> Mapping[int, TimelineEntry]:
        rows = await self.session.scalars(select(TimelineEntry).where(POSITION.in_(positions)))
        return {row.position: row for row in rows}
