"""The job that tries a changed policy: the district's live cases, a part after the other."""

import asyncio
import uuid
from collections.abc import Sequence
from itertools import islice

from services.grants.policies.caseload import LiveCase, case_of, live_cases
from services.grants.policies.commands import WhatIfDue, finish_what_if, note_part
from services.grants.policies.what_if import Proposed, tried, versions
from services.grants.tables import TriedPolicy
from shared.bus.job import Job
from shared.problems import Problem

PART = 1000
"""Cases in one step, and those that are worked out in less time than it takes to begin a process."""


async def work_out_what_if(job: Job, due: WhatIfDue) -> None:
    """Work the cases out in the order of their ids; resumed after the last part that was noted."""
    async with job.database.reading(job.reach) as reading:
        trial = await reading.read(TriedPolicy, due.what_if_id)
        if trial.finished_at is not None:
            return
        after = uuid.UUID(job.cursor) if job.cursor else None
        cases = await live_cases(reading, trial.district, after)
    failure = None
    try:
        versions(Proposed(trial.asked))  # by the policy as it now is: there may be a new release
    except Problem as problem:
        faults = (f"{error.pointer}: {error.detail}" for error in problem.errors)
        failure = "; ".join(faults) or str(problem)
    else:
        await _work_out(job, trial, cases)
    async with job.step("finished", action="finish_what_if") as uow:
        await finish_what_if(uow, trial.id, failure)


async def _work_out(job: Job, trial: TriedPolicy, cases: Sequence[LiveCase]) -> None:
    before, done = trial.looked_at, 0
    lines = (case.line for case in cases)
    effects = tried(Proposed(trial.asked), lines, case_of, PART, before + 1)
    while part := await asyncio.to_thread(lambda: list(islice(effects, PART))):
        done += len(part)
        async with job.step(str(cases[done - 1].id), action="work_out_what_if") as uow:
            await note_part(uow, trial.id, part, before + len(cases))
