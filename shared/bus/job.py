"""A job: long work on an event to oneself, in many transactions, resumed where it was."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from sqlalchemy import text

from shared.bus.attempts import Retries
from shared.contracts.event import OwnEvent
from shared.letters import Post
from shared.persistence.database import Database
from shared.persistence.reach import Reach
from shared.persistence.unit_of_work import UnitOfWork

_MOVE = text("""
UPDATE inbox SET cursor = :now, attempts = 1
WHERE event_id = :job AND source = '/services/' || current_schema()
  AND subscriber = current_schema() AND handled_at IS NULL
  AND cursor IS NOT DISTINCT FROM :before
RETURNING seq
""")


class JobMoved(RuntimeError):  # noqa: N818
    """Another process has taken the job over, or somebody has taken it back: this one stops."""


class Job:
    """One job under way. What a step has done is done, whatever ends the process afterwards."""

    def __init__(
        self,
        job_id: uuid.UUID,
        database: Database,
        reach: Reach,
        cursor: str | None,
        post: Post | None = None,
    ) -> None:
        self.id = job_id
        self.database = database
        self.reach = reach
        self.cursor = cursor
        """How far the last step came, as the job put it; None before the first."""
        self.post = post
        """By which it sends letters; None where none goes by itself."""

    @asynccontextmanager
    async def step(
        self, cursor: str, *, action: str, reach: Reach | None = None
    ) -> AsyncIterator[UnitOfWork]:
        """One transaction of the job, which then stands at this cursor.

        Ids that it makes derive from the job and from where it stood, so that a step cannot be
        taken twice.
        """
        cause = uuid.uuid5(self.id, self.cursor or "")
        async with self.database.unit_of_work(
            reach or self.reach, action=action, cause=cause
        ) as uow:
            yield uow
            moved = {"job": self.id, "before": self.cursor, "now": cursor}
            if (await uow.session.execute(_MOVE, moved)).first() is None:
                raise JobMoved
        self.cursor = cursor


JobHandler = Callable[[Job, Any], Awaitable[object]]


class Planned(NamedTuple):
    """What has a job done, by whom, and how often it is tried where not as all others."""

    contract: type[OwnEvent]
    handler: JobHandler
    retries: Retries | None = None
    runners: int = 0
    """How many of its own run it; nought where it takes its turn among the other jobs."""


Jobs = Mapping[str, Planned]
"""By the type of the event to oneself that has each done."""
