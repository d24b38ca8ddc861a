"""A district's waiting list put in order by PostgreSQL, on whatever day and under any settings."""

import datetime as dt
import uuid
from calendar import monthrange
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import Grouping

from services.referral.domain.priority.coded import points_by_code, ranks_by_code
from services.referral.domain.priority.facts import Settings
from services.referral.domain.priority.places import NEAR
from services.referral.domain.priority.scheme import GroupsScheme, Promotion
from services.referral.tables import Referral, StageClock, WaitingCase
from shared.calendar import add_months

DAY = dt.timedelta(days=1)
_APPLICATION = StageClock.stage == 2  # noqa: PLR2004
"""The stage that ends with the formal application (guidance 4.15)."""


Position = tuple[int, dt.date, uuid.UUID]
"""A case's rank, since when it waits, and its id: in this order a list stands."""
Rows = Select[Any]


@dataclass(frozen=True, slots=True)
class Ordering:
    """The number by which a list is in order, least first; the same ones by date, then by id."""

    scheme: str
    rank: ColumnElement[int]


class InOrder:
    """Who waits in a district, in order."""

    def __init__(self, ordering: Ordering, district: str) -> None:
        self._of_district = (
            WaitingCase.district == district,
            WaitingCase.scheme == ordering.scheme,
            WaitingCase.left_on.is_(None),
        )
        self._rank = ordering.rank

    def count(self) -> Rows:
        """How many wait."""
        return select(func.count()).select_from(WaitingCase).where(*self._of_district)

    def all(self) -> Rows:
        """Every case, without its place: whoever reads on from the first knows it."""
        own = (WaitingCase.case_id, WaitingCase.waiting_since, WaitingCase.code)
        shown: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...] = (
            *own,
            WaitingCase.council_tenant,
            self._rank.label("rank"),
        )
        return select(*shown).where(*self._of_district)

    def beside(self, other: Ordering) -> Rows:
        """Every case with its rank under another ordering beside its own."""
        return self.all().add_columns(other.rank.label("other_rank"))

    def placed(self) -> Rows:
        """Every case with its place, and whether its neighbours have the same rank."""
        rows = self.all().subquery()
        order = (rows.c.rank, rows.c.waiting_since, rows.c.case_id)
        neighbours = (
            func.coalesce(beside.over(order_by=order) == rows.c.rank, false())
            for beside in (func.lag(rows.c.rank), func.lead(rows.c.rank))
        )
        place = func.row_number().over(order_by=order)
        return select(rows, place.label("place"), or_(*neighbours).label("level"))

    def only(self, case_id: uuid.UUID) -> Rows:
        """One case with its place."""
        rows = self.placed().subquery()
        return select(rows).where(rows.c.case_id == case_id)

    def near(self, on: dt.date, months: int) -> Rows:
        """Those with their places whose valid application has to be decided soon."""
        rows = self.placed().subquery()
        decide_by = StageClock.ended_on + func.make_interval(0, months)
        return (
            select(rows)
            .join(StageClock, and_(StageClock.case_id == rows.c.case_id, _APPLICATION))
            .where(decide_by <= on + NEAR)
        )

    def page(self, rows: Rows, after: Position | None, limit: int) -> Rows:
        """So many of the rows in order, from after a position, with what is shown of the case."""
        found = rows.subquery()
        order = (found.c.rank, found.c.waiting_since, found.c.case_id)
        page = select(found).order_by(*order).limit(limit)
        if after is not None:
            there = (literal(v, c.type) for v, c in zip(after, order, strict=True))
            page = page.where(tuple_(*order) > tuple_(*there))
        cut = page.subquery()
        return (
            select(cut, Referral.reference, StageClock.ended_on.label("applied_on"))
            .join(Referral, Referral.case_id == cut.c.case_id)
            .outerjoin(StageClock, and_(StageClock.case_id == cut.c.case_id, _APPLICATION))
            .order_by(cut.c.rank, cut.c.waiting_since, cut.c.case_id)
        )


def by_points(settings: Settings, on: dt.date) -> Ordering:
    """Most points first: for each yes, and for each period of waiting (Stroud App 4 D)."""
    waiting = settings.waiting
    periods = _months_completed(on) // waiting.every_months
    points = _of_code(points_by_code(settings)) + periods * cast(waiting.points, BigInteger)
    return Ordering("points", -points)


def by_groups(scheme: GroupsScheme, on: dt.date) -> Ordering:
    """High, medium, low, raised by time waited (Cannock Chase 13)."""
    of_need = _of_code(ranks_by_code(scheme))
    raised = (
        case((and_(of_need == rule.by_rule.rank, _waits_over(rule, on)), rule.to.rank))
        for rule in scheme.promotions
    )
    return Ordering("groups", func.least(of_need, *raised))


def _of_code(values: list[int]) -> ColumnElement[int]:
    """What the case's code gives."""
    array = Grouping(literal(values, ARRAY(BigInteger)))  # PostgreSQL subscripts no bare cast
    return array[WaitingCase.code + 1]


def _months_completed(on: dt.date) -> ColumnElement[int]:
    """Whole months waited; each is completed on its day, or on its month's last."""
    last = monthrange(on.year, on.month)[1]
    not_yet = case((func.least(WaitingCase.since_day, last) > on.day, 1), else_=0)
    return literal(on.year * 12 + on.month, Integer) - WaitingCase.since_month - not_yet


def _waits_over(rule: Promotion, on: dt.date) -> ColumnElement[bool]:
    """Whether a case waits longer than a rule asks for: later than that day itself."""
    since = add_months(on, -rule.over_months)
    while add_months(since, rule.over_months) >= on:
        since -= DAY
    return WaitingCase.waiting_since <= since
