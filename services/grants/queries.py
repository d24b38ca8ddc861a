"""What readers are shown of grant cases."""

import datetime as dt
import uuid
from typing import Any

from services.grants.determining import case_of, determine_for
from services.grants.domain.casework.life import State, Withdrawn
from services.grants.domain.outcome import Determination
from services.grants.tables import GrantCase
from shared.persistence.reading import Reading
from shared.problems import WrongState
from shared.schema import Model, Pounds


class GrantCaseView(Model):
    """A case as its grant officer sees it; pounds."""

    case_id: uuid.UUID
    version: int
    """Counts the changes; the ETag is made of it."""
    district: str
    state: State
    assessment: dict[str, Any] | None
    preliminary_test: dict[str, Any] | None
    formal_test: dict[str, Any] | None
    means_test_declined_on: dt.date | None
    alternatives: dict[str, Any] | None
    moved_on: dt.date | None
    estimated_cost: Pounds | None
    offer: Determination | None
    application: dict[str, Any] | None
    applied_on: dt.date | None
    decide_by: dt.date | None
    determination: Determination | None
    decided_on: dt.date | None
    contribution_received: Pounds
    paid: Pounds
    settled_on: dt.date | None
    withdrawal: Withdrawn | None
    certified_on: dt.date | None
    charge_registered_on: dt.date | None
    closed_on: dt.date | None

    @classmethod
    def of(cls, row: GrantCase) -> "GrantCaseView":
        return cls.model_validate(row, from_attributes=True)


async def case(reading: Reading, case_id: uuid.UUID) -> GrantCaseView:
    """One case."""
    return GrantCaseView.of(await reading.read(GrantCase, case_id))


async def proposal(reading: Reading, case_id: uuid.UUID, decided_on: dt.date) -> Determination:
    """What the decision would be if it were made on that day, and whose approvals it needs."""
    row = await reading.read(GrantCase, case_id)
    if row.application is None or row.formal_test is None:
        raise WrongState("a proposal waits for the application and the formal means test")
    return determine_for(row, case_of(row), row.formal_test, decided_on)
