"""`python -m services.register rematch`: the whole county under new rules, prices or limits.

A job, so that a run whose process is killed is gone on with by a register that runs, or by the next
run.
"""

import argparse
import asyncio
import getpass
import uuid
from collections import Counter
from typing import Any, ClassVar

from services.register.domain.shortlists import Among, Change
from services.register.matching.rematching import AT_ONCE, match_county, rework_county
from shared.bus.job import Job, Planned
from shared.bus.jobs import see_through
from shared.caseload import telling
from shared.cli import print_answer
from shared.contracts.event import OwnEvent
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.policies import authorities
from shared.schema import Field, Model
from shared.settings import DatabaseSettings


class RematchDue(OwnEvent):
    """Every home is to be worked out again, and every need matched."""

    TYPE: ClassVar[str] = "register.rematch-due"

    by: str
    """Who asked for it."""

    @property
    def subject(self) -> str:
        """The whole county: one run after the other."""
        return "county"


def _no_shortlists() -> dict[Among, dict[Change, int]]:
    return {among: {} for among in Among}


class Rematched(Model):
    """What a run has changed so far; a second one finds nothing to change."""

    homes: int = 0
    """Worked out again."""
    recategorised: int = 0
    """Of these, in another category than before."""
    shortlists: dict[Among, dict[Change, int]] = Field(default_factory=_no_shortlists)
    """Made anew, by what changed in them."""

    def and_homes(self, found: Counter[str]) -> "Rematched":
        """With the homes of one more part."""
        return self.model_copy(update={name: getattr(self, name) + n for name, n in found.items()})

    def and_shortlists(self, found: Counter[tuple[Among, Change]]) -> "Rematched":
        """With the shortlists of one more part, in one order."""
        changed = {
            among: {
                change: n
                for change in Change
                if (n := self.shortlists[among].get(change, 0) + found[among, change])
            }
            for among in Among
        }
        return self.model_copy(update={"shortlists": changed})


async def rematch_county(job: Job, due: RematchDue) -> None:
    """Work every home out again, then match every need, part by part.

    The cursor says what came of it so far. A part that is kept is by today's rules: whoever takes
    the run over finds nothing to change there.
    """
    reach = Reach(due.by, authorities(), authorities())
    so_far = Rematched.model_validate_json(job.cursor) if job.cursor else Rematched()
    turn = asyncio.Lock()

    async def move(changed: Rematched) -> None:
        nonlocal so_far
        so_far = changed
        async with job.step(so_far.model_dump_json(), action="rematch_county"):
            pass

    async def told_of_homes(found: Counter[str]) -> None:
        async with turn:
            await move(so_far.and_homes(found))

    async def told_of_shortlists(found: Counter[Any]) -> None:
        async with turn:
            await move(so_far.and_shortlists(found))

    await rework_county(job.database, reach, told_of_homes)
    await match_county(job.database, reach, told_of_shortlists)


JOBS = {RematchDue.TYPE: Planned(RematchDue, rematch_county)}


def rematch(_: argparse.Namespace) -> int:
    """Work the homes out and match the needs again; print what changed; the exit code."""
    url = DatabaseSettings.of_operator("register").database_url
    return print_answer(lambda: asyncio.run(_rematch(url)))


async def _rematch(url: str) -> Rematched:
    database = Database("register", url, pool_size=AT_ONCE + 1)
    try:
        return await _asked_and_done(database)
    finally:
        await database.dispose()


async def _asked_and_done(database: Database) -> Rematched:
    due = RematchDue(by=f"operator:{getpass.getuser()}")
    whole = Reach.of_kernel("register")  # the run is of no one district; its parts are
    async with database.unit_of_work(whole, action="ask_rematch", cause=uuid.uuid4()) as uow:
        job_id = uow.later(due)
    known = 0
    with telling("homes and shortlists") as told:

        async def look(cursor: str | None) -> None:
            nonlocal known
            done = _changed(cursor)
            told(done - known)
            known = done

        cursor = await see_through(database, JOBS, job_id, look)
    return Rematched.model_validate_json(cursor) if cursor else Rematched()


def _changed(cursor: str | None) -> int:
    """Homes and shortlists so far."""
    if cursor is None:
        return 0
    run = Rematched.model_validate_json(cursor)
    return run.homes + sum(sum(by.values()) for by in run.shortlists.values())
