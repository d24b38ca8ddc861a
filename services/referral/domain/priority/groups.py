"""A waiting list by groups of need, where waiting raises a case (Cannock Chase 13)."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from services.referral.domain.priority.codes import Group, Reason
from services.referral.domain.priority.facts import Circumstances, GroupsCase
from services.referral.domain.priority.places import Clock, PlaceInGroup, Why
from services.referral.domain.priority.scheme import GroupsScheme, Promotion
from shared.calendar import add_months


def place_in_groups(
    cases: Sequence[GroupsCase], scheme: GroupsScheme, clock: Clock
) -> tuple[PlaceInGroup, ...]:
    """High, medium, low; in a group who has waited longest first, then by id."""
    grouped = []
    for case in cases:
        group, reasons = group_of(case, scheme, clock.on)
        grouped.append((group.rank, case.waiting_since, case.id, case, group, reasons))
    grouped.sort(key=lambda each: each[:3])
    level = Counter(rank for rank, *_ in grouped)
    in_date_order = Why(Reason.DATE_ORDER, None, scheme.clause)
    return tuple(
        PlaceInGroup(
            id=case.id,
            place=place,
            group=group,
            decide_by=(due := clock.decide_by(case.valid_application_on)),
            near=clock.is_near(due),
            reasons=(*reasons, in_date_order) if level[rank] > 1 else reasons,
        )
        for place, (rank, _, _, case, group, reasons) in enumerate(grouped, start=1)
    )


def group_of(case: GroupsCase, scheme: GroupsScheme, on: dt.date) -> tuple[Group, tuple[Why, ...]]:
    """The group that its need gives, or the higher one that its waiting does, and why."""
    group = group_of_need(case, scheme)
    codes = [rule.code for rule in scheme.groupings if rule.group is group and rule.holds(case)]
    if raised := _raised(group, case.waiting_since, scheme, on):
        group = raised.to
        codes.append(raised.code)
    return group, tuple(Why(code, None, scheme.clause) for code in codes)


def group_of_need(case: Circumstances, scheme: GroupsScheme) -> Group:
    """The group that its need alone gives."""
    holding = (rule.group for rule in scheme.groupings if rule.holds(case))
    return min(holding, key=lambda each: each.rank)


def _raised(group: Group, since: dt.date, scheme: GroupsScheme, on: dt.date) -> Promotion | None:
    """The rule that raises a case furthest by its waiting; over means later than the day itself."""
    waited = (
        rule
        for rule in scheme.promotions
        if rule.by_rule is group and on > add_months(since, rule.over_months)
    )
    return min(waited, key=lambda rule: rule.to.rank, default=None)
