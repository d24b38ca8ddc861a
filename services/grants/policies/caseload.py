"""A district's live cases as they stand in the store, each a line that another process can read."""

from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from services.grants.domain.casework.entries import Amended, Applied
from services.grants.domain.casework.life import State
from services.grants.domain.facts.case import Case, tested
from services.grants.tables import CaseEntry, GrantCase
from shared.contracts.means_test import MeansTestCompleted
from shared.persistence.reading import Reading
from shared.persistence.stored import Stored

ENDED = (State.CLOSED, State.WITHDRAWN)
_COLUMNS = CaseEntry.__table__.c


async def live_cases(reading: Reading, district: str) -> list[bytes]:
    """Every case of the district that was applied for, was tested and has not ended.

    Each with its application as last amended, and its latest test, the formal one before others.
    """
    lines = await reading.session.scalars(_lines(district))
    return [line.encode() for line in lines]


def case_of(line: Any) -> Case:
    """The case that a line holds, as on the day of its application."""
    kind, told = Applied if line["applied"] else Amended, line["applied"] or line["amended"]
    stored = _COLUMNS[kind.KIND].type
    assert isinstance(stored, Stored)
    application = stored.opened(told).application
    return tested(
        application, MeansTestCompleted.model_validate(line["told"]), application.applied_on
    )


def _lines(district: str) -> Select[Any]:
    made, test = _latest_application().subquery(), _latest_test().subquery()
    line = func.json_build_object(
        "applied", made.c.applied, "amended", made.c.amended, "told", test.c.told
    )
    return (
        select(cast(line, Text))
        .join(made, made.c.case_id == GrantCase.case_id)
        .join(test, test.c.case_id == GrantCase.case_id)
        .where(GrantCase.district == district, GrantCase.state.not_in(ENDED))
        .select_from(GrantCase)
    )


def _latest_application() -> Select[Any]:
    return (
        select(CaseEntry.case_id, _COLUMNS.applied, _COLUMNS.amended)
        .where(CaseEntry.kind.in_((Applied.KIND, Amended.KIND)))
        .ext(distinct_on(CaseEntry.case_id))
        .order_by(CaseEntry.case_id, CaseEntry.number.desc())
    )


def _latest_test() -> Select[Any]:
    """The formal test before a preliminary one: `formal` comes before `preliminary`."""
    return (
        select(CaseEntry.case_id, CaseEntry.told)
        .where(CaseEntry.kind == MeansTestCompleted.TYPE)
        .ext(distinct_on(CaseEntry.case_id))
        .order_by(CaseEntry.case_id, CaseEntry.told["kind"].astext, CaseEntry.number.desc())
    )
