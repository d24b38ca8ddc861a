"""A change of a policy is tried over the district's live cases: asked for, worked out, forgotten."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from sqlalchemy import delete

from services.grants.domain.determination.effects import Effect
from services.grants.domain.determination.trial import Trial, Unread
from services.grants.policies.what_if import Proposed, compared, with_cases
from services.grants.tables import TriedPolicy
from shared.contracts.event import OwnEvent
from shared.persistence.pieces import demand_room
from shared.persistence.unit_of_work import UnitOfWork
from shared.problems import NotFound

KEPT = dt.timedelta(days=90)
"""From when it is worked out: a forum meets every quarter."""


class WhatIfDue(OwnEvent):
    """A trial that was asked for is to be worked out."""

    TYPE: ClassVar[str] = "grants.what-if-due"

    what_if_id: uuid.UUID


class WhatIfOld(OwnEvent):
    """A trial has been kept for as long as it is."""

    TYPE: ClassVar[str] = "grants.what-if-old"

    what_if_id: uuid.UUID

    @property
    def subject(self) -> str:
        """The trial."""
        return str(self.what_if_id)


async def ask_what_if(uow: UnitOfWork, asked: Trial) -> TriedPolicy:
    """Have a changed policy tried over the live cases of a district that the caller reads whole."""
    if asked.authority not in uow.reach.read or uow.reach.within is not None:
        raise NotFound
    found = with_cases(compared(Proposed(asked)), ())
    await demand_room(uow, TriedPolicy.by, TriedPolicy.finished_at)
    # Nothing of the district is changed by it: whoever may only read it leaves the work too.
    await uow.go_on_under(replace(uow.reach, write=(asked.authority,)))
    uow.concerns(asked.authority)
    trial = TriedPolicy(
        id=uow.new_id("what if"),
        district=asked.authority,
        by=uow.reach.principal,
        asked=asked,
        cases=0,
        looked_at=0,
        found=found,
        started_at=uow.now,
    )
    uow.add(trial)
    uow.later(WhatIfDue(district=trial.district, what_if_id=trial.id))
    return trial


async def note_part(
    uow: UnitOfWork, trial_id: uuid.UUID, part: Sequence[Effect | Unread], cases: int
) -> None:
    """Note what so many more of all the cases come to."""
    trial = await uow.load(TriedPolicy, trial_id)
    trial.cases, trial.looked_at = cases, trial.looked_at + len(part)
    trial.found = with_cases(trial.found, part)


async def finish_what_if(uow: UnitOfWork, trial_id: uuid.UUID, failure: str | None) -> None:
    """The trial is worked out, or cannot be; it is forgotten in time."""
    trial = await uow.load(TriedPolicy, trial_id)
    uow.concerns(trial.district)
    trial.finished_at, trial.failure = uow.now, failure
    uow.later(WhatIfOld(district=trial.district, what_if_id=trial_id), at=uow.now + KEPT)


async def forget_what_if(uow: UnitOfWork, old: WhatIfOld) -> None:
    """Delete what has been kept for long enough."""
    await uow.session.execute(delete(TriedPolicy).where(TriedPolicy.id == old.what_if_id))
