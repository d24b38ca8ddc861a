"""A district's waiting list a page at a time, and one case's place on it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Select, select

from services.referral.domain.priority.coded import circumstances_of, questions_of
from services.referral.domain.priority.facts import Circumstances
from services.referral.domain.priority.placing import LeftBecause
from services.referral.in_force.policies import statute
from services.referral.tables import WaitingCase, WaitingRecord
from services.referral.waiting_list.adopted import rules_of
from services.referral.waiting_list.ordering import InOrder, Position
from services.referral.waiting_list.views import PlaceView, Shown, Standing
from shared.persistence.reading import Transaction
from shared.schema import Date, Flag, Instant, Model
from shared.views import shown
from shared.web.lists import Asked, Page, cursor_at, position_in


class ListAsked(Asked):
    """Which part of a waiting list is wanted."""

    near: bool = False
    """Only cases whose valid application has to be decided within 30 days, or is overdue."""


class WaitingListPage(Page):
    """A page of a district's waiting list, who is to be helped first at the head."""

    on: Date
    """The day for which it is in order."""
    scheme: str
    """`points` or `groups`, as the district's policy has it."""
    policy_version: str
    """The policy that it goes by."""
    settings: int | None
    """The number of the adopted settings that it goes by; null where it goes by groups."""
    waiting: int
    """How many cases wait."""
    items: list[PlaceView]
    """The places of this page."""


class WaitingEntry(Model):
    """What was recorded of a case's waiting: put on the list, reviewed, or taken off."""

    number: int
    """Counts from 1; the last one counts."""
    recorded_at: Instant
    """When it was recorded."""
    recorded_by: str
    """Who recorded it, as the token names them."""
    reason: str | None
    """Why it took the place of what stood before; null of the first."""
    waiting_since: Date
    """From when the case waits."""
    yes: tuple[int, ...] | None
    """The questions that are answered with yes, by number; null where the list goes by groups."""
    circumstances: Circumstances | None
    """What decides the group; null where the list goes by points."""
    council_tenant: Flag
    """Whether the council itself is the person's landlord."""
    left_on: Date | None
    """When the case left the list; null while it waits."""
    left_because: LeftBecause | None
    """Why it left."""

    @classmethod
    def of(cls, row: WaitingRecord) -> "WaitingEntry":
        by_points = row.scheme == "points"
        return shown(
            cls,
            row,
            yes=questions_of(row.code) if by_points else None,
            circumstances=None if by_points else circumstances_of(row.code),
        )


class WaitingView(Model):
    """A case's place on its district's waiting list, and how it came to stand there."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    place: PlaceView | None
    """Where it stands today and why; null where it has left the list, or where the district now
    goes by other rules and the case has to be looked at again."""
    history: tuple[WaitingEntry, ...]
    """What was recorded, the first first."""


class After(NamedTuple):
    """Where a page ended; the pages after it go by the same day and settings."""

    on: dt.date
    settings: int
    place: int
    rank: int
    waiting_since: dt.date
    case_id: uuid.UUID

    @property
    def position(self) -> Position:
        return self.rank, self.waiting_since, self.case_id


_AFTER = TypeAdapter(After)


async def waiting_list(reading: Transaction, district: str, asked: ListAsked) -> WaitingListPage:
    """The cases that wait in a district, each with its place and why (contract 4)."""
    after = position_in(asked, _AFTER) if asked.cursor else None
    on = after.on if after else reading.today
    rules = await rules_of(reading, district, on, after.settings if after else None)
    ordered = InOrder(rules.ordering(on), district)
    rows = ordered.near(on, statute(on).decision.months) if asked.near else ordered.all()
    page = ordered.page(rows, after.position if after else None, asked.limit + 1)
    found = await _standings(reading, page, after)
    items = found[: asked.limit]
    shown = Shown(district, rules, on)
    return WaitingListPage(
        on=on,
        scheme=rules.scheme.scheme,
        policy_version=rules.policy_version,
        settings=rules.number or None,
        waiting=await reading.session.scalar(ordered.count()) or 0,
        items=[shown.place(each) for each in items],
        next=_next(asked, on, rules.number, items[-1]) if len(found) > len(items) else None,
    )


def _next(asked: ListAsked, on: dt.date, settings: int, last: Standing) -> str:
    after = After(on, settings, last.place, last.rank, last.waiting_since, last.case_id)
    return cursor_at(asked, _AFTER, after)


async def place(reading: Transaction, case_id: uuid.UUID) -> WaitingView:
    """Why a case stands where it does, and what was recorded of it."""
    case = await reading.read(WaitingCase, case_id)
    records = select(WaitingRecord).where(WaitingRecord.case_id == case_id)
    history = (await reading.session.scalars(records.order_by(WaitingRecord.number))).all()
    return WaitingView(
        case_id=case_id,
        place=await _place(reading, case) if case.left_on is None else None,
        history=tuple(WaitingEntry.of(row) for row in history),
    )


async def _place(reading: Transaction, case: WaitingCase) -> PlaceView | None:
    rules = await rules_of(reading, case.district, reading.today)
    ordered = InOrder(rules.ordering(reading.today), case.district)
    page = ordered.page(ordered.only(case.case_id), None, 1)
    found = await _standings(reading, page, None)
    return Shown(case.district, rules, reading.today).place(found[0]) if found else None


async def _standings(
    reading: Transaction, page: Select[Any], after: After | None
) -> Sequence[Standing]:
    """The cases of a page. Of the whole list they are numbered on from the page before."""
    rows = (await reading.session.execute(page)).mappings().all()
    ranks = [after.rank if after else None, *(row["rank"] for row in rows), None]
    first = after.place + 1 if after else 1
    return [
        Standing(
            **{
                "place": first + n,
                "level": row["rank"] in (ranks[n], ranks[n + 2]),
                **row,
            }
        )
        for n, row in enumerate(rows)
    ]
