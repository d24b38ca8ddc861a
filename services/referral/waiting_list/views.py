"""A place on a waiting list as it is shown, with the reasons for it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from services.referral.domain.priority import codes
from services.referral.domain.priority.coded import answers_of, circumstances_of
from services.referral.domain.priority.codes import Group
from services.referral.domain.priority.facts import GroupsCase, PointsCase
from services.referral.domain.priority.groups import group_of
from services.referral.domain.priority.places import Clock, Why
from services.referral.domain.priority.points import Count
from services.referral.domain.priority.scheme import GroupsScheme
from services.referral.domain.signposting import Destination
from services.referral.in_force.policies import council_tenants, statute
from services.referral.waiting_list.adopted import Rules
from shared.schema import Date, Flag, Model


class ReasonView(Model):
    """A reason for a place."""

    code: codes.Reason
    """The reason."""
    points: int | None
    """What it gives, where the list goes by points."""
    clause: str
    """Where it comes from."""


class AdviceView(Model):
    """Who may be quicker for this person; the place stays as it is."""

    to: Destination
    """Whom to turn to."""
    clause: str
    """Where it comes from."""


class PlaceView(Model):
    """A case's place on its district's waiting list, and why it stands there."""

    case_id: uuid.UUID
    """The case, the same in every service."""
    reference: str
    """What people call the case on the telephone and in letters."""
    place: int
    """Its place today, 1 for the first."""
    waiting_since: Date
    """From when it waits."""
    points: int | None
    """All its points; null where the list goes by groups."""
    reaches_threshold: Flag | None
    """Whether approval is considered at so many points; null where the list goes by groups."""
    group: Group | None
    """Its group, time waited counted; null where the list goes by points."""
    reasons: tuple[ReasonView, ...]
    """Why it stands where it does."""
    decide_by: Date | None
    """By when a valid application has to be decided, whatever the place; null without one."""
    near: Flag
    """Whether that is at most 30 days away, or over."""
    advice: AdviceView | None
    """Who else may help a council's own tenant; null for others."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as PostgreSQL counted it."""

    case_id: uuid.UUID
    reference: str
    waiting_since: dt.date
    code: int
    council_tenant: bool
    rank: int
    applied_on: dt.date | None
    """When a valid application was made, as grants told."""
    place: int
    level: bool
    """Whether another case has the same rank."""


class Shown:
    """How cases of one district are shown on a day."""

    def __init__(self, district: str, rules: Rules, on: dt.date) -> None:
        self._rules, self._on = rules, on
        self._clock = Clock(on, statute(on).decision.months)
        self._advice = council_tenants(district, on)

    def place(self, standing: Standing) -> PlaceView:
        """The place with its reasons."""
        scheme, adopted = self._rules.scheme, self._rules.adopted
        decide_by = self._clock.decide_by(standing.applied_on)
        points = None if adopted is None else -standing.rank
        advice = self._advice if standing.council_tenant else None
        return PlaceView(
            case_id=standing.case_id,
            reference=standing.reference,
            place=standing.place,
            waiting_since=standing.waiting_since,
            points=points,
            reaches_threshold=adopted and -standing.rank >= adopted.settings.threshold,
            group=None if adopted else tuple(Group)[standing.rank],
            reasons=tuple(
                ReasonView(code=why.code, points=why.points, clause=why.clause)
                for why in (
                    *self._reasons(standing),
                    *([Why(codes.Reason.DATE_ORDER, None, scheme.clause)] * standing.level),
                )
            ),
            decide_by=decide_by,
            near=self._clock.is_near(decide_by),
            advice=advice and AdviceView(to=Destination(advice.to), clause=advice.clause),
        )

    def _reasons(self, standing: Standing) -> Iterable[Why]:
        scheme, adopted, on = self._rules.scheme, self._rules.adopted, self._on
        since = standing.waiting_since
        if isinstance(scheme, GroupsScheme):
            facts = dict(circumstances_of(standing.code))
            return group_of(GroupsCase(id="it", waiting_since=since, **facts), scheme, on)[1]
        assert adopted is not None
        case = PointsCase(id="it", waiting_since=since, answers=answers_of(standing.code))
        return Count(scheme, adopted.settings, on).reasons(case)
