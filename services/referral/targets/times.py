"""The times that cases took, on average (the style of Cannock Chase App 2; guidance 4.16).

PostgreSQL counts the cases that began and ended on the same days; they are read one after the other
and only counted here, so that the report needs no more memory for more cases.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Select, and_, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from services.referral.tables import ClockPause, StageClock
from services.referral.targets.queries import TimesAsked
from shared.averages import Spread, share, spread_of
from shared.calendar import financial_year
from shared.clocks import Pause, taken
from shared.persistence.reading import Reading
from shared.schema import Model
from shared.web.lists import narrowed

STAGES = range(1, 5)
WHOLE = 0
"""From the enquiry to the end of the last stage."""


class Times(Model):
    """How long something took."""

    cases: int
    """In how many cases it was done."""
    calendar_days: Spread
    """In days."""
    gross_working_days: Spread
    """In working days, with nothing taken off."""
    working_days: Spread
    """In working days, without those on which the clock stood still."""


class StageTimes(Times):
    """How long one stage took."""

    stage: int
    """Which stage of guidance 4.16 it is, 1 to 4."""
    met: int
    """In how many it was done within its target."""
    met_percent: str | None
    """The same in percent, where 95 are to be reached (guidance 4.16); null where there is none."""
    met_gross: int
    """In how many it was, with nothing taken off."""


class YearTimes(Times):
    """How long cases took that were completed in one financial year."""

    year: str
    """The financial year, such as `2025/26`."""


class TimesView(Model):
    """How long cases took: each stage, and from the enquiry to the completed works."""

    source: Literal["guidance 4.16"] = "guidance 4.16"
    """Where the stages and their targets come from."""
    stages: tuple[StageTimes, ...]
    """The four stages."""
    whole: Times
    """From the enquiry to the completed works."""
    years: tuple[YearTimes, ...]
    """The same by the financial year in which the works were completed (Cannock Chase App 2)."""


@dataclass(slots=True)
class Tally:
    """How many cases took how long: as many numbers as there are lengths, however many cases."""

    cases: int = 0
    calendar_days: Counter[int] = field(default_factory=Counter)
    gross_working_days: Counter[int] = field(default_factory=Counter)
    working_days: Counter[int] = field(default_factory=Counter)
    met: int = 0
    met_gross: int = 0

    def add(self, row: Any) -> None:
        """Count the cases of a row."""
        pauses = [Pause(*each) for each in zip(row.stopped or (), row.resumed or (), strict=True)]
        took = taken(row.began_on, row.ended_on, pauses)
        self.cases += row.cases
        self.calendar_days[took.calendar_days] += row.cases
        self.gross_working_days[took.gross_working_days] += row.cases
        self.working_days[took.working_days] += row.cases
        self.met += row.cases * (took.working_days <= row.target)
        self.met_gross += row.cases * (took.gross_working_days <= row.target)

    def times(self) -> Times:
        """As it is shown."""
        return Times(
            cases=self.cases,
            calendar_days=spread_of(self.calendar_days),
            gross_working_days=spread_of(self.gross_working_days),
            working_days=spread_of(self.working_days),
        )


async def times(reading: Reading, wanted: TimesAsked) -> TimesView:
    """Mean, median, least and most of each stage that was done in a time, and of whole cases."""
    stages: Mapping[int, Tally] = defaultdict(Tally)
    years: Mapping[int, Tally] = defaultdict(Tally)
    async for row in await reading.session.stream(_ended(wanted)):
        stages[row.stage].add(row)
    async for row in await reading.session.stream(_completed(wanted)):
        for tally in (stages[WHOLE], years[financial_year(row.ended_on)]):
            tally.add(row)
    return TimesView(
        stages=tuple(_stage(stage, stages[stage]) for stage in STAGES),
        whole=stages[WHOLE].times(),
        years=tuple(
            YearTimes(year=f"{year}/{(year + 1) % 100:02}", **dict(years[year].times()))
            for year in sorted(years)
        ),
    )


def _stage(stage: int, tally: Tally) -> StageTimes:
    return StageTimes(
        stage=stage,
        met=tally.met,
        met_percent=share(tally.met, tally.cases),
        met_gross=tally.met_gross,
        **dict(tally.times()),
    )


def _ended(wanted: TimesAsked) -> Select[Any]:
    """The stages that ended in the time."""
    own = StageClock.stage, StageClock.began_on, StageClock.ended_on
    return _counted(wanted, *own, StageClock.working_days.label("target"))


def _completed(wanted: TimesAsked) -> Select[Any]:
    """Whole cases whose last stage ended in the time; they have no target of their own."""
    first = aliased(StageClock)
    began = first.began_on.label("began_on")
    rows = _counted(
        wanted,
        StageClock.stage,
        began,
        StageClock.ended_on,
        StageClock.working_days.label("target"),
    )
    same = and_(first.case_id == StageClock.case_id, first.stage == STAGES[0])
    return rows.join(first, same).where(StageClock.stage == STAGES[-1])


def _counted(wanted: TimesAsked, *columns: Any) -> Select[Any]:
    """How many cases have the same days, those of their stopped clocks among them."""
    order = ClockPause.number
    paused = (
        select(
            ClockPause.case_id,
            func.array_agg(aggregate_order_by(ClockPause.stopped_on, order)).label("stopped"),
            func.array_agg(aggregate_order_by(ClockPause.resumed_on, order)).label("resumed"),
        )
        .group_by(ClockPause.case_id)
        .subquery()
    )
    alike = (*columns, paused.c.stopped, paused.c.resumed)
    rows = (
        select(*alike, func.count().label("cases"))
        .select_from(StageClock)
        .outerjoin(paused, paused.c.case_id == StageClock.case_id)
        .where(StageClock.ended_on.between(wanted.ended_from, wanted.ended_to))
        .group_by(*alike)
    )
    return narrowed(rows, wanted, StageClock.district, StageClock.urgency, StageClock.complexity)
