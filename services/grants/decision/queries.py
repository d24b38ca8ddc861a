"""What the decision would be."""

import datetime as dt
import uuid

from services.grants.domain.outcome import Determination
from services.grants.record import read_case
from shared.contracts.codes import MeansTestKind
from shared.persistence.reading import Reading
from shared.problems import WrongState


async def proposal(reading: Reading, case_id: uuid.UUID, decided_on: dt.date) -> Determination:
    """What the decision would be if it were made on that day, and whose approvals it needs."""
    case = await read_case(reading, case_id)
    test, application = case.history.test(MeansTestKind.FORMAL), case.history.application
    if test is None or application is None:
        raise WrongState("a proposal waits for the application and the formal means test")
    return case.determine(application, test, decided_on)
