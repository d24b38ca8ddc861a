"""Each stage against its target, and where time is lost (guidance 4.16, 4.17; Cannock Chase App 2).

A stage counts in the time in which it ended. Gross is with nothing taken off; net is without the days
on which a recorded stop held the clock. Both are always told, so that no stop makes a service look
faster than people found it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

from services.forum.domain.course import Course, StageDone, stages_done, whole_way
from shared.averages import Spread, percentile, share, spread
from shared.contracts.codes import Complexity, Urgency
from shared.schema import Flag, Model

GOAL = 95
"""Of a hundred cases so many should keep to the target (4.16)."""


class Distribution(Spread):
    """How long cases took, whole days. A percentile is the time within which so many were done."""

    percentile_75: int | None
    """Within how many days 75 of 100 were done; null where there is no case."""
    percentile_90: int | None
    """Within how many days 90 of 100 were done."""
    percentile_95: int | None
    """Within how many days 95 of 100 were done: what a target that is kept lies above."""


class Times(Model):
    """How long it took, three ways."""

    cases: int
    """In how many cases it was done."""
    calendar_days: Distribution
    """In days, with nothing taken off."""
    gross_working_days: Distribution
    """In working days, with nothing taken off."""
    working_days: Distribution
    """In working days, without those on which a recorded stop held the clock."""


class StageGroup(Times):
    """One stage, of all cases or of those so urgent and so complex."""

    urgency: Urgency | None
    """How urgent; null: of all."""
    complexity: Complexity | None
    """How complex; null: of all."""
    with_target: int
    """In how many cases there was a target: the others were never triaged."""
    met: int
    """In how many of these it was kept, without stopped clocks."""
    met_percent: str | None
    """The same of a hundred, one decimal place, half rounded up; null where there is none."""
    goal_reached: Flag | None
    """Whether 95 of 100 kept to it (4.16), by the exact counts; null where there is none."""
    met_gross: int
    """In how many it was kept with nothing taken off."""
    met_gross_percent: str | None
    """The same of a hundred."""
    days_over: int
    """Working days beyond the target, of all that missed it together: the time that was lost."""


class StageReport(Model):
    """One stage of guidance 4.15."""

    stage: int
    """Which, 1 to 4."""
    all: StageGroup
    """Of all cases."""
    groups: tuple[StageGroup, ...]
    """Of each kind of case for which there is a target of its own, where there is one."""


class StoodStill(Model):
    """A reason for which clocks were stopped in these stages."""

    reason: str
    """Why nothing could be done, as a code."""
    cases: int
    """In how many cases."""
    working_days: int
    """For how many working days together."""


class TimesReport(Model):
    """Stages that ended in a time, against their targets."""

    goal_percent: int = GOAL
    """Of a hundred cases so many should keep to the target (guidance 4.16)."""
    stages: tuple[StageReport, ...]
    """The four stages."""
    whole: Times
    """From the enquiry to the completed works, of works that were completed in the time."""
    stood_still: tuple[StoodStill, ...]
    """Why clocks stood still in these stages, the most days first."""


def report(courses: Sequence[Course], first: dt.date, last: dt.date) -> TimesReport:
    """What the stages took that ended from one day to another."""
    by_stage: dict[int, list[StageDone]] = defaultdict(list)
    for course in courses:
        for stage, done in stages_done(course):
            if first <= done.ended_on <= last:
                by_stage[stage].append(done)
    whole = [w for c in courses if (w := whole_way(c)) and first <= w.ended_on <= last]
    return TimesReport(
        stages=tuple(_stage(stage, by_stage[stage]) for stage in range(1, 5)),
        whole=Times.model_validate(_times(whole)),
        stood_still=_stood_still(done for stage in by_stage.values() for done in stage),
    )


def distribution(days: Sequence[int]) -> Distribution:
    """How long it took in whole days."""
    return Distribution(
        **dict(spread(days)),
        percentile_75=percentile(days, 75),
        percentile_90=percentile(days, 90),
        percentile_95=percentile(days, GOAL),
    )


def goal_reached(met: int, of: int) -> bool | None:
    """Whether 95 of 100 kept to their target (4.16); None of none."""
    return met * 100 >= GOAL * of if of else None


def _stage(stage: int, done: Sequence[StageDone]) -> StageReport:
    kinds = [
        _group([d for d in done if (d.course.urgency, d.course.complexity) == kind], *kind)
        for kind in product(Urgency, Complexity)
    ]
    return StageReport(stage=stage, all=_group(done), groups=tuple(k for k in kinds if k.cases))


def _group(
    done: Sequence[StageDone], urgency: Urgency | None = None, complexity: Complexity | None = None
) -> StageGroup:
    aimed = [each for each in done if each.target is not None]
    met, gross = (sum(each.met(gross=way) for each in aimed) for way in (False, True))
    return StageGroup(
        **_times(done),
        urgency=urgency,
        complexity=complexity,
        with_target=len(aimed),
        met=met,
        met_percent=share(met, len(aimed)),
        goal_reached=goal_reached(met, len(aimed)),
        met_gross=gross,
        met_gross_percent=share(gross, len(aimed)),
        days_over=sum(each.days_over for each in aimed),
    )


def _times(done: Sequence[StageDone]) -> dict[str, Distribution | int]:
    took = [each.took for each in done]
    return {
        "cases": len(took),
        "calendar_days": distribution([each.calendar_days for each in took]),
        "gross_working_days": distribution([each.gross_working_days for each in took]),
        "working_days": distribution([each.working_days for each in took]),
    }


def _stood_still(done: Iterable[StageDone]) -> tuple[StoodStill, ...]:
    days: dict[str, int] = defaultdict(int)
    cases = defaultdict(set)
    for each in done:
        for stop in each.course.pauses:
            if lost := stop.pause.lost(each.began_on, each.ended_on):
                days[stop.reason] += lost
                cases[stop.reason].add(each.course.case_id)
    found = (StoodStill(reason=r, cases=len(cases[r]), working_days=days[r]) for r in days)
    return tuple(sorted(found, key=lambda each: (-each.working_days, each.reason)))
