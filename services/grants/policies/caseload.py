"""A district's live cases as they stand in the store, each a line that another process can read."""

import uuid
from typing import Any, NamedTuple

from sqlalchemy import Select, Text, cast, func, select, true

from services.grants.domain.casework.entries import Amended, Applied
from services.grants.domain.casework.life import State
from services.grants.domain.facts.case import Case, tested
from services.grants.tables import CaseEntry, GrantCase
from shared.contracts.means_test import MeansTestCompleted
from shared.persistence.reading import Reading
from shared.persistence.stored import Stored

ENDED = (State.CLOSED, State.WITHDRAWN)
_COLUMNS = CaseEntry.__table__.c
_OF_THE_CASE = CaseEntry.case_id == GrantCase.case_id


class LiveCase(NamedTuple):
    """A case, and the line that holds what it is worked out from."""

    id: uuid.UUID
    line: bytes


async def live_cases(reading: Reading, district: str, after: uuid.UUID | None) -> list[LiveCase]:
    """Every case of the district that was applied for, was tested and has not ended, by its id.

    Each with its application as last amended, and its latest test, the formal one before others.
    `after` leaves out those up to that one.
    """
    lines = _lines(district)
    if after is not None:
        lines = lines.where(GrantCase.case_id > after)
    found = await reading.session.execute(lines.order_by(GrantCase.case_id))
    return [LiveCase(case_id, line.encode()) for case_id, line in found]


def case_of(line: Any) -> Case:
    """The case that a line holds, as on the day of its application: all its papers were there."""
    kind, told = Applied if line["applied"] else Amended, line["applied"] or line["amended"]
    stored = _COLUMNS[kind.KIND].type
    assert isinstance(stored, Stored)
    application = stored.opened(told).application.model_copy(update={"documents": None})
    return tested(
        application, MeansTestCompleted.model_validate(line["told"]), application.applied_on
    )


def _lines(district: str) -> Select[uuid.UUID, str]:
    made, test = _latest_application().lateral(), _latest_test().lateral()
    line = func.json_build_object(
        "applied", made.c.applied, "amended", made.c.amended, "told", test.c.told
    )
    return (
        select(GrantCase.case_id, cast(line, Text))
        .select_from(GrantCase)
        .join(made, true())
        .join(test, true())
        .where(GrantCase.district == district, GrantCase.state.not_in(ENDED))
    )


def _latest_application() -> Select[Any]:
    return (
        select(_COLUMNS.applied, _COLUMNS.amended)
        .where(_OF_THE_CASE, CaseEntry.kind.in_((Applied.KIND, Amended.KIND)))
        .order_by(CaseEntry.number.desc())
        .limit(1)
    )


def _latest_test() -> Select[Any]:
    """The formal test before a preliminary one: `formal` comes before `preliminary`."""
    return (
        select(CaseEntry.told)
        .where(_OF_THE_CASE, CaseEntry.kind == MeansTestCompleted.TYPE)
        .order_by(CaseEntry.told["kind"].astext, CaseEntry.number.desc())
        .limit(1)
    )
