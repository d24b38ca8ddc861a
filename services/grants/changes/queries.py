"""What may be paid or demanded if circumstances change."""

import uuid

from services.grants.domain.casework.changes import ChangeFigures, figures
from services.grants.domain.casework.life import Step, after
from services.grants.in_force import law
from services.grants.record import CaseRecord, read_case
from shared.contracts.codes import WithdrawalReason
from shared.persistence.reading import Reading


def figures_of(case: CaseRecord, reason: WithdrawalReason) -> ChangeFigures:
    """The figures of a change on this case, under its district's policy."""
    return figures(case.state, case.history, reason, law.sources_of(case.history))


async def change(reading: Reading, case_id: uuid.UUID, reason: WithdrawalReason) -> ChangeFigures:
    """What may be paid or demanded if this has changed; nothing is recorded."""
    case = await read_case(reading, case_id)
    after(case.state, Step.DECIDE_CHANGE)
    return figures_of(case, reason)
