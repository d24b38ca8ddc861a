"""Who would move on a waiting list if a district adopted other settings."""

import uuid
from typing import Any

from sqlalchemy import Subquery, func, select

from services.referral.domain.priority.facts import ForWaiting, PointsForYes, Settings
from services.referral.domain.priority.placing import OtherScheme
from services.referral.domain.priority.scheme import GroupsScheme
from services.referral.in_force.policies import scheme_on
from services.referral.tables import Referral
from services.referral.waiting_list.adopted import adopted_settings
from services.referral.waiting_list.ordering import InOrder, by_points
from shared.persistence.reading import Reading
from shared.schema import Field, Model, example

MOST_MOVES = 100
NOTHING = Settings(
    questions=PointsForYes.model_construct(None, **dict.fromkeys(PointsForYes.model_fields, 0)),
    waiting=ForWaiting(points=0, every_months=1),
    threshold=0,
)
"""A list of which no settings were adopted yet stands in the order of time waited alone."""


class SettingsTried(Model):
    """Settings that a district thinks of adopting."""

    model_config = example(
        settings={
            "questions": {
                str(number): points
                for number, points in enumerate((10, 10, 8, 10, 8, 6, 6, 3, 2, 2), start=1)
            },
            "waiting": {"points": 1, "every_months": 3},
            "threshold": 12,
        }
    )

    settings: Settings
    """Points for each yes and for waiting, and from how many approval is considered."""


class Move(Model):
    """A case that would stand elsewhere."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    reference: str
    """What people call the case on the telephone and in letters."""
    place_now: int
    """Where it stands today."""
    place_then: int
    """Where it would stand."""
    points_now: int
    """What it has today."""
    points_then: int
    """What it would have."""


class TrialView(Model):
    """What other settings would change; nothing is changed by asking."""

    waiting: int
    """How many cases wait."""
    up: int
    """How many would stand nearer to the head."""
    down: int
    """How many would stand further back."""
    reach_threshold_now: int
    """How many have the points from which approval is considered."""
    reach_threshold_then: int
    """How many would have."""
    moves: tuple[Move, ...] = Field(max_length=MOST_MOVES)
    """Those who would move furthest, up to 100, the furthest first."""


async def trial(reading: Reading, district: str, tried: SettingsTried) -> TrialView:
    """Who would move. Raises `OtherScheme` where the list does not go by points."""
    _, scheme = scheme_on(district, reading.today)
    if isinstance(scheme, GroupsScheme):
        detail = f"the list goes by groups ({scheme.clause}), which have no settings"
        raise OtherScheme.at("/settings", detail)
    adopted = await adopted_settings(reading, district)
    now, then = adopted.settings if adopted else NOTHING, tried.settings
    places = _places(district, now, then, reading)
    found = (await reading.session.execute(_summary(places, now, then))).mappings().one()
    moves = (await reading.session.execute(_moves(places))).mappings()
    return TrialView(**found, moves=tuple(Move(**row) for row in moves))


def _places(district: str, now: Settings, then: Settings, reading: Reading) -> Subquery:
    """Every case with its place and points under both settings."""
    rows = InOrder(by_points(now, reading.today), district).beside(by_points(then, reading.today))
    waiting = rows.subquery()
    last = (waiting.c.waiting_since, waiting.c.case_id)
    today, tried = waiting.c.rank, waiting.c.other_rank
    return select(
        waiting.c.case_id,
        func.row_number().over(order_by=(today, *last)).label("place_now"),
        func.row_number().over(order_by=(tried, *last)).label("place_then"),
        (-today).label("points_now"),
        (-tried).label("points_then"),
    ).subquery()


def _summary(places: Subquery, now: Settings, then: Settings) -> Any:
    count, row = func.count(), places.c
    return select(
        count.label("waiting"),
        count.filter(row.place_then < row.place_now).label("up"),
        count.filter(row.place_then > row.place_now).label("down"),
        count.filter(row.points_now >= now.threshold).label("reach_threshold_now"),
        count.filter(row.points_then >= then.threshold).label("reach_threshold_then"),
    ).select_from(places)


def _moves(places: Subquery) -> Any:
    row = places.c
    by = func.abs(row.place_then - row.place_now)
    return (
        select(places, Referral.reference)
        .join(Referral, Referral.case_id == row.case_id)
        .where(by > 0)
        .order_by(by.desc(), row.place_then)
        .limit(MOST_MOVES)
    )
