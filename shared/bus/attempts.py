"""How often something is tried, and what becomes of it when it fails."""

import datetime as dt
import traceback
from dataclasses import dataclass

import asyncpg
from sqlalchemy.exc import DBAPIError

from shared.observability.logs import log
from shared.observability.traces import trace_id_of
from shared.problems import Problem


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a handler is tried. The delay is doubled each time: 25 seconds in all."""

    attempts: int = 8
    first_delay: dt.timedelta = dt.timedelta(milliseconds=200)


PATIENT = Retries()

_FAILED = """
UPDATE inbox SET attempts = $2, error = $3, retry_at = clock_timestamp() + $4,
       dead_at = CASE WHEN $2::integer >= $5 THEN now() END
WHERE seq = $1 AND handled_at IS NULL
"""
"""Another may have acted on it meanwhile, as nobody holds it between the failure and its note."""
_PASSING = ("08", "40", "53", "55", "57")
"""SQLSTATE classes: connection, rollback, resources, object state, operator intervention."""


async def note_failed(
    driver: asyncpg.Connection,
    row: asyncpg.Record,
    error: Exception,
    attempts: int,
    retries: Retries,
) -> None:
    """Keep how many attempts have failed; the last one makes a dead letter."""
    delay = retries.first_delay * 2 ** max(attempts - 1, 0)
    await driver.execute(_FAILED, row["seq"], attempts, describe(error), delay, retries.attempts)
    dead = attempts >= retries.attempts
    told = log.error if dead else log.warning
    told(
        "dead_letter" if dead else "handler_failed",
        type=row["type"],
        event_id=str(row["event_id"]),
        case=str(row["case_id"]),
        trace_id=trace_id_of(row["traceparent"]),
        attempt=attempts,
        error=describe(error),
    )


def is_passing(error: Exception) -> bool:
    """Whether it was the network, or the database under strain, and not the event."""
    if isinstance(error, ExceptionGroup):
        return all(map(is_passing, error.exceptions))
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = str(getattr(cause, "sqlstate", None))
    return state.startswith(_PASSING) or isinstance(error, (ConnectionError, TimeoutError))


def describe(error: BaseException) -> str:
    """The kind of error and where it arose; never its text, which may hold personal data."""
    if isinstance(error, Problem):
        return f"{error.slug}: {error.detail or error.title}"
    frames = traceback.extract_tb(error.__traceback__)
    where = next((f for f in reversed(frames) if "site-packages" not in f.filename), frames[-1])
    return f"{type(error).__name__} in {where.name}, line {where.lineno}"
