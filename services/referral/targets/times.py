"""The times that cases took, on average (the style of Cannock Chase App 2; guidance 4.16)."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from sqlalchemy import select

from services.referral.tables import ClockPause, StageClock
from services.referral.targets.queries import TimesAsked
from shared.averages import Spread, share, spread
from shared.clocks import Pause, Taken, taken
from shared.persistence.reading import Reading
from shared.schema import Model

Pauses = Mapping[uuid.UUID, Sequence[Pause]]


class StageTimes(Model):
    """How long one stage took."""

    stage: int
    """Which stage of guidance 4.16 it is, 1 to 4."""
    cases: int
    """In how many cases it was done."""
    calendar_days: Spread
    """In days."""
    gross_working_days: Spread
    """In working days, with nothing taken off."""
    working_days: Spread
    """In working days, without those on which the clock stood still."""
    met: int
    """In how many it was done within its target."""
    met_percent: str | None
    """The same in percent, where 95 are to be reached (guidance 4.16); null where there is none."""
    met_gross: int
    """In how many it was, with nothing taken off."""


class TimesView(Model):
    """How long each stage took."""

    source: Literal["guidance 4.16"] = "guidance 4.16"
    """Where the stages and their targets come from."""
    stages: tuple[StageTimes, ...]
    """The four stages."""


async def times(reading: Reading, wanted: TimesAsked) -> TimesView:
    """Mean, median, least and most of each stage that was done in a time."""
    ended = select(StageClock).where(*wanted.conditions()).order_by(StageClock.stage)
    clocks = (await reading.session.scalars(ended)).all()
    pauses = await _pauses(reading, {clock.case_id for clock in clocks})
    return TimesView(
        stages=tuple(
            _times(stage, [clock for clock in clocks if clock.stage == stage], pauses)
            for stage in range(1, 5)
        )
    )


async def _pauses(reading: Reading, cases: set[uuid.UUID]) -> Pauses:
    """Those of these cases, in order."""
    rows = select(ClockPause).order_by(ClockPause.case_id, ClockPause.number)
    found = defaultdict(list)
    for row in await reading.session.scalars(rows):
        if row.case_id in cases:
            found[row.case_id].append(Pause(row.stopped_on, row.resumed_on))
    return found


def _times(stage: int, clocks: Sequence[StageClock], pauses: Pauses) -> StageTimes:
    took = [_taken(clock, pauses) for clock in clocks]
    targets = [clock.working_days for clock in clocks]
    met = sum(t.working_days <= days for t, days in zip(took, targets, strict=True))
    gross = sum(t.gross_working_days <= days for t, days in zip(took, targets, strict=True))
    return StageTimes(
        stage=stage,
        cases=len(took),
        calendar_days=spread([each.calendar_days for each in took]),
        gross_working_days=spread([each.gross_working_days for each in took]),
        working_days=spread([each.working_days for each in took]),
        met=met,
        met_percent=share(met, len(took)),
        met_gross=gross,
    )


def _taken(clock: StageClock, pauses: Pauses) -> Taken:
    began, ended = clock.began_on, clock.ended_on
    assert began is not None, "a stage that has ended had begun"
    assert ended is not None, "only such are asked for"
    return taken(began, ended, pauses.get(clock.case_id, ()))
