"""What counts of cases for their times and for what became of them, read from their rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from services.forum.domain import course, outcomes
from services.forum.domain.ending import End, Stop
from services.forum.projections import Case
from shared.clocks import Pause
from shared.contracts.codes import MeansTestOutcome
from shared.money import NIL
from shared.persistence.reading import Transaction

MARKS = (
    Case.received_on,
    Case.assessed_on,
    Case.applied_on,
    Case.approved_on,
    Case.certified_on,
)
TARGETS = (Case.target_1, Case.target_2, Case.target_3, Case.target_4)
OF_TIMES = (Case.case_id, Case.urgency, Case.complexity, Case.pauses, *MARKS, *TARGETS)
OF_OUTCOMES = (
    *(Case.applied_on, Case.approved_on, Case.ended, Case.stopped_because, Case.test_outcome),
    *(Case.local_passport, Case.awards, Case.paid, Case.satisfaction),
)


async def courses_ended(
    transaction: Transaction, first: dt.date, last: dt.date, *districts: str
) -> Mapping[str, Sequence[course.Course]]:
    """By district, the cases of which a stage ended in the time."""
    ended = or_(*(mark.between(first, last) for mark in MARKS[1:]))
    found = await _by_district(transaction, OF_TIMES, ended, districts)
    return {district: [_timed(row) for row in rows] for district, rows in found.items()}


async def courses_received(
    transaction: Transaction, first: dt.date, last: dt.date, *districts: str
) -> Mapping[str, Sequence[outcomes.Course]]:
    """By district, the referrals of a time."""
    received = Case.received_on.between(first, last)
    found = await _by_district(transaction, OF_OUTCOMES, received, districts)
    return {district: [_outcome(row) for row in rows] for district, rows in found.items()}


async def _by_district(
    transaction: Transaction,
    columns: Sequence[InstrumentedAttribute[Any]],
    condition: ColumnElement[bool],
    districts: Sequence[str],
) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    rows = await transaction.session.execute(
        select(Case.district, *columns)
        .where(Case.district.in_(districts), condition)
        .order_by(Case.received_on, Case.case_id)
    )
    found: dict[str, list[Mapping[str, Any]]] = {district: [] for district in districts}
    for row in rows:
        found[row.district].append(row._asdict())
    return found


def _timed(row: Mapping[str, Any]) -> course.Course:
    return course.Course(
        case_id=row["case_id"],
        urgency=row["urgency"],
        complexity=row["complexity"],
        marks=tuple(row[mark.key] for mark in MARKS),
        targets=tuple(row[target.key] for target in TARGETS),
        pauses=tuple(_pause(each) for each in row["pauses"]),
    )


def _pause(kept: Mapping[str, Any]) -> course.PauseFor:
    stopped, resumed = kept["stopped_on"], kept["resumed_on"]
    until = None if resumed is None else dt.date.fromisoformat(resumed)
    return course.PauseFor(Pause(dt.date.fromisoformat(stopped), until), kept["reason"])


def _outcome(row: Mapping[str, Any]) -> outcomes.Course:
    because, outcome, ended = row["stopped_because"], row["test_outcome"], row["ended"]
    return outcomes.Course(
        went_on=row["applied_on"] is not None,
        approved=row["approved_on"] is not None,
        ended=None if ended is None else End(ended),
        stopped_because=None if because is None else Stop(because),
        test_outcome=None if outcome is None else MeansTestOutcome(outcome),
        local_passport=row["local_passport"],
        discount=_discount(row["awards"]),
        paid=row["paid"],
        satisfaction=row["satisfaction"],
    )


def _discount(awards: Sequence[Mapping[str, str]]) -> Decimal:
    borne = [Decimal(each["amount"]) for each in awards if each["kind"] == outcomes.DISCOUNT]
    return sum(borne, NIL)
